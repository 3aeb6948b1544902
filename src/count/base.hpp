// base.hpp -- who is a customer, and who is active, at the period's start and end.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "count/frame.hpp"
#include "count/table.hpp"
#include "count/totals.hpp"

namespace engage::count {

/// The customers of one partition.
class Base {
public:
    explicit Base(const Frame& frame) : frame_(&frame) {}
    /// Brings the entry of a coming event into the cache.
    void prefetch(std::uint32_t customer) const {
        if (customer < activity_.size()) __builtin_prefetch(&activity_[customer], 1);
    }
    void apply(const Counted& counted);
    /// Into the cell of all customers. The period is settled by now, also where none was asked for.
    void finish(const Whole& whole, Cell customers, const Period& period, Zone zone, Totals& totals) const;

private:
    /// What a customer did last, before the period's start and before its end.
    struct Activity {
        Instant before_start = no_time, before_end = no_time;
    };
    /// The latest `joined` or `left` before the same instants; a tie is settled by the later row.
    struct Life {
        Instant start_time = no_time, end_time = no_time;
        bool at_start = false, at_end = false;
        bool joined_inside = false, left_inside = false;
    };
    struct Standing {
        bool start = false, end = false, joined = false, lost = false;
    };
    Standing by_activity(std::uint32_t customer, const Period& period, Instant start_window, Instant end_window) const;
    static Standing by_life(const Life& life, const Period& period);

    const Frame* frame_;
    std::vector<Activity> activity_; ///< by the customer's number
    std::vector<bool> active_inside_;
    Table<Life> lives_;              ///< 0, customer, 0
};

} // namespace engage::count
