// cell.hpp -- what of a cell is text, and which words say that it holds nothing.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "read/scan.hpp"

namespace engage {

using read::trimmed;

inline constexpr std::size_t longest_missing = 4;

/// `-`, `--`, `n/a`, `#N/A` and `null`, case aside: what exports write where they know nothing.
inline bool says_missing(std::string_view text) {
    const char first = text.front();
    if ((first != '-') & (first != '#') & ((first | 0x20) != 'n')) return false;
    const auto same = [&](std::string_view word) {
        if (text.size() != word.size()) return false;
        for (std::size_t i = 0; i < text.size(); ++i)
            if (text[i] != word[i] && (text[i] < 'A' || text[i] > 'Z' || (text[i] | 0x20) != word[i])) return false;
        return true;
    };
    return same("-") || same("--") || same("#n/a") || same("n/a") || same("null");
}
/// Most texts are too long or too short for that, and cost no call.
[[gnu::always_inline]] inline bool is_missing(std::string_view text) {
    return text.size() - 1 < longest_missing && says_missing(text);
}

} // namespace engage
