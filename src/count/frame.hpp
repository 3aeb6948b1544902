// frame.hpp -- what every part of the count knows: the rules, the span of time, and, at the end, facts of the whole.
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <set>
#include <vector>

#include "count/cells.hpp"
#include "count/rules.hpp"
#include "engage/period.hpp"
#include "import/batch.hpp"
#include "import/zone.hpp"

namespace engage::count {

/// Constant while events are counted.
struct Frame {
    Rules rules;
    Period period; ///< start and end are known from the beginning only if asked for
    Zone zone;
    std::int64_t session_timeout = 0; ///< microseconds
    int active_days = 30;
    int opener_share = 100;
    CustomerRule customers = CustomerRule::automatic;
    std::set<Label> yes{}; ///< the labels that say yes
};

/// What a partition has to know of an event. Texts are gone when it is applied.
struct Applied {
    Instant time = no_time;
    std::int64_t count = 1;
    std::int64_t duration = -1; ///< as Detail
    std::string_view customer, session, message;
    Label campaign = 0;
    Verb verb = 0;
    When when = When::inside;
    bool machine = false;
};

/// One event, with the numbers its texts got in a partition, and the cells it counts for.
struct Counted {
    const Applied& event;
    std::uint32_t customer = 0; ///< number in the partition; `nobody` where none is known
    const Cell* cells =
        nullptr; ///< [0] the whole channel, then one per breakdown; `no_cell` where it is none of the family's
    std::size_t cell_count = 0;
    std::uint64_t valued = 0;    ///< the breakdowns in which it has a value, a bit each
    Cell subject = 0;            ///< of pairs that are their campaign's: stands for the whole channel and the campaign
    const Label* keys = nullptr; ///< the labels of all keys
};
/// A page view that is in no session and no visitor's: with no time it is in no session, and no customer is known.
template <class Event>
bool is_nobodys(const Event& event) {
    return event.customer.empty() && (event.session.empty() || event.time == no_time);
}
inline constexpr std::uint32_t nobody = 0xFFFFFFFE;
inline constexpr Cell no_cell = 0xFFFFFFFF;

/// Known once everything is read, before partitions are finished.
struct Whole {
    std::vector<CellInfo> cells;
    std::map<Label, Verbs> seen;                              ///< by channel, the words of all readable rows
    std::map<std::pair<Cell, Label>, Instant> first_attended; ///< by whole channel and campaign
    bool lifecycle = false;                                   ///< the rule for who is a customer
    Label new_label = 0, returning_label = 0;                 ///< the values of visitor_type
    std::vector<Day> whole_days, whole_weeks, whole_months;   ///< their first days, for units wholly in the period
};

} // namespace engage::count
