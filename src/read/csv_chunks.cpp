// csv_chunks.cpp -- delimited text cut into chunks at ends of records.
// SPDX-License-Identifier: MIT
#include "read/csv_chunks.hpp"

#include <algorithm>

#include "read/csv.hpp"
#include "read/scan.hpp"

namespace engage::read {

bool CsvChunks::next(Chunk& chunk) {
    if (hopeless_ != 0) return next_lines(chunk);
    const auto found = cutter_.next(chunk, [&](const Chunk& filled) {
        const Cut records = cut_csv(bytes_of(filled), format_.dialect);
        return feed_.at_end() && !records.open ? filled.size : records.end;
    });
    if (found == Cutter::Found::endless) refuse(chunk);
    return found != Cutter::Found::nothing;
}

/// The record at the start of the chunk has no end. Its first line is left to the reader of rows, who finds that out
/// too.
void CsvChunks::refuse(Chunk& chunk) {
    const std::size_t line = first_line(bytes_of(chunk));
    if (line == 0) {
        chunk.bad.push_back({0, "record_too_long", "this record is longer than 256 MiB"});
        cutter_.leave_out_line(chunk);
        return;
    }
    hopeless_ = feed_.at_end() ? chunk.size : whole_lines(bytes_of(chunk));
    take_lines(chunk, line);
}

/// The size of the first line; 0 where it does not end, unless nothing follows.
std::size_t CsvChunks::first_line(std::string_view bytes) const {
    const std::size_t end = format_.dialect.returns ? bytes.find_first_of("\r\n") : bytes.find('\n');
    if (end == bytes.npos) return feed_.at_end() ? bytes.size() : 0;
    const bool pair = bytes[end] == '\r' && end + 1 < bytes.size() && bytes[end + 1] == '\n';
    return end + (pair ? 2 : 1);
}

/// The size of all lines that end; 0 where none does.
std::size_t CsvChunks::whole_lines(std::string_view bytes) const {
    const std::size_t last = format_.dialect.returns ? bytes.find_last_of("\r\n") : bytes.rfind('\n');
    return last == bytes.npos ? 0 : last + 1;
}

void CsvChunks::take_lines(Chunk& chunk, std::size_t size) {
    hopeless_ -= size;
    cutter_.cut(chunk, size);
}

/// Reading a record to its closing quote again from every line on would take quadratic time. But the search for the
/// first one's has shown that at no line end to come a quote is closed, so every line is a record or is damaged.
bool CsvChunks::next_lines(Chunk& chunk) {
    for (std::size_t size = usual_chunk;; size *= 2) {
        feed_.fill(chunk, std::min(size, hopeless_));
        const std::size_t lines = chunk.size == hopeless_ ? chunk.size : whole_lines(bytes_of(chunk));
        if (lines == 0) continue;
        take_lines(chunk, lines);
        return true;
    }
}

} // namespace engage::read
