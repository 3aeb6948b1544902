// hash.hpp -- a keyed hash of short byte strings: quick, and not to be flooded, since its key is drawn at start.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <cstring>
#include <random>
#include <string_view>
#include <utility>

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

/// Two numbers that hold all of a text of up to 16 bytes, and that with its size tell it from any other such text.
inline std::pair<std::uint64_t, std::uint64_t> ends_of(std::string_view text) {
    const auto load = [&]<class Word>(Word word, std::size_t at) {
        std::memcpy(&word, text.data() + at, sizeof word);
        return std::uint64_t{word};
    };
    const std::size_t size = text.size();
    if (size >= 8) return {load(std::uint64_t{}, 0), load(std::uint64_t{}, size - 8)};
    if (size >= 4) return {load(std::uint32_t{}, 0), load(std::uint32_t{}, size - 4)};
    if (size == 0) return {0, 0};
    return {load(std::uint8_t{}, 0) << 16 | load(std::uint8_t{}, size / 2) << 8 | load(std::uint8_t{}, size - 1), 0};
}

/// The multiply-and-fold construction of wyhash, for texts that are mostly shorter than 32 bytes.
inline std::uint64_t hash_of(std::string_view text) {
    constexpr std::uint64_t one = 0xa0761d6478bd642full, two = 0xe7037ed1a0b428dbull;
    const std::size_t size = text.size();
    std::uint64_t state = hash_key;
    for (; text.size() > 16; text.remove_prefix(16)) {
        const auto [low, high] = ends_of(text.substr(0, 16));
        state = fold(low ^ one, high ^ state);
    }
    const auto [low, high] = ends_of(text);
    return fold(two ^ size, fold(low ^ one, high ^ state));
}

/// Of up to three small numbers.
inline std::uint64_t hash_of(std::uint32_t a, std::uint32_t b, std::uint32_t c = 0) {
    constexpr std::uint64_t one = 0xa0761d6478bd642full;
    return fold(((std::uint64_t{a} << 32) | b) ^ one, c ^ hash_key);
}

/// Asks for memory that is needed soon. A function that does no more than this looks to gcc as if it did nothing, and
/// its calls would be left out, but for the assembler that is not there.
inline void ask_for(const void* address) {
    __builtin_prefetch(address);
    asm volatile("");
}

// Open addressing with linear probing in tables of any size below 2^32. The upper half of the hash is the slot, so
// that a table that grows is written again from its start to its end; the lower half is free for parting.

inline std::size_t slot_of(std::uint64_t hash, std::size_t slots) { return (hash >> 32) * slots >> 32; }
inline std::size_t after(std::size_t slot, std::size_t slots) { return slot + 1 == slots ? 0 : slot + 1; }
/// Four fifths: beyond, a look-up that fails takes too many steps.
inline bool is_full(std::size_t used, std::size_t slots) { return used * 5 >= slots * 4; }
/// The next size of a table.
inline std::size_t larger(std::size_t slots) { return slots < 16 ? 16 : slots + slots / 2; }

} // namespace engage
