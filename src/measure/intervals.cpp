// intervals.cpp -- the formulas behind the intervals.
// SPDX-License-Identifier: MIT
#include "measure/intervals.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace engage::measure {

double normal_reach(double confidence) {
    const double outside = (100 - confidence) / 100; // in both tails
    double reach = 0;
    // The tails shrink and bend upwards, so Newton's steps from 0 climb to the answer without passing it, and end
    // where rounding stops them.
    for (;;) {
        const double excess = std::erfc(reach / std::numbers::sqrt2) - outside;
        const double slope = std::sqrt(2 / std::numbers::pi) * std::exp(-reach * reach / 2);
        const double next = reach + excess / slope;
        if (!(next > reach)) return reach;
        reach = next;
    }
}

Bounds wilson(double hits, double all, double confidence) {
    const double reach = normal_reach(confidence), square = reach * reach;
    const double center = (hits + square / 2) / (all + square);
    const double half = reach / (all + square) * std::sqrt(hits * (all - hits) / all + square / 4);
    return {hits <= 0 ? 0 : std::max(0.0, center - half), hits >= all ? 1 : std::min(1.0, center + half)};
}

Bounds adjusted_wald(double plus, double minus, double all, double confidence) {
    const double size = all + 3;
    const double more = (plus + 0.75) / size, less = (minus + 0.75) / size;
    const double center = more - less;
    const double half = normal_reach(confidence) * std::sqrt((more + less - center * center) / size);
    return {std::max(-1.0, center - half), std::min(1.0, center + half)};
}

} // namespace engage::measure
