// clusters.cpp -- the linearised ratio, and what makes its interval honest for few and unequal customers.
// SPDX-License-Identifier: MIT
#include "measure/clusters.hpp"

#include <algorithm>
#include <cmath>

#include "measure/distributions.hpp"
#include "measure/measure.hpp"

namespace engage::measure {
namespace {

/// Adds, multiplies and remembers whether 128 bits were enough.
struct Exact {
    bool overflow = false;
    int128 product(int128 a, int128 b) {
        overflow |= __builtin_mul_overflow(a, b, &a);
        return a;
    }
    int128 sum(int128 a, int128 b) {
        overflow |= __builtin_add_overflow(a, b, &a);
        return a;
    }
};

/// The whole number nearest to y / x. What is left of y without so many x is small, so that nothing is lost when the
/// sums are turned into doubles and subtracted.
int128 whole_ratio(const count::Clusters& of) {
    const int128 rest = of.y % of.x;
    return of.y / of.x + (rest > of.x / 2) - (rest < -(of.x / 2));
}

/// The sums of y - times * x in place of y.
count::Clusters less(const count::Clusters& of, int128 times) {
    Exact exact{of.overflow};
    const auto without = [&](int128 from, int128 what) { return exact.sum(from, exact.product(-times, what)); };
    count::Clusters left = of;
    left.y = without(of.y, of.x);
    left.xy = without(of.xy, of.xx);
    left.yy = without(without(of.yy, of.xy), left.xy);
    left.xxy = without(of.xxy, of.xxx);
    left.xyy = without(without(of.xyy, of.xxy), left.xxy);
    const int128 once = without(of.yyy, of.xyy), twice = without(of.xyy, of.xxy); // of y²(y - tx), xy(y - tx)
    left.yyy = without(without(once, twice), left.xyy);
    left.overflow = exact.overflow;
    return left;
}

/// The sums of products of what is left of y then and now.
count::PairedClusters less(const count::PairedClusters& of, int128 then, int128 now) {
    Exact exact{of.overflow};
    const auto without = [&](int128 from, int128 times, int128 what) {
        return exact.sum(from, exact.product(-times, what));
    };
    count::PairedClusters left = of;
    left.yx = without(of.yx, then, of.xx);
    left.xy = without(of.xy, now, of.xx);
    left.yy = without(without(of.yy, then, of.xy), now, left.yx);
    left.overflow = exact.overflow;
    return left;
}

/// Sums over the residuals e of customers, after the whole part of the ratio was taken away exactly.
struct Residuals {
    double rest = 0; ///< of the ratio
    double ee = 0, eee = 0, xe = 0, xee = 0;
    bool any = false; ///< more than what rounding makes
};

Residuals residuals(const count::Clusters& left) {
    const auto number = [](int128 whole) { return static_cast<double>(whole); };
    const double x = number(left.x), xx = number(left.xx), xy = number(left.xy), yy = number(left.yy);
    const double r = number(left.y) / x;
    Residuals sums;
    sums.rest = r;
    sums.xe = xy - r * xx;
    sums.ee = yy - r * xy - r * sums.xe;
    sums.xee = number(left.xyy) - 2 * r * number(left.xxy) + r * r * number(left.xxx);
    sums.eee =
        number(left.yyy) - 3 * r * number(left.xyy) + 3 * r * r * number(left.xxy) - r * r * r * number(left.xxx);
    sums.any = sums.ee > 1e-13 * (yy + r * r * xx);
    return sums;
}

/// The value whose transform by Hall's cubic is `wanted`: t + a t²/3 + a² t³/27 + a/6, which only ever rises.
double before_cubic(double wanted, double a) {
    const double root = std::cbrt(1 + a * (wanted - a / 6)); // = 1 + a t / 3
    return 3 * (wanted - a / 6) / (root * root + root + 1);
}

/// Fieller's equation: how far the true ratio lies from the one found, for the residuals' sum at the true ratio to be t
/// of its standard errors. Needs t² spread_of_x < 1.
double distance(const Linearised& of, double t) {
    const double square = t * t, variance = of.leverage * of.standard_error * of.standard_error;
    const double a = 1 - square * of.spread_of_x, b = square * of.covariance;
    const double root = std::sqrt(b * b + a * square * variance);
    return (t > 0 ? -b - root : root - b) / a;
}

} // namespace

std::optional<Linearised> linearise(const count::Clusters& clusters) {
    if (clusters.overflow || clusters.count < 2 || clusters.x <= 0) return std::nullopt;
    const int128 whole = whole_ratio(clusters);
    const count::Clusters left = less(clusters, whole);
    const Residuals sums = residuals(left);
    if (left.overflow || !sums.any) return std::nullopt;
    const auto k = static_cast<double>(clusters.count), x = static_cast<double>(clusters.x);
    const double unbiased = k / (k - 1);
    Linearised found;
    found.customers = k;
    found.ratio = static_cast<double>(whole) + sums.rest;
    found.standard_error = std::sqrt(unbiased * sums.ee) / x;
    found.leverage = 1 + 2 * std::max(0.0, sums.xee) / (x * sums.ee);
    found.skewness = sums.eee / (sums.ee * std::sqrt(sums.ee));
    found.spread_of_x = unbiased * std::max(0.0, static_cast<double>(clusters.xx) / (x * x) - 1 / k);
    found.covariance = unbiased * sums.xe / (x * x);
    return found;
}

std::optional<Bounds> linearised_interval(const Linearised& of, double confidence) {
    constexpr double most = 0.3; // of the skewness
    const double reach = t_reach(confidence, of.customers - 1), skewness = std::clamp(of.skewness, -most, most);
    const double above = before_cubic(reach, skewness), below = before_cubic(-reach, skewness);
    const double farthest = std::max(above * above, below * below);
    if (!(farthest * of.spread_of_x < 1)) return std::nullopt;
    return Bounds{of.ratio + distance(of, above), of.ratio + distance(of, below)};
}

double correlation(const count::Clusters& then, const count::Clusters& now, const count::PairedClusters& both) {
    if (!linearise(then) || !linearise(now)) return 0;
    const int128 whole_then = whole_ratio(then), whole_now = whole_ratio(now);
    const count::PairedClusters left = less(both, whole_then, whole_now);
    if (left.overflow) return 0;
    const Residuals first = residuals(less(then, whole_then)), second = residuals(less(now, whole_now));
    const double together = static_cast<double>(left.yy) - second.rest * static_cast<double>(left.yx) -
                            first.rest * static_cast<double>(left.xy) +
                            first.rest * second.rest * static_cast<double>(left.xx);
    return std::clamp(together / std::sqrt(first.ee * second.ee), -1.0, 1.0);
}

} // namespace engage::measure
