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

Cut cut_csv(std::string_view bytes, const Dialect& dialect);

/// Where the cells of a record go.
struct Places {
    struct Wanted {
        std::uint32_t column, place;
    };
    std::vector<std::int32_t> places; ///< of each column; < 0: not wanted
    std::vector<Wanted> wanted;       ///< the same, of the columns that are wanted, but for the last column
    bool all_wanted = false;          ///< every column is wanted
    std::size_t usual_width = 0;      ///< cells of most records
    std::size_t optional_columns = 0; ///< at the end, which have neither name nor values
    Dialect dialect;

    char delimiter() const { return dialect.delimiter == 0 ? '\n' : dialect.delimiter; }
};

/// Chunks of records to rows.
class CsvReader {
public:
    CsvReader(const Format& format, const Columns& columns);
    void read(Chunk& chunk, Rows& rows);

private:
    Places layout_;
    std::size_t width_ = 0;
    std::size_t expected_rows_ = 64; // of a chunk, from the chunk before
};

} // namespace engage::read
