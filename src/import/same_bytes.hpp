// same_bytes.hpp -- whether two short texts of one size are the same, without a call.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace engage {

/// Whether the bytes at `kept` are those of `text`: memcmp() == 0, quicker for the short texts most identifiers are.
inline bool same_bytes(const char* kept, std::string_view text) {
    const auto differ = [&]<class Word>(Word one, std::size_t at) {
        Word other;
        std::memcpy(&one, kept + at, sizeof one);
        std::memcpy(&other, text.data() + at, sizeof other);
        return one ^ other;
    };
    constexpr std::uint64_t word = 0;
    const std::size_t size = text.size();
    if (size > 32) return std::memcmp(kept, text.data(), size) == 0;
    if (size > 16) return (differ(word, 0) | differ(word, 8) | differ(word, size - 16) | differ(word, size - 8)) == 0;
    if (size >= 8) return (differ(word, 0) | differ(word, size - 8)) == 0;
    if (size >= 4) return (differ(std::uint32_t{}, 0) | differ(std::uint32_t{}, size - 4)) == 0;
    for (std::size_t i = 0; i < size; ++i)
        if (kept[i] != text[i]) return false;
    return true;
}

} // namespace engage
