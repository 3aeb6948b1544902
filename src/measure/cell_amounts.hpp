// cell_amounts.hpp -- all tallies of one channel, or of one value of a breakdown, sums of others included.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "count/counter.hpp"
#include "engage/metric.hpp"

namespace engage::measure {

/// Finds the counted cells of a run.
class CellIndex {
public:
    explicit CellIndex(const count::Counts& counts);
    /// Null where nothing was counted.
    const count::CellCounts* find(Label channel, Family family, std::uint32_t key, Label value) const;
    /// Those of all values of a key, in the order of their labels.
    std::span<const count::CellCounts* const> values(Label channel, Family family, std::uint32_t key) const;

private:
    std::vector<const count::CellCounts*> cells_; ///< by channel, family, key and value
};

/// The amounts of every tally, by its position in tallies(). Families that the cell does not have stay at 0.
///
/// Where there are events of a family, what did not occur is 0, unless the input cannot contain it. Where rows only give
/// amounts, what they do not give is not known.
class CellAmounts {
public:
    /// `channel_amounts`: of the whole channel, for tallies that ask for those; null where this is the whole channel.
    CellAmounts(const CellIndex& index, const count::Counts& counts, Label channel, std::uint32_t key, Label value,
                const CellAmounts* channel_amounts);
    const Amount& operator[](std::size_t tally) const { return amounts_[tally]; }
    /// Whether the family's `otherwise` sums were taken, since the channel's input has no such events.
    bool derived(std::size_t tally) const { return derived_[tally]; }
    bool known(std::size_t tally) const { return known_[tally]; }
    bool known(const Sum& sum) const {
        const auto terms = sum.all();
        return std::all_of(terms.begin(), terms.end(), [this](const Term& term) { return known(term.tally); });
    }
    bool any_known(const Sum& sum) const {
        const auto terms = sum.all();
        return std::any_of(terms.begin(), terms.end(), [this](const Term& term) { return known(term.tally); });
    }
    /// Whether rows gave the amount; of the whole channel, also rows outside the period.
    bool measured(std::size_t tally) const { return measured_[tally]; }
    /// Calls `take` with the customers behind the quotient of a definition: once for each way in which its tallies may
    /// come about, not at all where they are not told apart.
    template <class Take>
    void each_clusters(const Definition& definition, Family family, Take take) const {
        if (const count::CellCounts* cell = cells_[index_of(family)])
            for (const auto& [quotient, clusters] : cell->clusters)
                if (quotient->definition == &definition) take(clusters);
    }

private:
    void make_others(const count::Seen& seen, const CellAmounts* channel_amounts);

    std::array<const count::CellCounts*, family_count> cells_{}; ///< null: nothing was counted
    std::vector<Amount> amounts_;
    std::vector<bool> derived_;
    count::TallySet known_, measured_;
};

} // namespace engage::measure
