// hash.hpp -- a keyed hash of short byte strings: quick, and not to be flooded, since its key is drawn at start.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <cstring>
#include <random>
#include <string_view>

namespace engage {

/// Drawn once per process. No result depends on it: tables are merged and printed in orders of their own.
inline const std::uint64_t hash_key = [] {
    std::random_device device;
    return (std::uint64_t{device()} << 32) ^ device();
}();

inline std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
    __extension__ using wide = unsigned __int128;
    const wide product = static_cast<wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// The multiply-and-fold construction of wyhash, for texts that are mostly shorter than 32 bytes.
inline std::uint64_t hash_of(std::string_view text) {
    constexpr std::uint64_t one = 0xa0761d6478bd642full, two = 0xe7037ed1a0b428dbull;
    const auto load = [](const char* at, std::size_t size) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, size);
        return word;
    };
    const char* at = text.data();
    std::size_t left = text.size();
    std::uint64_t state = hash_key;
    for (; left > 16; at += 16, left -= 16) state = fold(load(at, 8) ^ one, load(at + 8, 8) ^ state);
    std::uint64_t low = 0, high = 0;
    if (left >= 8) {
        low = load(at, 8);
        high = load(at + left - 8, 8);
    } else if (left >= 4) {
        low = load(at, 4);
        high = load(at + left - 4, 4);
    } else if (left > 0) {
        low = (load(at, 1) << 16) | (load(at + left / 2, 1) << 8) | load(at + left - 1, 1);
    }
    return fold(two ^ text.size(), fold(low ^ one, high ^ state));
}

/// Of up to three small numbers.
inline std::uint64_t hash_of(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    constexpr std::uint64_t one = 0xa0761d6478bd642full;
    return fold(((std::uint64_t{a} << 32) | b) ^ one, c ^ hash_key);
}

} // namespace engage
