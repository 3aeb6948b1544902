// seen.hpp -- what the input of a channel speaks of, whatever of it is counted.
// SPDX-License-Identifier: MIT
#pragma once

#include <bitset>
#include <map>
#include <set>
#include <string>

#include "count/tallies.hpp"

namespace engage::count {

/// Some of the tallies, by position.
using TallySet = std::bitset<tally_table.size()>;

/// What all readable rows of a channel speak of, also those outside the period.
struct Seen {
    Verbs words = 0;    ///< of events
    Verbs possible = 0; ///< words that the inputs of these events can contain, there or not
    TallySet measured;  ///< of which rows give the amount
    std::map<std::size_t, std::set<std::string>> systems; ///< of such a tally: whose exports give it
};
/// By channel; 0: customer.*.
using SeenIn = std::map<Label, Seen>;

} // namespace engage::count
