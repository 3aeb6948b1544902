// distributions.cpp -- the distributions behind intervals and tests, by Boost.Math.
// SPDX-License-Identifier: MIT
#include "measure/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

namespace engage::measure {

double t_reach(double confidence, double freedom) {
    return boost::math::quantile(complement(boost::math::students_t(freedom), (100 - confidence) / 200));
}

double normal_tails(double value) { return std::erfc(std::abs(value) / std::numbers::sqrt2); }

double t_tails(double value, double freedom) {
    if (std::isinf(value)) return 0;
    return 2 * cdf(complement(boost::math::students_t(freedom), std::abs(value)));
}

double coin_tails(std::uint64_t heads, std::uint64_t coins) {
    const auto fewer = static_cast<double>(std::min(heads, coins - heads));
    if (2 * fewer >= static_cast<double>(coins)) return 1;
    // The sum of binomial terms up to `fewer` is a beta integral.
    return std::min(1.0, 2 * boost::math::ibeta(static_cast<double>(coins) - fewer, fewer + 1, 0.5));
}

double poisson_low(double count, double chance) { return count <= 0 ? 0 : boost::math::gamma_p_inv(count, chance); }

double poisson_high(double count, double chance) { return boost::math::gamma_q_inv(count + 1, chance); }

} // namespace engage::measure
