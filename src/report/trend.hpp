// trend.hpp -- figures beside those of another period, and along the units of a series.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "engage/report.hpp"
#include "report/text.hpp"

namespace engage::report {

/// Whether there is anything beside the figures of the report's own period.
bool has_trends(const Report& report);

/// The figures of a section in all, a line each. Returns the column at which their values end.
std::size_t write_trends(Page& page, const Section& section, const Report& report);

/// What stands beside them: with which period they are compared, and what the marks of the series are.
void write_periods(Page& page, std::size_t indent, const Report& report);

} // namespace engage::report
