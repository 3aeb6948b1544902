// frame.hpp -- what every part of the count knows: the rules, the span of time, and, at the end, facts of the whole.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>
#include <map>
#include <set>
#include <vector>

#include "count/cells.hpp"
#include "count/cluster_plan.hpp"
#include "count/rules.hpp"
#include "count/seen.hpp"
#include "count/units.hpp"
#include "engage/period.hpp"
#include "import/batch.hpp"
#include "import/zone.hpp"

namespace engage::count {

/// Constant while events are counted.
struct Frame {
    Rules rules;
    Period period; ///< the report's; start and end are known from the beginning only if asked for
    Zone zone;
    bool several = false;          ///< figures are made of other periods as well
    std::vector<Period> periods{}; ///< all of them, where they are known from the beginning; else units of `every`
    Every every = Every::none;
    std::int64_t session_timeout = 0; ///< microseconds
    int active_days = 30;
    int opener_share = 100;
    std::size_t top = 0; ///< values shown of a breakdown; 0: all
    CustomerRule customers = CustomerRule::automatic;
    std::set<Label> yes{};      ///< the labels that say yes
    Instant latest = INT64_MIN; ///< rows of an export stand for a span that lasts until then
};

inline constexpr std::uint32_t nobody = 0xFFFFFFFE;
inline constexpr Cell no_cell = 0xFFFFFFFF;

/// The score and money of an event.
struct Told {
    Quantity value;
    std::int64_t score = 0; ///< as Detail
    bool scored = false, priced = false;
};

/// What a partition has to know of an event. Texts are gone when it is applied.
struct Counted {
    Instant time = no_time;
    std::int64_t count = 1;
    std::int64_t duration = -1; ///< as Detail
    const char* told = nullptr; ///< the bytes of its Told; null where there is none, or it is not needed
    std::string_view session, message;
    std::uint64_t valued = 0;        ///< the breakdowns in which it has a value, a bit each
    const Cell* values = nullptr;    ///< the cells of those values, one after the other
    const Cell* blanks = nullptr;    ///< by breakdown, the cell of the blank value; `no_cell`: not one of the family's
    const Label* keys = nullptr;     ///< the labels of all keys; null where they are not needed
    std::uint64_t visit_hash = 0;    ///< of its session and whose it is; of page views and conversions
    std::uint32_t customer = nobody; ///< number in the partition; `nobody` where none is known
    Cell channel = 0;                ///< the whole channel
    Cell subject = no_cell; ///< of pairs that are their campaign's: stands for the whole channel and the campaign
    Label campaign = 0;     ///< of a ticket
    Verb verb = 0;
    When when = When::inside;
    bool machine = false;

    Told what_it_told() const {
        Told copy;
        if (told) std::memcpy(&copy, told, sizeof copy);
        return copy;
    }
    /// That of its value in a breakdown.
    Cell cell(std::size_t breakdown) const {
        const std::uint64_t bit = std::uint64_t{1} << breakdown;
        if (!(valued & bit)) return blanks[breakdown];
        const Cell* value = values;
        for (std::uint64_t before = valued & (bit - 1); before != 0; before &= before - 1) ++value;
        return *value;
    }
};
/// A page view that is in no session and no visitor's: with no time it is in no session, and no customer is known.
inline bool is_nobodys(bool customer_known, bool has_session, Instant time) {
    return !customer_known && (!has_session || time == no_time);
}

/// Known once everything is read, before partitions are finished.
struct Whole {
    std::vector<CellInfo> cells;
    SeenIn seen;
    std::map<std::pair<Cell, Label>, Instant> first_attended; ///< by whole channel and campaign
    bool lifecycle = false;                                   ///< the rule for who is a customer
    Label new_label = 0, returning_label = 0;                 ///< the values of visitor_type
    std::array<Units, span_count> units;                      ///< by Span
    ClusterPlan clusters;
};

} // namespace engage::count
