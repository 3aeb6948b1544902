// wide.hpp -- the wide registers of newer processors, where there are any.
// SPDX-License-Identifier: MIT
#pragma once

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

} // namespace engage::read
