// cell_amounts.hpp -- all tallies of one channel, or of one value of a breakdown, sums of others included.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <vector>

#include "count/counter.hpp"

namespace engage::measure {

/// Finds the counted cells of a run.
class CellIndex {
public:
    explicit CellIndex(const count::Counts& counts);
    /// Null where nothing was counted.
    const count::CellCounts* find(Label channel, Family family, std::uint32_t key, Label value) const;

private:
    std::map<std::tuple<Label, Family, std::uint32_t, Label>, const count::CellCounts*> cells_;
};

/// The amounts of every tally, by its position in tallies(). Families that the cell does not have stay at 0.
class CellAmounts {
public:
    /// `channel_amounts`: of the whole channel, for tallies that ask for those; null where this is the whole channel.
    CellAmounts(const CellIndex& index, const count::Counts& counts, Label channel, std::uint32_t key, Label value,
                const CellAmounts* channel_amounts);
    const Amount& operator[](std::size_t tally) const { return amounts_[tally]; }
    /// Whether the family's `otherwise` sums were taken, since the channel's input has no such events.
    bool derived(std::size_t tally) const { return derived_[tally]; }

private:
    std::vector<Amount> amounts_;
    std::vector<bool> derived_;
};

} // namespace engage::measure
