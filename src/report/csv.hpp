// csv.hpp -- a report as tidy CSV: one figure, or one tally, a line.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "engage/report.hpp"

namespace engage::report {

/// `from,to,channel,by,key,metric,definition,value,unit,numerator,denominator,low,high`, RFC 4180 with LF. Totals have
/// no `by` and `key`, customer figures no `channel`; an undefined value is an empty cell. Channels, dimensions and
/// keys that a spreadsheet would take for a formula get a leading `'`.
std::string to_csv(const Report& report);
/// `from,to,channel,by,key,tally,value`, likewise.
std::string tallies_csv(const Report& report);

} // namespace engage::report
