// quotients.hpp -- the quotients whose certainty depends on what each customer did, and the tallies these are made of.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "count/clusters.hpp"
#include "count/tallies.hpp"
#include "engage/metric.hpp"

namespace engage::count {

/// A quotient of which the amounts of each customer are wanted. One definition may have two of them, where it depends
/// on the input what its tallies are made of.
struct Quotient {
    const Metric* metric = nullptr;
    const Definition* definition = nullptr;
    Sum numerator, denominator; ///< of tallies that are not made of others
    bool by_page = true;        ///< false: it says nothing by page
};

/// A numerator or denominator, as the amounts of a customer give it.
struct Side {
    struct Part {
        int coefficient = 0;
        std::uint8_t slot = 0; ///< of the amount
    };
    std::vector<Part> parts;
    int128 step = 1; ///< of Clusters, in what Totals counts in

    template <class AmountOf>
    std::int64_t steps(AmountOf amount_of) const {
        int128 sum = 0;
        for (const Part& part : parts) sum += part.coefficient * int128{amount_of(part.slot)};
        return in_steps(sum, step);
    }
};

/// What an event of some word adds to its customer's amounts.
struct Summing {
    enum class What : std::uint8_t { count, score, money, once };
    std::uint8_t slot = 0;
    What what = What::count;
    Scores score{};
    bool human = false;
};

/// Those that can be told apart by customer, arranged by the family of their metric.
struct Quotients {
    struct Split {
        Quotient of;
        Side y, x;
    };
    static constexpr std::uint8_t not_kept = 0xFF;
    struct OfFamily {
        std::vector<Split> all;
        /// Those that exist for the whole channel, and then for the values of each key: positions in `all`.
        std::vector<std::vector<std::uint8_t>> by_key;
        std::size_t slots = 0; ///< amounts of a customer
    };
    std::array<OfFamily, family_count> families;
    std::array<std::uint8_t, tally_table.size()> slots{}; ///< of each tally among the amounts of a customer
    std::array<std::vector<Summing>, verb_count> summed;  ///< by word; nothing of the web, whose sessions tell it

    Quotients() { slots.fill(not_kept); }
    std::span<const std::uint8_t> of(Family family, std::uint32_t key) const {
        const auto& by_key = families[index_of(family)].by_key;
        const std::size_t at = key + std::uint32_t{1}; // that of no key wraps around to 0
        return at < by_key.size() ? std::span<const std::uint8_t>(by_key[at]) : std::span<const std::uint8_t>();
    }
};

struct Rules;

/// Leaves out what cannot be told apart by customer.
void add_quotients(const std::vector<Quotient>& wanted, Rules& rules);

} // namespace engage::count
