// clusters.hpp -- intervals of a quotient whose sampling units are customers, and not what it divides by.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "count/clusters.hpp"
#include "measure/intervals.hpp"

namespace engage::measure {

/// What the sums over customers say of the quotient y / x, both in steps.
struct Linearised {
    double ratio = 0;
    double standard_error = 0; ///< sqrt(k / (k - 1) * sum of (y - ratio * x)²) / sum of x
    double leverage = 1;       ///< by how much large customers make the variance look too small
    double skewness = 0;       ///< of the mean of the residuals y - ratio * x
    double spread_x = 0;       ///< of the mean of x, in means of x: squared
    double slope = 0;          ///< how the residuals go with x, in the unit of spread_x
};

/// Nothing where there are fewer than two customers, no denominator, sums beyond their bounds, or no spread at all: as
/// long as every customer has the same quotient, their number says nothing about the next.
std::optional<Linearised> linearise(const count::Clusters& clusters);

/// Interval of the quotient. Nothing where the denominator may as well be 0.
std::optional<Bounds> linearised_interval(const count::Clusters& clusters, double confidence);

} // namespace engage::measure
