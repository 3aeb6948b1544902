// read_support.hpp -- a text in, its rows out: what the tests of the reading stage share.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "read/table.hpp"

namespace engage::test {

/// What was read: rows as `cell|cell` with their line in front, refused records as `!line reason`, in order of line.
struct Reading {
    read::Format format;
    std::vector<std::string> rows;
    std::vector<std::string> bad;
    std::vector<std::string> what; ///< of the bad ones
    std::uint64_t lines = 0;       ///< line ends, those before the first chunk included
    std::uint64_t chunks = 0;
    std::uint64_t replaced = 0;
    std::uint64_t nulls = 0; ///< records that were skipped
};

/// Every input is one JSON value.
inline engage::Reading strict_json() {
    engage::Reading reading;
    reading.strict_json = true;
    return reading;
}

/// How a text is read, where it matters.
struct How {
    engage::Reading options = {};
    bool scalars = false; ///< as Columns::scalars
    Shape shape = {};
};

/// Reads `text` as standard input; `columns` are the wanted ones, in the order of the row (none: all of the format's).
inline Reading read_text(const std::string& text, std::vector<std::string> columns = {},
                         std::map<std::string, read::Place> places = {}, const How& how = {}) {
    std::istringstream in(text);
    read::Table table(read::Input("-", &in), how.options);
    if (!how.shape.empty()) table.reshape(how.shape);
    Reading result{table.format(), {}, {}, {}, 0, 0, 0, 0};
    if (columns.empty()) columns = table.format().columns;
    if (places.empty()) {
        for (std::size_t i = columns.size(); i-- > 0;) places[columns[i]] = {static_cast<int>(i), 0};
    }
    read::RowReader reader(table.format(), {columns.size(),
                                            [&](std::string_view name) {
                                                const auto found = places.find(std::string(name));
                                                return found == places.end() ? read::Place{} : found->second;
                                            },
                                            how.scalars,
                                            [&](std::string_view array) {
                                                const std::string inside = std::string(array) + '.';
                                                const auto found = places.lower_bound(inside);
                                                return found != places.end() && found->first.starts_with(inside);
                                            }});
    read::Chunk chunk;
    Rows rows;
    result.lines = table.first_line() - 1;
    while (table.next(chunk)) {
        reader.read(chunk, rows);
        for (std::size_t row = 0; row < rows.size(); ++row) {
            std::string shown = std::to_string(result.lines + rows.lines[row] + 1) + ":";
            for (std::size_t column = 0; column < rows.width; ++column) {
                shown += (column == 0 ? "" : "|") + std::string(rows.cell(row, column));
            }
            result.rows.push_back(std::move(shown));
        }
        for (const BadRow& bad : rows.bad) {
            result.bad.push_back("!" + std::to_string(result.lines + bad.line + 1) + " " + std::string(bad.reason));
            result.what.push_back(bad.what);
        }
        result.lines += rows.line_count;
        result.replaced += rows.replaced;
        for (const auto& [reason, count] : rows.skipped) result.nulls += count;
        ++result.chunks;
    }
    return result;
}

using Strings = std::vector<std::string>;

/// Rows, then refused records.
inline Strings read_all(const std::string& text, std::vector<std::string> columns = {}) {
    Reading reading = read_text(text, std::move(columns));
    reading.rows.insert(reading.rows.end(), reading.bad.begin(), reading.bad.end());
    return reading.rows;
}

} // namespace engage::test
