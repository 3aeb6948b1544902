// certainty_test.cpp -- intervals, differences and tests against published figures and those of R 4.2.2.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "measure/clusters.hpp"
#include "measure/difference.hpp"
#include "measure/distributions.hpp"
#include "measure/intervals.hpp"

using namespace engage;
using measure::Bounds;

namespace {

bool near(double value, double expected, double tolerance = 1e-9) {
    return std::abs(value - expected) <= tolerance * std::max(1.0, std::abs(expected));
}

void check(const Bounds& bounds, double low, double high, double tolerance = 1e-9) {
    CAPTURE(bounds.low, low, bounds.high, high);
    CHECK(near(bounds.low, low, tolerance));
    CHECK(near(bounds.high, high, tolerance));
}

using Customers = std::vector<std::pair<std::int64_t, std::int64_t>>; // y, x

count::Clusters sums_of(const Customers& customers) {
    count::Clusters sums;
    for (const auto& [y, x] : customers) sums.add(y, x);
    return sums;
}

/// R, boot::city: population of ten cities in 1920 (x) and 1930 (y).
const Customers cities{{143, 138}, {104, 93}, {69, 61}, {260, 179}, {75, 48},
                       {63, 37},   {50, 29},  {48, 23}, {111, 30},  {50, 2}};
/// R, survey::apiclus1: by school district, pupils tested (y) and enrolled (x).
const Customers districts{{4895, 6081},   {1184, 1436},   {532, 680},   {5935, 6958}, {610, 683},
                          {1373, 1641},   {1461, 1668},   {7573, 9025}, {1877, 2180}, {12618, 15038},
                          {12292, 14968}, {22452, 25814}, {6047, 6777}, {199, 274},   {6431, 7375}};

} // namespace

TEST_CASE("quantiles and tails are those of R") {
    // qt(.975, c(1, 2, 9, 29, 1999)); qt(.995, 29)
    CHECK(near(measure::t_reach(95, 1), 12.70620473617469));
    CHECK(near(measure::t_reach(95, 2), 4.30265272974946));
    CHECK(near(measure::t_reach(95, 9), 2.26215716279820));
    CHECK(near(measure::t_reach(95, 29), 2.04522964213270));
    CHECK(near(measure::t_reach(95, 1999), 1.96115142017056));
    CHECK(near(measure::t_reach(99, 29), 2.7563859036706));
    // 2 * pt(-2.5, c(1, 17.3, 400)); 2 * pnorm(-1.96)
    CHECK(near(measure::t_tails(2.5, 1), 0.2422378831816867));
    CHECK(near(measure::t_tails(-2.5, 17.3), 0.0227475001758012));
    CHECK(near(measure::t_tails(2.5, 400), 0.0128188667634316));
    CHECK(measure::t_tails(std::numeric_limits<double>::infinity(), 9) == 0);
    CHECK(near(measure::normal_tails(1.96), 0.0499957902964409));
    // binom.test(8, 10)$p.value; (86, 236); (5, 10); (3, 24)
    CHECK(near(measure::coin_tails(8, 10), 0.109375));
    CHECK(near(measure::coin_tails(2, 10), 0.109375));
    CHECK(near(measure::coin_tails(86, 236), 3.71593613957143e-05, 1e-15));
    CHECK(measure::coin_tails(5, 10) == 1);
    CHECK(near(measure::coin_tails(3, 24), 0.000277161598205566, 1e-14));
    CHECK(measure::coin_tails(0, 0) == 1);
    CHECK(measure::coin_tails(0, 1) == 1);
}

TEST_CASE("exact intervals of counts are those of R's poisson.test") {
    check(measure::exact_poisson(0, 95), 0, 3.68887945411394);
    check(measure::exact_poisson(4, 95), 1.08986537362633, 10.24158867540370);
    check(measure::exact_poisson(137, 95), 115.020534433799, 161.956404688073);
    check(measure::exact_poisson(1e6, 95), 998040.983340294, 1001961.911945432);
    check(measure::exact_poisson(10, 90), 5.42540569709129, 16.96221923572190); // conf.level = .9
}

TEST_CASE("differences of independent shares are those of Newcombe's Table II, method 10") {
    struct Case {
        measure::Share now, then;
        double low, high;
    };
    const Case cases[]{
        {{56, 70}, {48, 80}, 0.0524, 0.3339}, {{9, 10}, {3, 10}, 0.1705, 0.8090},  {{6, 7}, {2, 7}, 0.0582, 0.8062},
        {{5, 56}, {0, 29}, -0.0381, 0.1926},  {{0, 10}, {0, 20}, -0.1611, 0.2775}, {{10, 10}, {0, 20}, 0.6791, 1},
    };
    for (const Case& c : cases) check(measure::newcombe(c.now, c.then, 95), c.low, c.high, 5.1e-5);
    // Of more digits: scipy 1.10.1 and R 4.2.2.
    check(measure::newcombe({56, 70}, {48, 80}, 95), 0.0524314724023649, 0.333872654036906);
    check(measure::newcombe({10, 10}, {0, 10}, 95), 0.6075093504305242, 1);
    // The other way round, the other sign.
    check(measure::newcombe({48, 80}, {56, 70}, 95), -0.333872654036906, -0.0524314724023649);
    // prop.test(c(56, 48), c(70, 80), correct = FALSE)$p.value
    CHECK(near(measure::pooled_z_test({56, 70}, {48, 80}), 0.00804508136819656));
    CHECK(measure::pooled_z_test({0, 10}, {0, 20}) == 1);
    CHECK(measure::pooled_z_test({10, 10}, {20, 20}) == 1);
}

TEST_CASE("differences of the same people twice are Newcombe's method 10 for pairs, and McNemar's test") {
    // (36, 12, 2, 0) is published: 0.0569 to 0.3404. The others, in R:
    // function(a, b, c, d) { n = a + b + c + d; p = (a + b) / n; q = (a + c) / n
    //   v = prop.test(a + b, n, correct = F)$conf.int; w = prop.test(a + c, n, correct = F)$conf.int
    //   k = a * d - b * c; if (k > 0) k = max(0, k - n / 2); m = (a + b) * (c + d) * (a + c) * (b + d)
    //   r = if (m > 0) k / sqrt(m) else 0
    //   c(p - q - sqrt((p - v[1])^2 - 2 * r * (p - v[1]) * (w[2] - q) + (w[2] - q)^2),
    //     p - q + sqrt((v[2] - p)^2 - 2 * r * (v[2] - p) * (q - w[1]) + (q - w[1])^2)) }
    check(measure::newcombe_paired({.both = 36, .only_then = 2, .only_now = 12, .neither = 0}, 95), 0.0569295840032387,
          0.3404276029749406);
    check(measure::newcombe_paired({.both = 12, .only_then = 1, .only_now = 9, .neither = 43}, 95), 0.026967332279166,
          0.219901351709807);
    check(measure::newcombe_paired({.both = 0, .only_then = 0, .only_now = 0, .neither = 30}, 95), -0.113513393173969,
          0.113513393173969);
    check(measure::newcombe_paired({.both = 794, .only_then = 86, .only_now = 150, .neither = 570}, 95),
          0.0212304239828771, 0.0587038728957288);
    // mcnemar.test(matrix(c(794, 86, 150, 570), 2), correct = FALSE)$p.value; exact below 25: binom.test(2, 10)
    CHECK(near(measure::mcnemar_test({794, 86, 150, 570}), 3.09929344104522e-05, 1e-15));
    CHECK(near(measure::mcnemar_test({5, 2, 8, 5}), 0.109375));
    CHECK(near(measure::mcnemar_test({5, 3, 21, 5}), 0.000277161598205566, 1e-14));
    CHECK(near(measure::mcnemar_test({5, 4, 21, 5}), 0.000673858531353762, 1e-14)); // pchisq(289 / 25, 1)
    CHECK(measure::mcnemar_test({5, 0, 0, 5}) == 1);
}

TEST_CASE("the linearised ratio and its standard error are those of R's survey package") {
    const auto city = measure::linearise(sums_of(cities));
    REQUIRE(city);
    CHECK(near(city->ratio, 1.5203125));
    CHECK(near(city->standard_error, 0.18999337330494265));
    const auto district = measure::linearise(sums_of(districts));
    REQUIRE(district);
    CHECK(near(district->ratio, 0.8497087417244875));
    CHECK(near(district->standard_error, 0.008470640194931513));
    // A mean is a ratio whose x is 1: t.test without the corrections for large customers, of which there are none.
    const auto mean = measure::linearise(sums_of({{1, 1}, {2, 1}, {6, 1}}));
    CHECK(near(mean->ratio, 3));
    CHECK(near(mean->standard_error, std::sqrt(7.0 / 3)));
    CHECK(mean->spread_of_x == 0);
}

TEST_CASE("the interval of a ratio is where its transformed test statistic has the wanted size") {
    // In R, of y and x: R = sum(y) / sum(x); e = y - R * x; k = length(y); f = 1 + 2 * sum(x * e^2) / sum(x) / sum(e^2)
    //   a = sum(e^3) / sum(e^2)^1.5; a = max(-.3, min(.3, a)); q = qt(.975, k - 1)
    //   g = function(t) t + a * t^2 / 3 + a^2 * t^3 / 27 + a / 6
    //   s = function(r) { d = y - r * x
    //     sum(d) / sqrt(k / (k - 1) * (sum((d - mean(d))^2) + (f - 1) * sum(e^2))) }
    //   uniroot(function(r) g(s(r)) - q, c(R / 9, R), tol = 1e-13); uniroot(function(r) g(s(r)) + q, c(R, 9 * R), …)
    const auto interval = [](const Customers& customers) {
        return measure::linearised_interval(*measure::linearise(sums_of(customers)), 95).value();
    };
    check(interval(cities), 1.1481370287068, 2.5398932941897);
    check(interval(districts), 0.82332257150876, 0.87534133124775);
    check(interval({{1, 1}, {1, 1}, {2, 1}, {2, 1}, {3, 1}, {3, 1}, {4, 1}, {30, 1}}), -1.7340626517137,
          19.350563394107);
    check(interval({{-30, 2}, {1, 1}, {2, 1}, {2, 3}, {3, 1}, {3, 1}, {4, 1}, {9, 1}, {3, 2}}), -10.198924654592,
          6.2030907043517);
}

TEST_CASE("large amounts of little spread keep their spread") {
    // NIST StRD, NumAcc4: 1001 values about 10000000.2, of standard deviation 0.1 exactly; here in tenths.
    count::Clusters sums;
    sums.add(100'000'002, 1);
    for (int i = 0; i < 500; ++i) sums.add(100'000'001, 1), sums.add(100'000'003, 1);
    const auto mean = measure::linearise(sums);
    REQUIRE(mean);
    CHECK(mean->ratio == 100'000'002);
    CHECK(near(mean->standard_error * std::sqrt(1001.0), 1, 1e-14));
}

TEST_CASE("no interval is made of what cannot give one") {
    CHECK_FALSE(measure::linearise(sums_of({})));
    CHECK_FALSE(measure::linearise(sums_of({{1, 3}})));
    CHECK_FALSE(measure::linearise(sums_of({{1, 0}, {2, 0}})));
    CHECK_FALSE(measure::linearise(sums_of({{0, 5}, {0, 7}, {0, 1}})));
    CHECK_FALSE(measure::linearise(sums_of({{1, 3}, {2, 6}, {5, 15}, {7, 21}}))); // a third, whoever is asked
    CHECK_FALSE(measure::linearise(sums_of({{INT64_MAX, 1}, {1, 1}, {2, 1}})));
    // Two customers of very unequal size: the denominator may as well be 0.
    const auto two = measure::linearise(sums_of({{3, 100}, {1, 2}}));
    REQUIRE(two);
    CHECK_FALSE(measure::linearised_interval(*two, 95));
}

TEST_CASE("sums over customers do not depend on their order, nor on how they are parted") {
    count::Clusters forth = sums_of(cities), back, parts, part;
    for (auto at = cities.rbegin(); at != cities.rend(); ++at) back.add(at->first, at->second);
    for (std::size_t i = 0; i < cities.size(); ++i) {
        part.add(cities[i].first, cities[i].second);
        if (i % 3 == 2) parts.add(part), part = {};
    }
    parts.add(part);
    const auto one = measure::linearise(forth), other = measure::linearise(back), third = measure::linearise(parts);
    for (const auto& found : {other, third}) {
        CHECK(found->standard_error == one->standard_error);
        CHECK(found->skewness == one->skewness);
    }
}

TEST_CASE("a customer's amounts are counted in steps of their unit") {
    CHECK(count::in_steps(Quantity::of(7), Unit::count) == 7);
    CHECK(count::in_steps({Quantity::one / 8}, Unit::money) == 13); // 0.125
    CHECK(count::in_steps({-Quantity::one / 8}, Unit::money) == -13);
    CHECK(count::in_steps({Quantity::one / 8}, Unit::seconds) == 125);
    CHECK(count::in_steps({Quantity::one * Quantity::one}, Unit::count) == 1'000'000'000'000'000'000);
    CHECK(count::in_steps({Quantity::one * Quantity::one}, Unit::money) == INT64_MAX);
}
