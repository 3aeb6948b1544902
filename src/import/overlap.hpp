// overlap.hpp -- exports of one system that tell the same: what is counted, and where.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "import/source.hpp"

namespace engage {

/// A campaign report and the events that it sums up, or a report by day and one by page, must not be added up. Of two
/// exports of one system and channel:
/// - where events tell what the counts are made of (messages sent, pages viewed …), they are counted, and the amounts of
///   the same tallies are left out; where they tell reactions only, the report is counted and they are left out;
/// - of two reports with one tally, that with fewer details (without pages, without campaigns) has the whole, and the
///   other counts for the values of breakdowns; so do bounces, conversions and durations where the other has sessions.
/// Settles `telling` and `told_twice` of the sources.
void settle_overlaps(std::vector<Source>& sources, const Request& request);

} // namespace engage
