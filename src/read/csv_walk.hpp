// csv_walk.hpp -- the one loop that finds the cells of delimited text.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstring>

#include "engage/row.hpp"
#include "read/marks.hpp"
#include "read/scan.hpp"

namespace engage::read {

/// A carriage return before a line feed is no data.
inline std::size_t without_return(const char* text, std::size_t begin, std::size_t newline) {
    return newline > begin && text[newline - 1] == '\r' ? newline - 1 : newline;
}

/// Whether a quote opens a cell: only blanks may stand between it and where the cell began. `known` is the start of the
/// record or the end of a quoted cell; a delimiter or line end may have come since.
inline bool opens_cell(const char* known, bool at_record, const char* quote, char delimiter) {
    while (quote != known && is_blank(quote[-1]) && quote[-1] != delimiter) --quote;
    return quote == known ? at_record : quote[-1] == delimiter || quote[-1] == '\n';
}

/// Reads the records from `cell` on in [text, text + end]. A line end must stand at `end`, and `padding` bytes after
/// it. The writer is told of each cell (`put`, `put_quoted`), of line ends in quotes (`skip_lines`), and of the end of
/// a record: whether its last cell was empty without quotes, and where the next record begins; it says whether the
/// record is as it should be. Before each record it is offered what marks are known (`take_records`), marks[-1] being
/// the one before, and may take whole records by them. Returns where the first record begins that is not as it should
/// be, or not before `stop`; past `end`: there is none.
template <class Writer>
std::size_t walk_csv(char* text, std::size_t cell, std::size_t end, std::size_t stop, char delimiter, Writer& writer) {
    Marks marks(text, cell, end, delimiter);
    std::size_t plain = end + 1; // the last cell that was found not to be quoted
    std::size_t record = cell;
    bool record_starts = true;
    while (cell <= end) {
        if (record_starts) {
            if (cell >= stop) return cell;
            const std::size_t taken = writer.take_records(text, marks.ahead(), marks.left());
            if (taken != 0) cell = std::size_t{marks.ahead()[taken - 1]} + 1;
            marks.pass(taken);
            record_starts = false;
            record = cell;
            continue;
        }
        std::size_t at = marks.take();
        bool blank = false;
        if (text[at] == delimiter || text[at] == '\n') {
            const Cell found = trimmed(text, cell, text[at] == '\n' ? without_return(text, cell, at) : at);
            blank = found.size == 0;
            writer.put(found);
        } else {
            if (text[at] != '"' || cell == plain) continue;
            if (!opens_cell(text + cell, true, text + at, delimiter)) {
                plain = cell;
                continue;
            }
            bool escaped = false, stray = false;
            const char* const close = closing_quote(text + at + 1, text + end + 1, delimiter, escaped, stray);
            if (close == nullptr || stray) return record;
            const auto closing = static_cast<std::size_t>(close - text);
            writer.skip_lines(count_newlines(text + at, close));
            writer.put_quoted(cell_at(at + 1, closing), escaped);
            at = closing + 1;
            while (text[at] != delimiter && text[at] != '\n') ++at;
            marks.pass_until(at + 1);
        }
        cell = at + 1;
        if (text[at] == '\n') {
            if (!writer.end_record(blank, cell)) return record;
            record_starts = true;
        }
    }
    return cell;
}

} // namespace engage::read
