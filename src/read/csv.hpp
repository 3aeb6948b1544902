// csv.hpp -- delimited text: where records end, what their cells are. RFC 4180 and what people make of it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engage/row.hpp"
#include "read/table.hpp"

namespace engage::read {

/// How much of a run of bytes, which begins at a record, is whole records.
struct Cut {
    std::size_t end = 0; ///< past the last line end outside quotes; 0: there is none
    bool open = false;   ///< the bytes end inside a quoted cell
};

Cut cut_csv(std::string_view bytes, char delimiter);

/// Where the records begin.
struct Header {
    std::size_t size = 0; ///< of the header record, in bytes
    std::uint64_t lines = 0;
};

/// Finds delimiter, columns and reasons in a sample that begins at the header.
Header sniff_csv(std::string_view sample, Format& format);

/// What parts the cells of a table. In a table of a single column nothing does, so commas in its text are text.
inline char cell_end(const Format& format) { return format.columns.size() > 1 ? format.delimiter : '\n'; }

/// Where the cells of a record go.
struct Layout {
    struct Wanted {
        std::uint32_t column, place;
    };
    std::vector<std::int32_t> places; ///< of each column; < 0: not wanted
    std::vector<Wanted> wanted;       ///< the same, of the columns that are wanted, but for the last column
    char delimiter = ',';
};

/// Chunks of records to rows.
class CsvReader {
public:
    CsvReader(const Format& format, const Columns& columns);
    void read(Chunk& chunk, Rows& rows);

private:
    Layout layout_;
    std::size_t width_ = 0;
    std::size_t expected_rows_ = 64; // of a chunk, from the chunk before
};

} // namespace engage::read
