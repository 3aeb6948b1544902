// sum.hpp -- reads sums of tallies, "a - b + 2*c"; in the catalogue the compiler does, and refuses unknown tallies.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "count/tallies.hpp"
#include "engage/metric.hpp"

namespace engage {

static_assert(tally_table.size() <= 256, "a term keeps the position of its tally in one byte");

namespace measure {

/// What is left of a sum to be read. Every reader takes what it reads off the front.
struct SumText {
    std::string_view rest;

    constexpr void skip_spaces() {
        while (rest.starts_with(' ')) rest.remove_prefix(1);
    }
    constexpr bool take(char character) {
        skip_spaces();
        if (!rest.starts_with(character)) return false;
        rest.remove_prefix(1);
        return true;
    }
    /// 1 where there is no "2*"; 0 where there is one that is no small whole number.
    constexpr int take_coefficient() {
        skip_spaces();
        const auto digits = rest.find_first_not_of("0123456789");
        if (digits == 0 || digits == rest.npos) return digits == 0;
        if (digits > 3) return 0;
        int number = 0;
        for (const char digit : rest.substr(0, digits)) number = 10 * number + (digit - '0');
        rest.remove_prefix(digits);
        return take('*') ? number : 0;
    }
    constexpr std::optional<std::uint8_t> take_tally() {
        skip_spaces();
        const auto end = rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789");
        const auto name = rest.substr(0, end);
        rest.remove_prefix(name.size());
        for (std::size_t i = 0; i < tally_table.size(); ++i)
            if (tally_table[i].name == name) return static_cast<std::uint8_t>(i);
        return std::nullopt;
    }
};

} // namespace measure

/// The sum that `text` says, which must outlive it; nothing where it is malformed, too long or names no tally.
constexpr std::optional<Sum> parse_sum(std::string_view text) {
    Sum sum{.text = text};
    measure::SumText reader{text};
    int sign = 1;
    do {
        const int coefficient = sign * reader.take_coefficient();
        const auto tally = reader.take_tally();
        if (coefficient == 0 || !tally || sum.size == sum.terms.size()) return std::nullopt;
        sum.terms[sum.size++] = {coefficient, *tally};
        sign = reader.take('+') ? 1 : reader.take('-') ? -1 : 0;
    } while (sign != 0);
    reader.skip_spaces();
    if (!reader.rest.empty()) return std::nullopt;
    return sum;
}

/// The same for the catalogue: what is no sum of tallies does not compile.
consteval Sum sum(std::string_view text) {
    const auto parsed = parse_sum(text);
    if (!parsed) throw "no sum of known tallies";
    return *parsed;
}

} // namespace engage
