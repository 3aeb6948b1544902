// clusters.hpp -- intervals of a quotient whose sampling units are customers, and not what it divides by.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "count/clusters.hpp"
#include "measure/intervals.hpp"

namespace engage::measure {

/// What the sums over customers say of the quotient y / x, both in steps. The residual of a customer is y - ratio * x.
struct Linearised {
    double customers = 0;
    double ratio = 0;
    double standard_error = 0; ///< sqrt(k / (k - 1) * sum of squared residuals) / sum of x
    double leverage = 1;       ///< by which the square of that must be raised for the pull of customers with large x
    double skewness = 0;       ///< of the sum of residuals, as the customers at hand show it
    double spread_of_x = 0;    ///< square of the standard error of the sum of x, as a share of that sum
    double covariance = 0;     ///< of the sums of x and of residuals, each as a share of the sum of x
};

/// Nothing where there are fewer than two customers, no denominator, sums beyond their bounds, or no spread at all: as
/// long as every customer has the same quotient, their number says nothing about the next.
std::optional<Linearised> linearise(const count::Clusters& clusters);

/// Interval of the quotient, in steps of y per step of x. Nothing where linearise() gives nothing, or the customers are
/// too few or too unequal to say that the denominator is more than 0.
///
/// The plain linearised interval, ratio +- t * standard_error, is too short, and too low, for some dozens of customers
/// with skewed amounts: it held the truth 88 to 95 times of 100 where it should 95. So
/// - the pull of large customers on the ratio is allowed for as by the jackknife, to first order;
/// - the skewness by Hall's cubic (Journal of the Royal Statistical Society B 54, 1992, 221-228), whose coefficient is
///   held to 0.3, beyond which few customers do not show it;
/// - the chance in the denominator by Fieller's equation (JRSS B 16, 1954, 175-185).
/// tests/coverage_test.cpp measures what that gives.
std::optional<Bounds> linearised_interval(const Linearised& of, double confidence);

/// Correlation of the two quotients, from the customers in both periods; 0 where it cannot be told.
double correlation(const count::Clusters& then, const count::Clusters& now, const count::PairedClusters& both);

} // namespace engage::measure
