// members.hpp -- distinct customers and pairs: who opened, clicked, bought, registered, attended.
// SPDX-License-Identifier: MIT
#pragma once

#include <map>

#include "count/frame.hpp"
#include "count/table.hpp"
#include "count/totals.hpp"

namespace engage::count {

/// The sets of one partition: all customers whose hash falls there.
class Members {
public:
    explicit Members(const Frame& frame) : frame_(&frame) {}
    /// Brings the entry of a coming event into the cache.
    void prefetch(const Event& event, Cell cell, std::uint32_t customer) const {
        if (vocabulary[event.verb].family == Family::message && event.message.empty())
            flags_.prefetch(flags_.hash(cell, customer, event.campaign));
    }
    /// `zone` is the calling thread's own.
    void apply(const Counted& counted, Zone& zone);
    void finish(const Whole& whole, Cells& cells, Totals& totals) const;

private:
    struct Times {
        Instant first = INT64_MAX; ///< of the earlier event (a click): the earliest
        Instant last = INT64_MIN;  ///< of the later event (a conversion): the latest
        bool later = false, earlier = false;
    };
    std::uint32_t target_of(const Event& event, Family family);
    void apply_flags(const Counted& counted, std::uint32_t flags, std::uint32_t target);
    void apply_times(const Counted& counted, std::uint32_t target);

    struct Finishing;
    void finish_flags(Finishing& finishing) const;
    void finish_times(Finishing& finishing) const;
    void finish_every(Finishing& finishing) const;
    void finish_often(Finishing& finishing) const;

    const Frame* frame_;
    Interner messages_;
    Table<std::uint32_t> flags_;              ///< cell, customer, target: which events there were
    Table<Times> times_;                      ///< the same key, for pairs_after
    Table<Nothing> days_;                     ///< cell, customer, local day of an event of customers_every
    Table<std::int64_t> often_;               ///< cell, customer, place of the tally: sum of count
    std::map<std::uint8_t, Table<Nothing>> varied_; ///< by place of the tally: cell, customer, value
    std::map<std::uint8_t, std::uint32_t> least_; ///< of `often_` and `varied_`, by place: how many are needed
};

} // namespace engage::count
