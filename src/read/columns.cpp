// columns.cpp -- what the cells of the columns of a sample are like.
// SPDX-License-Identifier: MIT
#include "read/columns.hpp"

#include <algorithm>
#include <array>

namespace engage::read {

namespace {

constexpr std::size_t looked_at = 200; // records, to know the type of a column

} // namespace

std::vector<Column> columns_of(std::string_view text, const Lines& lines, std::size_t begin, std::size_t end,
                               std::size_t width) {
    std::vector<Column> columns(width);
    end = std::min(end, begin + looked_at);
    for (std::size_t column = 0; column < width; ++column) {
        std::array<std::size_t, 7> counts{};
        Column& found = columns[column];
        for (std::size_t i = begin; i < end; ++i) {
            if (lines[i].empty || lines[i].filled_to == 1) continue;
            const CellKind kind = lines.kind(i, column);
            ++counts[static_cast<std::size_t>(kind)];
            if (kind == CellKind::number && found.years) found.years = is_year(lines.cell(text, i, column));
        }
        const std::size_t blank = counts[0];
        counts[0] = 0;
        std::size_t filled = 0;
        for (const auto count : counts) filled += count;
        const auto most = std::max_element(counts.begin(), counts.end());
        found.always = blank == 0 && filled > 0;
        found.ever = filled > 0;
        if (*most * 4 > filled * 3) found.kind = static_cast<CellKind>(most - counts.begin());
        else if (filled > 0) found.kind = CellKind::text;
    }
    return columns;
}

std::size_t records_in(const Lines& lines, std::size_t begin, std::size_t end) {
    std::size_t count = 0;
    for (std::size_t i = begin; i < end; ++i) count += !lines[i].empty;
    return count;
}

} // namespace engage::read
