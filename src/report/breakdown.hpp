// breakdown.hpp -- a breakdown as a table: keys in rows, the most telling metrics as columns.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "engage/report.hpp"
#include "report/text.hpp"

namespace engage::report {

/// `value_end`: the column at which the values above the breakdown end; where there is room, its first values do too.
void write_breakdown(Page& page, const Breakdown& breakdown, std::size_t value_end);

/// A numerator or denominator, in the unit of its tallies.
std::string amount_text(const Sum& sum, Quantity quantity);

/// An end of an interval, without the unit of percent, for that stands beside it anyway.
std::string bound_text(Unit unit, double value);

inline bool is_plain(const Figure& figure) { return figure.definition->denominator.empty(); }

} // namespace engage::report
