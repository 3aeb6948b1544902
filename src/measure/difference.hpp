// difference.hpp -- how sure the difference of two figures is: intervals and tests, for other people or the same.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "measure/intervals.hpp"

namespace engage::measure {

struct Estimate {
    double value = 0;
    Bounds bounds; ///< of the value
};

/// Interval of now - then, from the intervals of the two: the distances from value to bound are squared and added, less
/// what goes up and down in both (Zou and Donner, Statistics in Medicine 27, 2008, 1693-1702). Of Wilson intervals, and
/// without correlation, this is Newcombe's method 10 (Statistics in Medicine 17, 1998, 873-890).
Bounds square_and_add(const Estimate& now, const Estimate& then, double correlation = 0);

/// A share of people, or of what is independent like people.
struct Share {
    double hits = 0, all = 0; ///< 0 <= hits <= all, all > 0
    double fraction() const { return hits / all; }
};

/// Interval of now - then, as fractions of 1, of different people: Newcombe's method 10.
Bounds newcombe(const Share& now, const Share& then, double confidence, double correlation = 0);

/// The same people twice: so many were hits both times, only then, only now, neither time.
struct Paired {
    std::uint64_t both = 0, only_then = 0, only_now = 0, neither = 0;
    std::uint64_t all() const { return both + only_then + only_now + neither; }
};

/// Interval of the share now less the share then, as fractions of 1, of the same people; at least one. Newcombe's method
/// 10 for paired data (Statistics in Medicine 17, 1998, 2635-2650).
Bounds newcombe_paired(const Paired& people, double confidence);

/// How often chance alone makes a difference as large; all from 0 to 1.

/// Of two shares of different people: z with a common share, whose square is Pearson's chi-square without correction.
double pooled_z_test(const Share& now, const Share& then);
/// Of the same people twice: McNemar's test, by the binomial where fewer than `exact_below` changed, else by the
/// chi-square without correction.
double mcnemar_test(const Paired& people);
inline constexpr std::uint64_t exact_below = 25;
/// Of two shares with correlated errors, because some people are in both.
double z_test(const Share& now, const Share& then, double correlation);
/// Of two estimates with known standard errors, one of them above 0.
double z_test(double difference, double error_now, double error_then, double correlation = 0);
/// Of two estimates with standard errors found from `now` and `then` sampling units, at least two each; with Welch's
/// degrees of freedom where the units are others, else those of the smaller number.
double t_test(double difference, double error_now, double error_then, double now, double then, double correlation = 0);

} // namespace engage::measure
