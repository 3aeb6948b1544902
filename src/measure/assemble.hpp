// assemble.hpp -- the figures of several periods, each beside what it is compared with.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "engage/report.hpp"
#include "import/agenda.hpp"

namespace engage::measure {

/// Null where there is none. The customers are a section, too.
const Section* find_section(const PeriodFigures& figures, std::string_view channel);
const Breakdown* find_breakdown(const Section& section, std::string_view by);
const Figure* find_figure(const Figures& figures, const Metric* metric);

/// Says why a period is incomplete, where the data begin after its first day or end before its last, or where it is
/// not over. `earliest`, `latest`: of all rows.
void note_coverage(Instant earliest, Instant latest, const Request& request, Zone& zone, Period& period);

/// `made`: of each period of the agenda.
void assemble(const Agenda& agenda, std::vector<PeriodFigures> made, const Request& request, Report& report);

} // namespace engage::measure
