// distributions.hpp -- the distributions behind intervals and tests.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace engage::measure {

/// Half the width of the middle `confidence` percent of Student's distribution with so many degrees of freedom: 2.045
/// for 95 and 29. `confidence` lies strictly between 0 and 100; at least one degree.
double t_reach(double confidence, double freedom);

/// How often a standard normal, or Student's, variable lies as far from 0 as `value`, or farther: from 0 to 1.
double normal_tails(double value);
double t_tails(double value, double freedom);

/// How often so many fair coins fall as unevenly as `heads` of them, or more so: from 0 to 1, and 1 without coins.
double coin_tails(std::uint64_t heads, std::uint64_t coins);

/// The mean of the Poisson distribution in which `count` or more (`count` or fewer) has the chance `chance`, which lies
/// strictly between 0 and 1. As 0 or more is certain, the former is 0 for it.
double poisson_low(double count, double chance);
double poisson_high(double count, double chance);

} // namespace engage::measure
