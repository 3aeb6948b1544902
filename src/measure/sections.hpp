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
};

/// The channels, the customers and the report's own notes, into `report`.
void make_sections(const Counted& counted, Report& report);

/// The definition of a metric that the request asks for.
const Definition& definition_for(const Request& request, const Metric& metric);

} // namespace engage::measure
