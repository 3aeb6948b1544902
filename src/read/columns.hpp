// columns.hpp -- what the cells of the columns of a sample are like.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "read/lines.hpp"

namespace engage::read {

/// What the first cells of one column are like.
struct Column {
    CellKind kind = CellKind::blank; // of more than three in four of those that are not blank
    bool always = true;              // none is blank
    bool ever = false;               // not all are blank
    bool years = true;
};

/// Of the lines [begin, end), as far as is needed to know.
std::vector<Column> columns_of(std::string_view text, const Lines& lines, std::size_t begin, std::size_t end,
                               std::size_t width);

/// How many of the lines [begin, end) have something in them.
std::size_t records_in(const Lines& lines, std::size_t begin, std::size_t end);

} // namespace engage::read
