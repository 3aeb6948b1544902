// totals.hpp -- records of a table that sum up the others.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "read/lines.hpp"

namespace engage::read {

/// Whether line `line`, of a table whose records are [begin, end) and which it is none of, sums those up.
bool is_total(std::string_view text, const Lines& lines, std::size_t line, std::size_t begin, std::size_t end);

/// How many records at the end of [begin, end) sum up those before: a total, perhaps after subtotals.
std::size_t totals_below(std::string_view text, const Lines& lines, std::size_t begin, std::size_t end);

} // namespace engage::read
