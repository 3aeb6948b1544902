// number.cpp -- numbers as text, exactly.
// SPDX-License-Identifier: MIT
#include "import/number.hpp"

#include <array>
#include <charconv>

namespace engage {
namespace {

constexpr int decimals = 18; // of Quantity::one

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The exponent at the end of `text`, which loses it; nothing where it is malformed or absurd.
std::optional<int> take_exponent(std::string_view& text) {
    const auto at = text.find_first_of("eE");
    if (at == text.npos) return 0;
    auto digits = text.substr(at + 1);
    if (digits.starts_with('+') && !digits.starts_with("+-")) digits.remove_prefix(1);
    int exponent = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
    if (error != std::errc() || end != digits.data() + digits.size() || exponent > 40 || exponent < -40)
        return std::nullopt;
    text = text.substr(0, at);
    return exponent;
}

} // namespace

std::optional<Quantity> read_decimal(std::string_view text) {
    const auto exponent = take_exponent(text);
    if (!exponent || text.empty()) return std::nullopt;
    const bool negative = text.front() == '-';
    if (negative || text.front() == '+') text.remove_prefix(1);
    // Digits are taken at a fixed scale: `place` is the power of ten of the next digit, in units of 10^-18.
    const auto point = text.find('.');
    const auto whole = text.substr(0, point),
               fraction = point == text.npos ? std::string_view() : text.substr(point + 1);
    if (whole.empty() && fraction.empty()) return std::nullopt;
    int128 units = 0;
    int place = decimals + static_cast<int>(whole.size()) + *exponent;
    if (whole.size() > 60 || fraction.size() > 60) return std::nullopt;
    for (const auto part : {whole, fraction})
        for (const char c : part) {
            if (!is_digit(c)) return std::nullopt;
            --place;
            if (c == '0' && (units == 0 || place < 0)) continue; // zeros that carry no value
            if (place < 0 || place >= 2 * decimals) return std::nullopt;
            int128 worth = c - '0';
            for (int i = 0; i < place; ++i) worth *= 10;
            units += worth;
        }
    return Quantity{negative ? -units : units};
}

std::optional<bool> read_flag(std::string_view text) {
    if (text.empty()) return false;
    if (text.size() > 5) return std::nullopt;
    std::array<char, 5> lower{};
    for (std::size_t i = 0; i < text.size(); ++i) lower[i] = static_cast<char>(text[i] | 0x20);
    const std::string_view word(lower.data(), text.size());
    if (word == "true" || word == "yes" || text == "1" || word == "t" || word == "y") return true;
    if (word == "false" || word == "no" || text == "0" || word == "f" || word == "n") return false;
    return std::nullopt;
}

} // namespace engage
