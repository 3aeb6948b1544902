// wide.hpp -- the wide registers of newer processors, where there are any.
// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#ifdef __x86_64__
#include <immintrin.h>
/// For functions that are called only where has_wide() says so.
#define ENGAGE_WIDE [[gnu::target("avx2,bmi,popcnt")]]
#else
#define ENGAGE_WIDE
#endif

namespace engage::read {

inline bool has_wide() {
#ifdef __x86_64__
    static const bool wide =
        __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
    return wide;
#else
    return false;
#endif
}

/// std::popcount is a call where the processor's own instruction may not be taken for granted.
template <bool wide>
[[gnu::always_inline]] inline std::size_t bit_count(std::uint64_t bits) {
    if (wide) return static_cast<std::size_t>(std::popcount(bits));
    bits -= bits >> 1 & 0x5555555555555555;
    bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
    bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return bits * 0x0101010101010101 >> 56;
}

/// Writes the positions of the bits, counted from `base`, and returns where the next ones go. Eight at a time, whether
/// there are as many or not: guessing how many would cost more than writing them, so there must be room for them.
template <bool wide>
[[gnu::always_inline]] inline std::uint32_t* put_positions(std::uint64_t bits, std::size_t base, std::uint32_t* into) {
    constexpr std::uint64_t top = std::uint64_t{1} << 63;
    const std::size_t count = bit_count<wide>(bits);
    for (std::size_t done = 0; done < count; done += 8) {
        for (std::size_t i = 0; i < 8; ++i) {
            auto position = static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(std::countr_zero(bits | top));
            asm("" : "+r"(position)); // else gcc collects them in a vector first, at twice the time
            into[done + i] = position;
            bits &= bits - 1;
        }
    }
    return into + count;
}

} // namespace engage::read
