// applier.hpp -- what a thread that applies events to partitions keeps for all of them.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <vector>

#include "count/frame.hpp"
#include "count/waiting.hpp"

namespace engage::count {

class Applier {
public:
    Applier(const Frame& frame, Cells& cells)
        : zone(frame.zone), rules_(frame.rules), shared_(cells), stride_(1 + frame.rules.breakdown_count),
          cells_(stride_) {}

    Zone zone;

    /// The event's cells, as Counted::cells, until the next event's are asked for.
    const std::vector<Cell>& cells_of(const Routed& routed) {
        const Cell* const blank = blanks_of(routed.channel);
        std::copy(blank, blank + stride_, cells_.begin());
        const Cell* value = routed.cells;
        for (std::uint64_t left = routed.valued; left != 0; left &= left - 1)
            cells_[1 + static_cast<std::size_t>(std::countr_zero(left))] = *value++;
        return cells_;
    }

private:
    /// The channel's own cell, and those of the blank values of its breakdowns.
    const Cell* blanks_of(Cell channel) {
        if (channel >= begins_.size()) begins_.resize(channel + 1 + begins_.size() / 2);
        std::uint32_t& begin = begins_[channel];
        if (begin == 0) {
            const CellInfo info = shared_.info(channel);
            blanks_.resize(blanks_.size() + stride_, no_cell);
            begin = static_cast<std::uint32_t>(blanks_.size() / stride_);
            Cell* const blank = &blanks_[(begin - 1) * stride_];
            blank[0] = channel;
            for (const std::uint32_t key : rules_.breakdowns[index_of(info.family)])
                if (key != rules_.visitor_type_key) blank[1 + key] = shared_.find({info.channel, info.family, key, 0});
        }
        return &blanks_[(begin - 1) * stride_];
    }

    const Rules& rules_;
    Cells& shared_;
    std::size_t stride_;
    std::vector<Cell> cells_;
    std::vector<Cell> blanks_;
    std::vector<std::uint32_t> begins_; ///< by channel: the position of its cells among `blanks_`, from 1; 0: none yet
};

} // namespace engage::count
