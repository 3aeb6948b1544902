// applier.hpp -- what a thread that applies events to partitions keeps for all of them.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "count/frame.hpp"
#include "count/waiting.hpp"

namespace engage::count {

class Applier {
public:
    Applier(const Frame& frame, Cells& cells) : zone(frame.zone), rules_(frame.rules), shared_(cells) {}

    Zone zone;
    std::vector<Arrival> arrivals{Waiting::most_in_run()}; ///< of a run

    /// As Counted::blanks, of all events of a channel, for as long as this lives.
    const Cell* blanks_of(Cell channel) {
        if (channel >= blanks_.size()) blanks_.resize(channel + 1 + blanks_.size() / 2);
        if (!blanks_[channel]) blanks_[channel] = make_blanks(channel);
        return blanks_[channel].get();
    }

private:
    std::unique_ptr<Cell[]> make_blanks(Cell channel) {
        const CellInfo info = shared_.info(channel);
        auto blanks = std::make_unique<Cell[]>(rules_.breakdown_count);
        std::fill_n(blanks.get(), rules_.breakdown_count, no_cell);
        for (const std::uint32_t key : rules_.breakdowns[index_of(info.family)])
            blanks[key] = shared_.find({info.channel, info.family, key, 0});
        return blanks;
    }

    const Rules& rules_;
    Cells& shared_;
    std::vector<std::unique_ptr<Cell[]>> blanks_; ///< by channel
};

} // namespace engage::count
