// arithmetic.cpp -- numbers of an export that an importer adds, multiplies or compares.
// SPDX-License-Identifier: MIT
#include "import/arithmetic.hpp"

#include <algorithm>

#include "import/currencies.hpp"
#include "import/duration.hpp"
#include "import/number_cell.hpp"

namespace engage {

std::optional<Quantity> number_in(std::string_view text, Numbers mark) {
    if (mark != Numbers::per_column) return read_number(text, mark).number;
    const NumberCell cell = take_apart_number(text);
    if (cell.with_point && cell.with_comma && cell.depends()) return std::nullopt;
    return cell.with_point ? cell.with_point : cell.with_comma;
}

bool is_amount(std::string_view text, Field field) {
    if (field == Field::seconds && read_duration(text)) return true;
    const bool is_count = field == Field::count;
    const NumberCell number = take_apart_number(text, is_count);
    if (!number.readable() || (number.money && field != Field::value) || (number.percent && is_count)) return false;
    const Quantity value = number.with_point ? *number.with_point : *number.with_comma;
    return field != Field::seconds || value.units >= 0;
}

std::string written(Quantity number, Numbers mark) {
    std::string text = to_text(number);
    if (mark == Numbers::comma) std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

std::optional<Quantity> product(Quantity number, Quantity factor) {
    int128 divisor = Quantity::one;
    while (divisor > 1 && factor.units % 10 == 0) factor.units /= 10, divisor /= 10;
    Quantity result;
    if (__builtin_mul_overflow(number.units, factor.units, &result.units)) return std::nullopt;
    result.units /= divisor;
    return result;
}

Quantity worth_of_minor_unit(std::string_view currency) {
    Quantity worth{Quantity::one};
    for (int decimals = decimals_of(currency); decimals > 0; --decimals) worth.units /= 10;
    return worth;
}

int decimals_in(std::string_view text) {
    const auto mark = text.find_last_of(".,");
    if (mark == text.npos) return 0;
    const auto end = std::min(text.find_first_not_of("0123456789", mark + 1), text.size());
    return static_cast<int>(end - mark - 1);
}

} // namespace engage
