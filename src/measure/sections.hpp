// sections.hpp -- the tallies of cells to the sections of a report.
// SPDX-License-Identifier: MIT
#pragma once

#include "count/counter.hpp"
#include "engage/report.hpp"
#include "import/labels.hpp"

namespace engage::measure {

/// What the sections are made from.
struct Counted {
    const Request& request;
    const count::Counts& counts;
    const std::vector<Key>& keys;                  ///< of the breakdowns
    const std::vector<std::uint16_t>& broken_down; ///< bit per family, as count::Rules
    const Labels& labels;
    const PeriodFigures* like = nullptr; ///< whose breakdowns have the values to be shown; null: the largest are
};

/// The channels, the customers and the period's own notes, into `figures`.
void make_sections(const Counted& counted, PeriodFigures& figures);

} // namespace engage::measure
