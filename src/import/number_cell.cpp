// number_cell.cpp -- numbers as people's exports write them.
// SPDX-License-Identifier: MIT
#include "import/number_cell.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "import/currencies.hpp"
#include "import/number.hpp"
#include "import/scanner.hpp"

namespace engage {
namespace {

/// The spaces that stand between digits and around signs; the last three do not break a line or are thin.
constexpr std::array<std::string_view, 4> spaces{" ", "\u00a0", "\u202f", "\u2009"};
constexpr std::array<std::string_view, 2> apostrophes{"'", "\u2019"};

template <std::size_t size>
std::string_view prefix_of(std::string_view text, const std::array<std::string_view, size>& words) {
    for (const auto word : words)
        if (text.starts_with(word)) return word;
    return {};
}

void trim(std::string_view& text) {
    for (auto space = prefix_of(text, spaces); !space.empty(); space = prefix_of(text, spaces))
        text.remove_prefix(space.size());
    for (bool more = true; more;) {
        more = false;
        for (const auto space : spaces)
            if (text.ends_with(space)) text.remove_suffix(space.size()), more = true;
    }
}

/// The mark between groups at the start of `text`: not the decimal mark.
std::string_view group_mark(std::string_view text, char decimal) {
    if (text.empty() || text.front() == decimal) return {};
    if (text.front() == '.' || text.front() == ',') return text.substr(0, 1);
    const auto space = prefix_of(text, spaces);
    return space.empty() ? prefix_of(text, apostrophes) : space;
}

/// The digits of a whole part that is grouped by three – or, with commas, as in India: 1,23,45,678 – without the marks.
/// Nothing where the groups are of other sizes, or the first begins with 0.
std::optional<std::string> ungrouped(std::string_view text, char decimal) {
    std::string digits;
    std::string_view mark;
    std::size_t size = 0, groups = 0;
    bool by_three = true, by_two = true;
    for (; !text.empty(); text.remove_prefix(1)) {
        if (is_digit(text.front())) {
            digits += text.front();
            ++size;
            continue;
        }
        const auto found = group_mark(text, decimal);
        if (found.empty() || size == 0 || size > 3 || (!mark.empty() && found != mark)) return std::nullopt;
        by_three &= groups == 0 || size == 3;
        by_two &= size == 2 || (groups == 0 && size == 1);
        mark = found;
        size = 0;
        ++groups;
        text.remove_prefix(found.size() - 1);
    }
    if (groups == 0) return digits;
    if (size != 3 || digits.front() == '0' || !(by_three || (by_two && mark == ","))) return std::nullopt;
    return digits;
}

std::optional<Quantity> value_of(std::string_view body, char decimal, bool negative) {
    constexpr std::size_t longest = 128;
    if (body.empty() || body.size() > longest) return std::nullopt;
    const auto power = std::min(body.find_first_of("eE"), body.size());
    const auto mark = std::min(body.substr(0, power).find(decimal), power);
    const auto whole = ungrouped(body.substr(0, mark), decimal);
    const auto rest = body.substr(mark);
    if (!whole || (power < body.size() && whole->size() != mark)) return std::nullopt;
    if (mark < power && rest.find_first_of(".,", 1) != rest.npos) return std::nullopt;
    std::string plain = (negative ? "-" : "") + *whole + std::string(rest);
    if (mark < power) plain[plain.size() - rest.size()] = '.';
    return read_decimal(plain);
}

bool take_minus(std::string_view& text) {
    constexpr std::string_view minus = "\u2212";
    const std::size_t size = text.starts_with('-') ? 1 : text.starts_with(minus) ? minus.size() : 0;
    text.remove_prefix(size);
    return size > 0;
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// The code, as listed, that these three letters are.
std::string_view code_of(std::string_view letters) {
    const std::string word{upper(letters[0]), upper(letters[1]), upper(letters[2])};
    for (std::size_t at = 0; at < currency_codes.size(); at += 4)
        if (currency_codes.substr(at, 3) == word) return currency_codes.substr(at, 3);
    return {};
}

/// Takes a currency from the front or the back of `text`.
void take_currency(std::string_view& text, bool front, NumberCell& cell) {
    if (cell.money || text.empty()) return;
    std::size_t taken = 0;
    for (const auto& [sign, code] : currency_signs)
        if (taken == 0 && (front ? text.starts_with(sign) : text.ends_with(sign)))
            cell.currency = code, taken = sign.size();
    if (taken == 0 && text.size() > 3) {
        cell.currency = code_of(front ? text : text.substr(text.size() - 3));
        taken = cell.currency.size();
    }
    cell.money = taken > 0;
    if (front) text.remove_prefix(taken);
    else text.remove_suffix(taken);
    trim(text);
}

/// Takes the share from a count with its share: `350 (35.18%)`.
void take_share(std::string_view& text) {
    const auto open = text.rfind('(');
    if (open == text.npos || open == 0 || !text.ends_with("%)")) return;
    const auto share = text.substr(open + 1, text.size() - open - 3);
    if (share.empty() || share.find_first_not_of("0123456789., ") != share.npos) return;
    text = text.substr(0, open);
    trim(text);
}

void keep_whole(std::optional<Quantity>& number) {
    if (number && (number->units < 0 || number->units % Quantity::one != 0)) number.reset();
}

} // namespace

NumberCell take_apart_number(std::string_view text, bool whole) {
    NumberCell cell;
    trim(text);
    take_share(text);
    const bool enclosed = text.size() > 2 && text.front() == '(' && text.back() == ')';
    if (enclosed) text = text.substr(1, text.size() - 2);
    bool negative = enclosed;
    bool has_sign = enclosed;
    const auto take_sign = [&] {
        if (has_sign) return;
        negative = take_minus(text);
        has_sign = negative || text.starts_with('+');
        if (has_sign && !negative) text.remove_prefix(1);
        if (has_sign) trim(text);
    };
    take_sign();
    take_currency(text, true, cell);
    take_sign();
    take_currency(text, false, cell);
    if (!cell.money && text.ends_with('%')) {
        cell.percent = true;
        text.remove_suffix(1);
        trim(text);
    }
    if (text.empty() || (!is_digit(text.front()) && text.front() != '.' && text.front() != ',')) return cell;
    cell.body = text;
    cell.with_point = value_of(text, '.', negative);
    cell.with_comma = value_of(text, ',', negative);
    if (whole) keep_whole(cell.with_point), keep_whole(cell.with_comma);
    return cell;
}

NumberRead read_number(std::string_view text, Numbers mark, bool whole) {
    NumberRead read;
    if (mark == Numbers::point && (read.number = read_decimal(text))) {
        if (whole) keep_whole(read.number);
        return read;
    }
    const NumberCell cell = take_apart_number(text, whole);
    read.currency = cell.currency, read.money = cell.money, read.percent = cell.percent;
    if (mark == Numbers::point) read.number = cell.with_point;
    else if (mark == Numbers::comma || !cell.depends()) read.number = cell.with_comma;
    else read.unclear = true;
    return read;
}

} // namespace engage
