// show.cpp -- figures as people read them, and the names of what surrounds a figure.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "engage/change.hpp"
#include "measure/measure.hpp"

namespace engage {
namespace {

using measure::rounded;

/// "1234567" -> "1,234,567".
std::string grouped(std::string digits) {
    for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
    return digits;
}

/// Adds one to the last of a row of decimal digits.
void increment(std::string& digits) {
    std::size_t i = digits.size();
    while (i > 0 && digits[i - 1] == '9') digits[--i] = '0';
    if (i == 0) digits.insert(0, 1, '1');
    else ++digits[i - 1];
}

std::string show_seconds(double value) {
    const double seconds = std::abs(value);
    const std::string sign = value < 0 ? "-" : "";
    if (std::round(seconds * 10) < 600) return rounded(value, 1) + " s";
    if (std::round(seconds) < 3600) {
        const auto whole = static_cast<int>(std::round(seconds));
        return fmt::format("{}{} m {:02} s", sign, whole / 60, whole % 60);
    }
    const double minutes = std::round(seconds / 60);
    return fmt::format("{}{} h {:02} m", sign, rounded(std::floor(minutes / 60), 0),
                       static_cast<int>(std::fmod(minutes, 60)));
}

} // namespace

/// Rounds half away from zero. Works on the shortest decimal that is this double: 1/16 of 100 is 6.25, and so is 6.25
/// written as a double that lies just below it; printf would round the first to even and the second down.
std::string measure::rounded(double value, std::size_t decimals) {
    std::array<char, 400> buffer; // the longest double has 309 digits before, or 343 after, the point
    const auto end = std::to_chars(buffer.begin(), buffer.end(), std::abs(value), std::chars_format::fixed).ptr;
    const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const std::size_t point = std::min(text.find('.'), text.size());
    std::string digits(text.substr(0, point));
    std::string fraction(text.substr(std::min(point + 1, text.size())));
    fraction.resize(std::max(fraction.size(), decimals + 1), '0');
    digits += fraction.substr(0, decimals);
    if (fraction[decimals] >= '5') increment(digits);
    const bool negative = value < 0 && digits.find_first_not_of('0') != digits.npos;
    const std::size_t whole = digits.size() - decimals;
    std::string result = (negative ? "-" : "") + grouped(digits.substr(0, whole));
    if (decimals > 0) result += "." + digits.substr(whole);
    return result;
}

std::size_t measure::usual_decimals(Unit unit) {
    switch (unit) {
    case Unit::count: return 0;
    case Unit::percent:
    case Unit::points:
    case Unit::seconds: return 1;
    default: return 2;
    }
}

std::string show(Unit unit, double value) {
    if (unit == Unit::seconds) return show_seconds(value);
    const std::string text = measure::rounded(value, measure::usual_decimals(unit));
    if (unit == Unit::percent) return text + " %";
    return unit == Unit::points && value > 0 && text != "0.0" ? "+" + text : text;
}

std::string to_text(Quantity quantity) {
    constexpr std::size_t places = 18;
    std::string digits;
    // The lowest 128-bit number has no positive twin, so digits are taken from the negative side.
    for (int128 rest = quantity.units > 0 ? -quantity.units : quantity.units; rest != 0; rest /= 10)
        digits.insert(digits.begin(), static_cast<char>('0' - static_cast<int>(rest % 10)));
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, 1, '.');
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
    return (quantity.units < 0 ? "-" : "") + digits;
}

double to_double(Quantity quantity) { return measure::divide(quantity.units, Quantity::one); }

std::string_view name_of(Unit unit) {
    constexpr std::array<std::string_view, 8> names{"unset", "count",   "percent", "points",
                                                    "ratio", "seconds", "money",   "score"};
    return names[static_cast<std::size_t>(unit)];
}

std::string_view name_of(Better better) {
    constexpr std::array<std::string_view, 4> names{"unset", "higher", "lower", "neither"};
    return names[static_cast<std::size_t>(better)];
}

std::string_view name_of(Certainty certainty) {
    constexpr std::array<std::string_view, 13> names{
        "unset",    "none", "wilson",  "adjusted_wald", "linearised", "exact_poisson", "newcombe", "newcombe_paired",
        "pooled_z", "z",    "mcnemar", "mcnemar_exact", "t"};
    return names[static_cast<std::size_t>(certainty)];
}

std::string_view name_of(Verdict verdict) {
    constexpr std::array<std::string_view, 4> names{"unknown", "up", "down", "within_noise"};
    return names[static_cast<std::size_t>(verdict)];
}

std::string_view name_of(Judgement judgement) {
    constexpr std::array<std::string_view, 3> names{"neither", "better", "worse"};
    return names[static_cast<std::size_t>(judgement)];
}

} // namespace engage
