// members.hpp -- distinct customers and pairs: who opened, clicked, bought, registered, attended.
// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <map>

#include "count/customer_sums.hpp"
#include "count/finisher.hpp"
#include "count/frame.hpp"
#include "count/table.hpp"
#include "count/totals.hpp"

namespace engage::count {

/// The sets of one partition: all customers whose hash falls there.
class Members {
public:
    Members(const Frame& frame, Cells& cells) : frame_(&frame), shared_(&cells) {}
    /// `zone` is the calling thread's own.
    void apply(const Counted& counted, Zone& zone);
    /// Brings what `apply` looks up first into the cache.
    [[gnu::always_inline]] void prefetch(const Counted& counted) const {
        if (!frame_->rules.uses[counted.verb].pairs) return flags_.prefetch({counted.channel, counted.customer});
        if (!counted.message.empty()) return; // its number is not known yet
        flags_.prefetch({counted.subject, counted.customer});
        if (counted.channel >= channels_.size()) return;
        each_cell(counted, but_campaign(channels_[counted.channel].apart), [&](Cell cell) {
            other_flags_.prefetch({cell, counted.customer, counted.subject});
        });
    }
    /// Who attended is added to `sums`.
    void finish(Finisher& finisher, CustomerSums& sums) const;
    std::size_t bytes() const;
    const Interner& messages() const { return messages_; }

private:
    using Flags = std::uint32_t;
    struct Times {
        Instant first = INT64_MAX; ///< of the earlier event (a click): the earliest
        Instant last = INT64_MIN;  ///< of the later event (a conversion): the latest
        bool later = false, earlier = false;
    };
    /// In a breakdown of a channel where no event has a value, what is blank is all: then the sets of the one cell are
    /// those of the other. So they are parted only when the first value comes.
    struct Channel {
        bool known = false;
        std::uint64_t apart = 0; ///< the breakdowns that a value came for, a bit each
    };
    /// Only so many channels, of those with a low number, are kept together: parting them looks through all tables.
    static constexpr Cell last_together = 1 << 12;
    static constexpr std::size_t most_together = 64;
    std::uint64_t apart(const Counted& counted);
    std::uint64_t find_apart(const Counted& counted);
    void part(Cell channel, std::uint64_t breakdowns);
    void copy_all(Cell from, Cell to);
    template <class Use>
    static void each_cell(const Counted& counted, std::uint64_t breakdowns, Use use) {
        for (; breakdowns != 0; breakdowns &= breakdowns - 1)
            use(counted.cell(static_cast<std::size_t>(std::countr_zero(breakdowns))));
    }
    void apply_flags(const Counted& counted, std::uint64_t apart, Flags flags, std::uint32_t target);
    void apply_times(const Counted& counted, std::uint64_t apart, std::uint32_t target);
    void apply_days(const Counted& counted, std::uint64_t apart, Zone& zone);
    void apply_often(const Counted& counted, std::uint64_t apart);
    std::uint64_t but_campaign(std::uint64_t breakdowns) const {
        const auto campaign = frame_->rules.campaign_key;
        return campaign ? breakdowns & ~(std::uint64_t{1} << *campaign) : breakdowns;
    }

    class Finishing;
    class Days;

    const Frame* frame_;
    Cells* shared_;
    std::vector<Channel> channels_; ///< by the cell of the whole channel
    std::size_t together_ = 0;      ///< so many of them are known
    Interner messages_;
    /// Which events there were, of a pair that is its campaign's by (subject, customer), of customers by (cell,
    /// customer).
    Table<2, Flags> flags_;
    Table<3, Flags> other_flags_;  ///< of other pairs by (cell, customer, target)
    Table<3, Times> times_;        ///< for pairs_after, by (cell, customer, target)
    Table<3, std::uint64_t> days_; ///< of customers_every: a bit per local day, by (cell, customer, 64 days)
    Table<3, std::int64_t> often_; ///< sum of count, by (cell, customer, place of the tally)
    std::map<std::uint8_t, Table<3, Nothing>> varied_; ///< by place of the tally, then (cell, customer, value)
    std::map<std::uint8_t, std::uint32_t> least_;      ///< of `often_` and `varied_`, by place: how many are needed
};

/// Set in targets that are messages; the others are subjects.
inline constexpr std::uint32_t message_target = 1u << 31;

} // namespace engage::count
