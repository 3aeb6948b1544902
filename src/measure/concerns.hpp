// concerns.hpp -- what a figure is made of down to the events, and which notes are about it.
// SPDX-License-Identifier: MIT
#pragma once

#include <set>

#include "engage/report.hpp"

namespace engage::measure {

/// The tallies of the definition's sums, and those that these are made of in turn, by their position in tallies().
std::set<std::size_t> tallies_behind(const Definition& definition);

/// Whether the note is about the metric by any of its definitions, or about everything.
bool concerns(const Note& note, const Metric& metric);

} // namespace engage::measure
