// short_text.hpp -- short texts as a few numbers, to be compared without a branch on their size.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "read/scan.hpp"

namespace engage {

/// As many bytes can be read from the start of a text of a chunk, whatever its size.
using read::padding;

/// The words of a text that is no longer than they are and padded: with its size they tell it from any other.
template <std::size_t count>
std::array<std::uint64_t, count> words_of(std::string_view text) {
    constexpr std::size_t most = count * sizeof(std::uint64_t);
    static_assert(most <= padding);
    static constexpr auto kept = [] {
        std::array<unsigned char, 2 * most> bytes{};
        for (std::size_t i = 0; i < most; ++i) bytes[i] = 0xff;
        return bytes;
    }();
    std::array<std::uint64_t, count> words;
    for (std::size_t i = 0; i < count; ++i) {
        std::uint64_t bytes = 0, mask = 0;
        std::memcpy(&bytes, text.data() + i * sizeof bytes, sizeof bytes);
        std::memcpy(&mask, kept.data() + most - text.size() + i * sizeof mask, sizeof mask);
        words[i] = bytes & mask;
    }
    return words;
}

} // namespace engage
