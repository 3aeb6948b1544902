// difference.cpp -- the formulas behind the intervals and tests of differences.
// SPDX-License-Identifier: MIT
#include "measure/difference.hpp"

#include <algorithm>
#include <cmath>

#include "measure/distributions.hpp"

namespace engage::measure {
namespace {

/// Of a difference whose two parts deviate so far, and together by `correlation`.
double combined(double one, double other, double correlation) {
    return std::sqrt(std::max(0.0, one * one - 2 * correlation * one * other + other * other));
}

double ratio(double difference, double error) { return difference == 0 ? 0 : difference / error; }

Estimate estimate(const Share& share, double confidence) {
    return {share.fraction(), wilson(share.hits, share.all, confidence)};
}

} // namespace

Bounds square_and_add(const Estimate& now, const Estimate& then, double correlation) {
    const double difference = now.value - then.value;
    const double down = combined(now.value - now.bounds.low, then.bounds.high - then.value, correlation);
    const double up = combined(now.bounds.high - now.value, then.value - then.bounds.low, correlation);
    return {difference - down, difference + up};
}

Bounds newcombe(const Share& now, const Share& then, double confidence, double correlation) {
    return square_and_add(estimate(now, confidence), estimate(then, confidence), correlation);
}

Bounds newcombe_paired(const Paired& people, double confidence) {
    const auto both = static_cast<double>(people.both), neither = static_cast<double>(people.neither);
    const auto only_then = static_cast<double>(people.only_then), only_now = static_cast<double>(people.only_now);
    const auto all = static_cast<double>(people.all());
    const double now = both + only_now, then = both + only_then;
    const double margins = now * then * (all - now) * (all - then);
    // Where answers agree, the correlation is taken as a little less than it was found.
    double agreement = both * neither - only_then * only_now;
    if (agreement > 0) agreement = std::max(0.0, agreement - all / 2);
    const double phi = margins > 0 ? agreement / std::sqrt(margins) : 0;
    return newcombe({now, all}, {then, all}, confidence, phi);
}

double pooled_z_test(const Share& now, const Share& then) {
    const double common = (now.hits + then.hits) / (now.all + then.all);
    const double error = std::sqrt(common * (1 - common) * (1 / now.all + 1 / then.all));
    return normal_tails(ratio(now.fraction() - then.fraction(), error));
}

double z_test(const Share& now, const Share& then, double correlation) {
    const auto error = [](const Share& share) {
        return std::sqrt(share.fraction() * (1 - share.fraction()) / share.all);
    };
    return z_test(now.fraction() - then.fraction(), error(now), error(then), correlation);
}

double mcnemar_test(const Paired& people) {
    const std::uint64_t changed = people.only_then + people.only_now;
    if (changed < exact_below) return coin_tails(people.only_now, changed);
    const double difference = static_cast<double>(people.only_now) - static_cast<double>(people.only_then);
    return normal_tails(difference / std::sqrt(static_cast<double>(changed)));
}

double z_test(double difference, double error_now, double error_then, double correlation) {
    return normal_tails(ratio(difference, combined(error_now, error_then, correlation)));
}

double t_test(double difference, double error_now, double error_then, double now, double then, double correlation) {
    const double square_now = error_now * error_now, square_then = error_then * error_then;
    const double total = square_now + square_then;
    const double welch = total * total / (square_now * square_now / (now - 1) + square_then * square_then / (then - 1));
    const double freedom = correlation == 0 ? welch : std::min(now, then) - 1;
    return t_tails(ratio(difference, combined(error_now, error_then, correlation)), freedom);
}

} // namespace engage::measure
