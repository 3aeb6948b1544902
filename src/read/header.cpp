// header.cpp -- names or values: by how the types of a column agree.
// SPDX-License-Identifier: MIT
#include "read/header.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include <fmt/format.h>

#include "read/columns.hpp"
#include "read/totals.hpp"

namespace engage::read {

namespace {

constexpr std::size_t most_header_rows = 3;

struct Agreement {
    std::size_t agree = 0, differ = 0, typed_columns = 0;
};

/// How the cells of a line agree with the types of the columns.
Agreement compare(std::string_view text, const Lines& lines, std::size_t line, const std::vector<Column>& columns) {
    Agreement result;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        const Column& known = columns[column];
        if (!typed(known.kind)) continue;
        ++result.typed_columns;
        const CellKind kind = lines.kind(line, column);
        const bool header_year = kind == CellKind::number && !known.years && is_year(lines.cell(text, line, column));
        if (kind == CellKind::blank) result.differ += known.always;
        else if (kind == known.kind && !header_year) ++result.agree;
        else ++result.differ;
    }
    return result;
}

bool has_gaps_or_repeats(std::string_view text, const Lines& lines, std::size_t line, std::size_t width) {
    std::set<std::string> names;
    for (std::size_t column = 0; column < width; ++column) {
        const std::string name = lines.cell(text, line, column);
        if (name.empty() || !names.insert(name).second) return true;
    }
    return false;
}

/// Whether a cell says once more what the header says, in another spelling, or is of the row that Qualtrics adds.
bool names_again(std::string_view text, const Lines& lines, std::size_t first, std::size_t line, std::size_t width) {
    const auto letters = [&](std::size_t of, std::size_t column) {
        std::string kept;
        for (const char c : lines.cell(text, of, column))
            if (std::isalnum(static_cast<unsigned char>(c)) != 0)
                kept += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        return kept;
    };
    for (std::size_t column = 0; column < width; ++column) {
        const std::string name = letters(first, column), again = letters(line, column);
        if ((!name.empty() && name == again) || again.starts_with("importid")) return true;
    }
    return false;
}

/// Whether a line has a word for every column of values, and nothing for the first, which names the records.
bool holds_units(const Lines& lines, std::size_t line, std::size_t width, const Agreement& agreement) {
    if (lines.kind(line, 0) != CellKind::blank || agreement.differ != agreement.typed_columns) return false;
    std::size_t filled = 0;
    for (std::size_t column = 1; column < width; ++column) filled += lines.kind(line, column) != CellKind::blank;
    return filled >= agreement.typed_columns && filled >= 2;
}

/// Whether a line below the first header row is one more.
bool is_further_header(std::string_view text, const Lines& lines, std::size_t first, std::size_t line, std::size_t end,
                       std::size_t width) {
    const std::size_t below = records_in(lines, line + 1, end);
    if (below == 0) return false;
    if (lines[line].same_as_before(lines[first])) return true;
    if (lines[line].width < width || below < 2) return false;
    const std::size_t after =
        std::min(end - 2, std::max(line + 1, first + most_header_rows)); // more header rows may follow
    const Agreement agreement = compare(text, lines, line, columns_of(text, lines, after, end, width));
    if (agreement.agree > 0 || agreement.differ < 2) return false;
    // Values can be odd, too: so there must be a reason for another header row, or a likeness to the first.
    return has_gaps_or_repeats(text, lines, first, width) || names_again(text, lines, first, line, width) ||
           holds_units(lines, line, width, agreement);
}

std::size_t header_rows(std::string_view text, const Lines& lines, std::size_t first, std::size_t end,
                        std::size_t width, std::vector<std::string>& reasons) {
    const std::size_t records = records_in(lines, first, end);
    if (records >= 2) {
        const auto columns = columns_of(text, lines, first + 1, end, width);
        const Agreement agreement = compare(text, lines, first, columns);
        if (records >= 3 && agreement.differ == 0 && agreement.agree >= 1) {
            reasons.push_back(fmt::format("no header: the first record has values as the others in {} of {} columns "
                                          "that hold numbers, times and the like",
                                          agreement.agree, agreement.typed_columns));
            return 0;
        }
    }
    std::size_t rows = 1;
    while (rows < most_header_rows && first + rows < end &&
           is_further_header(text, lines, first, first + rows, end, width))
        ++rows;
    reasons.push_back(rows == 1 ? fmt::format("the header is on line {}", lines[first].number)
                                : fmt::format("the header is on lines {} to {}", lines[first].number,
                                              lines[first + rows - 1].number));
    return rows;
}

/// The name of the first row, filled from the left where several columns share it; where names are not told apart by
/// that, with that of the rows below.
std::vector<std::string> names_of(std::string_view text, const Lines& lines, std::size_t first, std::size_t rows,
                                  std::size_t width) {
    std::vector<std::string> names(width);
    for (std::size_t column = 0; column < width; ++column) {
        names[column] = lines.cell(text, first, column);
        const bool unclosed = names[column].starts_with('"') && names[column].find('"', 1) == std::string::npos;
        if (unclosed) names[column].erase(0, 1);
    }
    if (rows < 2) return names;
    std::vector<std::string> filled = names;
    for (std::size_t column = 1; column < width; ++column)
        if (filled[column].empty() && !lines.cell(text, first + 1, column).empty()) filled[column] = filled[column - 1];
    std::map<std::string, std::size_t> uses;
    for (const auto& name : filled) ++uses[name];
    for (std::size_t column = 0; column < width; ++column) {
        if (!filled[column].empty() && uses[filled[column]] == 1) continue;
        std::string below;
        for (std::size_t row = 1; row < rows && below.empty(); ++row) below = lines.cell(text, first + row, column);
        if (below.empty() || below == filled[column]) names[column] = filled[column];
        else names[column] = filled[column].empty() ? below : filled[column] + " / " + below;
    }
    return names;
}

bool is_blank_column(const Lines& lines, std::size_t begin, std::size_t end, std::size_t column) {
    for (std::size_t i = begin; i < end; ++i)
        if (!lines.is_empty(i, column)) return false;
    return true;
}

} // namespace

bool looks_like_header(const Lines& lines, std::size_t i, std::size_t end) {
    if (!lines.header_like(i) || i + 1 >= end) return false;
    bool differs = false;
    for (std::size_t column = 0; column < lines[i].width; ++column) {
        bool all_typed = true, any = false;
        for (std::size_t below = i + 1; below < std::min(end, i + 11) && lines[below].filled_to > 1; ++below) {
            const CellKind kind = lines.kind(below, column);
            if (kind == CellKind::blank) continue;
            any = true;
            all_typed &= typed(kind);
        }
        differs |= any && all_typed;
    }
    return differs;
}

Header find_header(std::string_view text, const Lines& lines, std::size_t first, std::size_t end, std::size_t width,
                   std::optional<std::size_t> asked) {
    Header header;
    if (width == 0) width = lines[first].width;
    if (asked) {
        header.rows = *asked == 0 ? 0 : 1;
        header.reasons.push_back(*asked == 0
                                     ? "no header, as asked for"
                                     : fmt::format("the header is on line {}, as asked for", lines[first].number));
    } else {
        header.rows = header_rows(text, lines, first, end, width, header.reasons);
    }
    const std::size_t body = first + header.rows;
    std::vector<Column> columns = columns_of(text, lines, body, end, width);
    if (body < end && is_total(text, lines, body, body + 1, end)) header.totals_above = 1;
    header.totals_below = totals_below(text, lines, body + header.totals_above, end);
    for (const auto& [from, to] :
         {std::pair{body, body + header.totals_above}, std::pair{end - header.totals_below, end}})
        for (std::size_t line = from; line < to; ++line)
            header.reasons.push_back(fmt::format("line {} holds totals", lines[line].number));
    header.columns = header.rows == 0
                         ? std::vector<std::string>(width)
                         : names_of(text, lines, first, header.rows, std::max(width, lines[first].filled_to));
    header.dropped.resize(header.columns.size());
    for (std::size_t column = 0; column < header.columns.size(); ++column) {
        if (header.rows == 0) header.columns[column] = fmt::format("column_{}", column + 1);
        else header.dropped[column] = header.columns[column].empty() && is_blank_column(lines, body, end, column);
    }
    // Values beyond the last name are too many, not one column more.
    const bool spill = header.rows == 1 &&
                       std::any_of(columns.begin() + static_cast<std::ptrdiff_t>(std::min(width, lines[first].width)),
                                   columns.end(), [](const Column& column) { return column.ever; });
    if (spill) {
        header.columns.resize(lines[first].width);
        header.dropped.resize(lines[first].width);
    }
    return header;
}

} // namespace engage::read
