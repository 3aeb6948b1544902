// finisher.hpp -- what a thread that finishes partitions, one after the other, keeps for all of them.
// SPDX-License-Identifier: MIT
#pragma once

#include <utility>
#include <vector>

#include "count/frame.hpp"
#include "count/totals.hpp"
#include "count/visit_sums.hpp"

namespace engage::count {

/// A value per cell, of one customer or session at a time: the next one begins with none.
template <class Value>
class Stamps {
public:
    void begin() { ++now_; }
    Value& at(Cell cell) {
        if (cell >= stamps_.size()) stamps_.resize(cell + 1 + stamps_.size() / 2);
        Stamp& stamp = stamps_[cell];
        if (stamp.of != now_) stamp = {now_, {}};
        return stamp.value;
    }

private:
    struct Stamp {
        std::uint64_t of = 0;
        Value value{};
    };
    std::vector<Stamp> stamps_;
    std::uint64_t now_ = 0;
};

struct Finisher {
    Finisher(const Whole& facts, const Period& settled, const Zone& local, Cells& shared)
        : whole(facts), period(settled), zone(local), cells(shared), totals(shared) {}

    const Whole& whole;
    const Period& period;
    Zone zone;
    CellCache cells;
    Totals totals;
    Stamps<std::uint32_t> flags; ///< of a customer
    VisitSums visits;
    std::uint64_t views = 0; ///< that are in them
};

} // namespace engage::count
