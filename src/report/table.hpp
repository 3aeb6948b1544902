// table.hpp -- a report for a person at a terminal.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include "engage/report.hpp"

namespace engage::report {

struct TableStyle {
    std::size_t width = 80; ///< columns; less than 40 is taken as 40
    bool color = false;     ///< bold and dim, by ANSI escape sequences
};

/// No line is wider than the style allows, values are never cut, nothing from the data can act on a terminal.
std::string to_table(const Report& report, const TableStyle& style);

} // namespace engage::report
