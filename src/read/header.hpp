// header.hpp -- which records of a table are its header, and which its totals.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "read/lines.hpp"

namespace engage::read {

struct Header {
    std::size_t rows = 1;
    std::size_t totals_above = 0, totals_below = 0; ///< records after the header, and at the end
    std::vector<std::string> columns;
    std::vector<bool> dropped;
    std::vector<std::string> reasons;
};

/// Judges lines [first, end) of a table whose records mostly have `width` cells. `asked`: 0 for no header.
Header find_header(std::string_view text, const Lines& lines, std::size_t first, std::size_t end, std::size_t width,
                   std::optional<std::size_t> asked);

/// Whether line `i` names columns rather than holds values: nothing in it is typed as the records after it are.
bool looks_like_header(const Lines& lines, std::size_t i, std::size_t end);

} // namespace engage::read
