// layout.hpp -- the tables of a text: where each begins and ends, and what stands around them.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "read/dialect.hpp"

namespace engage::read {

/// A run of whole records of a text.
struct Span {
    std::size_t begin = 0, end = 0; ///< bytes
    std::uint64_t line = 1;         ///< of its first byte, from 1
    std::size_t records = 0;        ///< blank lines are none
};

/// One table of a text.
struct TableSeen {
    std::string title;                ///< of the lines right above it; may be empty
    std::size_t width = 0;            ///< cells of most records
    Span header;                      ///< no records: the table has none
    Span body;                        ///< without totals
    Span totals_above, totals_below;  ///< records that sum up the others
    std::vector<std::string> columns; ///< names; made up where there is no header
    std::vector<std::string> written; ///< the cells of a header of one record, unchanged
    std::vector<bool> dropped;        ///< of columns: unnamed and always blank
    /// The cells of all its lines, where they are so few that they may be about another table; else none.
    std::vector<std::vector<std::string>> few_lines;
    std::vector<std::string> reasons; ///< sentences about the header and the totals
    bool apart = false;               ///< another Table of the same input reads it

    /// Everything between header and end, in order.
    Span all() const;
    /// Its first byte.
    std::size_t begin() const { return header.records > 0 ? header.begin : all().begin; }
};

/// A record of two cells: a name, without a colon behind it, and its value.
struct Pair {
    std::string name, value;
    std::size_t block = 0; ///< the same for those that follow one another
    std::size_t begin = 0; ///< byte
    std::uint64_t line = 1;
};

/// As reports have them that list their figures one below the other.
struct Pairs {
    std::vector<Pair> all;          ///< in their order
    std::vector<std::size_t> wider; ///< where records of more cells begin, if there are pairs
};

struct Layout {
    std::vector<TableSeen> tables; ///< in their order
    std::size_t main = 0;          ///< position of the one that is read if none is asked for
    std::size_t lines_above = 0;   ///< lines of text before the first table
    std::size_t lines_below = 0;   ///< lines of text after the last one
    Pairs pairs;
};

/// Finds the tables in a text of whole records. `header_line`: the line on which the header of the only table begins,
/// where that is settled; 0: it has none.
Layout find_tables(std::string_view text, const Dialect& dialect, std::optional<std::size_t> header_line);

} // namespace engage::read
