// pairs.hpp -- names and their values side by side, line by line, as a table.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "read/layout.hpp"
#include "read/lines.hpp"

namespace engage::read {

/// The records of a text that have two cells, of which the first says something. None where there are fewer than three,
/// or so many that they are a table of two columns.
Pairs find_pairs(std::string_view text, const Lines& lines);

/// Pairs as a table of a text of its own.
struct PairTable {
    std::vector<std::string> columns; ///< the names
    std::string text;                 ///< CSV without a header; a row is as many lines behind the first as in the input
    std::size_t rows = 0;
    std::uint64_t line = 1; ///< of the first row
};
/// One row of all pairs; where a block repeats a name, one for each such block, which all have the pairs of the blocks
/// that repeat none.
PairTable table_of(const std::vector<Pair>& pairs);

/// What is left of the tables of a text without the pairs.
std::vector<TableSeen> without_pairs(std::vector<TableSeen> tables, const Pairs& pairs);

} // namespace engage::read
