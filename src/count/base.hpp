// base.hpp -- who is a customer, and who is active, at the period's start and end.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "count/blocks.hpp"
#include "count/frame.hpp"
#include "count/roster.hpp"
#include "count/table.hpp"
#include "count/totals.hpp"

namespace engage::count {

/// The customers of one partition.
class Base {
public:
    explicit Base(const Frame& frame) : frame_(&frame) {}
    /// Of a customer, made where they are new.
    std::uint32_t number_of(std::string_view name, std::uint64_t hash) { return customers_.find(name, hash, {}); }
    /// Bring what finding a customer needs into the cache, one after the other.
    void prefetch(std::uint64_t hash) const { customers_.prefetch(hash); }
    void prefetch_record(std::uint64_t hash) const { customers_.prefetch_record(hash); }
    std::uint32_t customers() const { return customers_.size(); }
    [[gnu::always_inline]] void apply(const Counted& counted) {
        if (is_doing(counted.verb) && !counted.machine) note_activity(counted);
        if (bit(counted.verb) & verbs("customer.joined customer.left")) note_life(counted);
    }
    /// Into the cell of all customers. The period is settled by now, also where none was asked for.
    void finish(const Whole& whole, Cell customers, const Period& period, Zone zone, Totals& totals) const;
    std::size_t bytes() const { return customers_.bytes() + last_before_.bytes() + lives_.bytes(); }

private:
    struct Activity {
        Instant last = no_time; ///< of what they did before the period's end
        bool inside = false;    ///< they did something in the period
        static bool same_owner(const Activity&) { return true; }
    };
    /// The latest `joined` or `left` before the period's start and before its end; a tie is settled by the later row.
    struct Life {
        Instant start_time = no_time, end_time = no_time;
        bool at_start = false, at_end = false;
        bool joined_inside = false, left_inside = false;
    };
    struct Standing {
        bool start = false, end = false, joined = false, lost = false;
    };
    void note_activity(const Counted& counted) {
        Activity& activity = customers_[counted.customer];
        activity.last = std::max(activity.last, counted.time);
        if (counted.when == When::inside) activity.inside = true;
        else note_activity_before(counted);
    }
    void note_activity_before(const Counted& counted);
    void note_life(const Counted& counted);
    Standing by_activity(std::uint32_t customer, const Period& period, Instant start_window, Instant end_window) const;
    static Standing by_life(const Life& life, const Period& period);

    const Frame* frame_;
    Roster<12, Activity> customers_;
    Blocks<Instant> last_before_; ///< by the customer's number: what they did last before the period's start
    Table<2, Life> lives_;        ///< customer, 0
};

} // namespace engage::count
