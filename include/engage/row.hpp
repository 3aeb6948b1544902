// row.hpp -- records of an export, as text, with the line each began on.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engage {

/// A run of bytes of a batch. Size 0 is a blank or missing cell.
struct Cell {
    std::uint32_t begin = 0, size = 0;
};

/// A record that could not be read as a row of its table.
struct BadRow {
    std::uint64_t line = 0;  ///< as Rows::lines
    std::string_view reason; ///< a refusal code, e.g. `too_many_cells`
    std::string what;        ///< "5 cells where the header has 4"
    std::string advice = {}; ///< what to do; may be empty
};

/// Something odd about rows that were read all the same.
struct Remark {
    std::string_view reason; ///< a code, e.g. `rate_disagrees`
    std::string_view column; ///< or what else it is about
    std::uint64_t line = 0;  ///< of the first such row, as Rows::lines
    std::uint64_t count = 0; ///< of rows
    std::string what;        ///< of the first
};

/// The wanted columns of a run of records. Reused from batch to batch.
struct Rows {
    char* text = nullptr;            ///< what the cells point into; owned by the chunk it was read from
    std::size_t width = 0;           ///< cells in a row
    std::vector<Cell> cells;         ///< row after row
    std::vector<std::uint32_t> lines; ///< of each row, from 0 at the first line of the chunk
    std::vector<BadRow> bad;
    std::uint64_t line_count = 0;    ///< line ends in the chunk
    std::uint64_t comments = 0;      ///< lines that are none of the records
    bool tidy = false;               ///< no cell has blanks around it
    std::uint64_t replaced = 0;      ///< characters that no text can hold (half a surrogate pair), now U+FFFD
    // Of rows that were translated from those of an export:
    std::vector<bool> continues;     ///< of each: it comes of the same row of the export as the one before; else empty
    std::vector<std::pair<std::string_view, std::uint64_t>> skipped; ///< of any: what stands for nothing, by reason
    std::vector<Remark> remarks;     ///< one for each reason and column

    std::size_t size() const { return lines.size(); }
    std::string_view cell(std::size_t row, std::size_t column) const {
        const Cell& c = cells[row * width + column];
        return {text + c.begin, c.size};
    }
    /// For other records. The cells and lines stay, to be written over.
    void reuse() {
        bad.clear();
        line_count = 0;
        comments = 0;
        tidy = false;
        replaced = 0;
    }
};

} // namespace engage
