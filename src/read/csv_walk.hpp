// csv_walk.hpp -- the one loop that finds the cells of delimited text.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstring>

#include "engage/row.hpp"
#include "read/marks.hpp"
#include "read/scan.hpp"

namespace engage::read {

/// The text of a quoted cell, and the delimiter or line end (or end of the bytes) after it.
struct Quoted {
    std::size_t begin, size, stop;
    std::uint64_t lines; ///< line ends in it
};

/// A carriage return before a line feed is no data.
inline std::size_t without_return(const char* text, std::size_t begin, std::size_t newline) {
    return newline > begin && text[newline - 1] == '\r' ? newline - 1 : newline;
}

/// Reads the quoted cell whose quote is at `quote`, moving its text together in place where quotes were doubled.
/// A line end must stand at `end`. Text after the closing quote belongs to it, but for blanks around that text's end.
inline Quoted read_quoted(char* text, std::size_t quote, std::size_t end, char delimiter) {
    const std::size_t begin = quote + 1;
    std::size_t from = begin, to = begin;
    const auto keep = [&](std::size_t until) {
        if (to != from) std::memmove(text + to, text + from, until - from);
        to += until - from;
    };
    for (;;) {
        const auto next = static_cast<std::size_t>(find_byte(text + from, text + end, '"') - text);
        keep(next);
        from = std::min(next + 1, end);
        if (from == end || text[from] != '"') break;
        text[to++] = '"';
        ++from;
    }
    std::size_t stop = from;
    while (stop < end && text[stop] != delimiter && text[stop] != '\n') ++stop;
    std::size_t tail = text[stop] == '\n' ? without_return(text, from, stop) : stop;
    while (tail > from && is_blank(text[tail - 1])) --tail;
    keep(tail);
    return {begin, to - begin, stop, count_newlines(text + begin, text + to)};
}

/// Whether a quote opens a cell: only blanks may stand between it and where the cell began. `known` is the start of the
/// record or the end of a quoted cell; a delimiter or line end may have come since.
inline bool opens_cell(const char* known, bool at_record, const char* quote, char delimiter) {
    while (quote != known && is_blank(quote[-1]) && quote[-1] != delimiter) --quote;
    return quote == known ? at_record : quote[-1] == delimiter || quote[-1] == '\n';
}

/// Reads the records in [text, text + end]. A line end must stand at `end`, and `padding` bytes after it. The writer is
/// told of each cell (`put`), of line ends in quotes (`skip_lines`), and of the end of a record: whether its last cell
/// was empty without quotes, and where the next record begins. Before each record it is offered what marks are known
/// (`take_records`), marks[-1] being the one before, and may take whole records by them.
template <class Writer>
void walk_csv(char* text, std::size_t end, char delimiter, Writer& writer) {
    Marks marks(text, end, delimiter);
    std::size_t cell = 0;        // where the present cell begins
    std::size_t plain = end + 1; // the last cell that was found not to be quoted
    bool record_starts = true;
    while (cell <= end) {
        if (record_starts) {
            const std::size_t taken = writer.take_records(text, marks.ahead(), marks.left());
            if (taken != 0) cell = std::size_t{marks.ahead()[taken - 1]} + 1;
            marks.pass(taken);
            record_starts = false;
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
            const Quoted quoted = read_quoted(text, at, end, delimiter);
            writer.skip_lines(quoted.lines);
            writer.put(cell_at(quoted.begin, quoted.begin + quoted.size));
            at = quoted.stop;
            marks.pass_until(at + 1);
        }
        cell = at + 1;
        if (text[at] == '\n') {
            writer.end_record(blank, cell);
            record_starts = true;
        }
    }
}

} // namespace engage::read
