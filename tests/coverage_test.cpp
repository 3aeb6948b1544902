// coverage_test.cpp -- how often the 95 % intervals by customer hold the truth, on simulated customers of skewed amounts.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "measure/clusters.hpp"
#include "measure/difference.hpp"

using namespace engage;

namespace {

/// SplitMix64, so that every library draws the same customers.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_(seed) {}
    /// Above 0, at most 1.
    double share() {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return (static_cast<double>((z ^ (z >> 31)) >> 11) + 1) * 0x1p-53;
    }
    double normal() { return std::sqrt(-2 * std::log(share())) * std::cos(6.283185307179586 * share()); }
    double lognormal(double mean, double deviation) { return std::exp(mean + deviation * normal()); }
    /// How often something of this mean happens before it fails: 0, 1, 2 …
    std::int64_t geometric(double mean) {
        return static_cast<std::int64_t>(std::log(share()) / std::log(mean / (1 + mean)));
    }
    /// Hits of so many; each hits with the chance given.
    std::int64_t hits(std::int64_t of, double chance) {
        std::int64_t found = 0;
        for (; of > 0; --of) found += share() <= chance;
        return found;
    }

private:
    std::uint64_t state_;
};

struct Customer {
    std::int64_t y = 0, x = 0;
};
/// One customer; `kind` is what the customer keeps from period to period, from 0 to 1.
using Draw = Customer (*)(Chance& chance, double kind);

/// Every second customer or so has it easily, others hardly: a beta(1, 4) distribution.
double inclination(double kind) { return 1 - std::pow(kind, 0.25); }

struct Scenario {
    const char* name;
    Draw draw;
};
const Scenario scenarios[]{
    {"bounces of geometric sessions",
     [](Chance& chance, double kind) {
         const std::int64_t x = 1 + chance.geometric(2);
         return Customer{chance.hits(x, 0.2 + 0.4 * kind), x};
     }},
    {"conversions of lognormal sessions",
     [](Chance& chance, double kind) {
         const auto x = 1 + static_cast<std::int64_t>(std::min(1e4, chance.lognormal(0.5, 1)));
         return Customer{chance.hits(x, inclination(kind)), x};
     }},
    {"clicks of Pareto deliveries, shape 2.5",
     [](Chance& chance, double kind) {
         const auto x = static_cast<std::int64_t>(std::min(1e4, std::pow(chance.share(), -0.4)));
         return Customer{chance.hits(x, inclination(kind)), x};
     }},
    {"exits that heavy visitors make more seldom",
     [](Chance& chance, double) {
         const auto x = 1 + static_cast<std::int64_t>(std::min(1e4, chance.lognormal(0.5, 1)));
         return Customer{chance.hits(x, 1 / (1 + 0.3 * static_cast<double>(x))), x};
     }},
    {"pages of geometric sessions",
     [](Chance& chance, double) {
         Customer customer{0, 1 + chance.geometric(2)};
         for (std::int64_t i = 0; i < customer.x; ++i) customer.y += 1 + chance.geometric(2);
         return customer;
     }},
    {"geometric sessions per visitor",
     [](Chance& chance, double) {
         return Customer{1 + chance.geometric(2), 1};
     }},
    {"lognormal sessions per visitor",
     [](Chance& chance, double) {
         return Customer{1 + static_cast<std::int64_t>(std::min(1e4, chance.lognormal(0.5, 1))), 1};
     }},
    {"lognormal value of geometric orders, in cents",
     [](Chance& chance, double) {
         Customer customer{0, 1 + chance.geometric(0.4)};
         for (std::int64_t i = 0; i < customer.x; ++i)
             customer.y += static_cast<std::int64_t>(100 * std::min(1e6, chance.lognormal(3, 0.8)));
         return customer;
     }},
};

/// Of a very large number of customers.
double truth_of(Draw draw, std::uint64_t customers) {
    Chance chance(4711);
    count::Clusters sums;
    for (std::uint64_t i = 0; i < customers; ++i) {
        const Customer customer = draw(chance, chance.share());
        sums.add(customer.y, customer.x);
    }
    return static_cast<double>(sums.y) / static_cast<double>(sums.x);
}

/// Of the runs, in percent, those with an interval, and of these those whose interval held the truth.
struct Coverage {
    double given = 0, held = 0;
};

template <typename Run>
Coverage over(int runs, const Run& run) {
    int given = 0, held = 0;
    for (int i = 0; i < runs; ++i) {
        const std::optional<bool> result = run();
        given += result.has_value();
        held += result.value_or(false);
    }
    return {100.0 * given / runs, 100.0 * held / given};
}

std::optional<measure::Estimate> estimate(const count::Clusters& sums) {
    const auto of = measure::linearise(sums);
    const auto bounds = of ? measure::linearised_interval(*of, 95) : std::nullopt;
    if (!bounds) return std::nullopt;
    return measure::Estimate{of->ratio, *bounds};
}

bool holds(const measure::Bounds& bounds, double truth) { return bounds.low <= truth && truth <= bounds.high; }

Coverage coverage(const Scenario& scenario, int customers, int runs, double truth) {
    Chance chance(static_cast<std::uint64_t>(customers));
    return over(runs, [&]() -> std::optional<bool> {
        count::Clusters sums;
        for (int i = 0; i < customers; ++i) {
            const Customer customer = scenario.draw(chance, chance.share());
            sums.add(customer.y, customer.x);
        }
        const auto found = estimate(sums);
        return found ? std::optional(holds(found->bounds, truth)) : std::nullopt;
    });
}

/// The same, of the difference of two periods without a change, which share half of their customers.
Coverage coverage_of_no_change(const Scenario& scenario, int customers, int runs) {
    Chance chance(static_cast<std::uint64_t>(customers) + 1);
    return over(runs, [&]() -> std::optional<bool> {
        count::Clusters then, now;
        count::PairedClusters both;
        for (int i = 0; i < customers * 3 / 2; ++i) {
            const double kind = chance.share();
            const Customer first = i < customers ? scenario.draw(chance, kind) : Customer{};
            const Customer second = i >= customers / 2 ? scenario.draw(chance, kind) : Customer{};
            then.add(first.y, first.x);
            now.add(second.y, second.x);
            both.add(first.y, first.x, second.y, second.x);
        }
        const auto before = estimate(then), after = estimate(now);
        if (!before || !after) return std::nullopt;
        return holds(measure::square_and_add(*after, *before, measure::correlation(then, now, both)), 0);
    });
}

/// `slack` is what the number of runs leaves to chance, in percent.
void check_coverage(const std::vector<int>& sizes, int runs, std::uint64_t for_truth, double slack) {
    for (const Scenario& scenario : scenarios) {
        const double truth = truth_of(scenario.draw, for_truth);
        for (const int customers : sizes) {
            const int times = std::max(runs / 4, std::min(runs, runs / customers * 200));
            const Coverage single = coverage(scenario, customers, times, truth);
            const Coverage change = coverage_of_no_change(scenario, customers, times);
            CAPTURE(scenario.name, customers, single.given, single.held, change.given, change.held);
            CHECK(single.given > 98 - slack);
            CHECK((single.held >= 93 - slack && single.held <= 97 + slack));
            // Of so few customers the correlation is not known well: on the safe side.
            CHECK((change.held >= 93 - slack && change.held <= (customers < 60 ? 97.5 : 97) + slack));
        }
    }
}

} // namespace

TEST_CASE("95 % intervals by customer hold the truth 93 to 97 times of 100") {
    check_coverage({30, 200}, 1500, 400'000, 1);
}

TEST_CASE("95 % intervals by customer hold the truth 93 to 97 times of 100, in many runs", "[.simulation]") {
    check_coverage({30, 40, 60, 100, 300, 1000, 2000}, 20'000, 20'000'000, 0.3);
}
