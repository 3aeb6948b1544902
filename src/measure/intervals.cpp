// intervals.cpp -- the formulas behind the intervals.
// SPDX-License-Identifier: MIT
#include "measure/intervals.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "measure/distributions.hpp"

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

namespace {
constexpr double added = 3, added_to_each = 0.75; // answers
}

double adjusted_wald_error(double plus, double minus, double all) {
    const double size = all + added;
    const double more = (plus + added_to_each) / size, less = (minus + added_to_each) / size;
    return std::sqrt((more + less - (more - less) * (more - less)) / size);
}

Bounds adjusted_wald(double plus, double minus, double all, double confidence) {
    const double center = (plus - minus) / (all + added);
    const double half = normal_reach(confidence) * adjusted_wald_error(plus, minus, all);
    return {std::max(-1.0, center - half), std::min(1.0, center + half)};
}

Bounds exact_poisson(double count, double confidence) {
    const double tail = (100 - confidence) / 200;
    return {poisson_low(count, tail), poisson_high(count, tail)};
}

} // namespace engage::measure
