// csv_chunks.cpp -- delimited text cut into chunks at ends of records.
// SPDX-License-Identifier: MIT
#include "read/csv_chunks.hpp"

#include <algorithm>

#include "read/csv.hpp"
#include "read/scan.hpp"

namespace engage::read {

bool CsvChunks::next(Chunk& chunk) {
    if (hopeless_ != 0) return next_lines(chunk);
    // Reading at least as much as was carried over keeps the time linear in the size of the input.
    for (std::size_t size = std::max(usual_chunk, 2 * carried_);; size = 2 * chunk.size) {
        feed_.fill(chunk, std::min(size, largest_record));
        if (chunk.size == 0) return false;
        if (leaving_out_) {
            leave_out_line(chunk);
            return true;
        }
        const Cut found = cut_csv(bytes_of(chunk), format_.dialect);
        const std::size_t whole = feed_.at_end() && !found.open ? chunk.size : found.end;
        if (whole != 0) {
            carried_ = chunk.size - whole;
            feed_.put_back(chunk, whole);
            chunk.size = whole;
            return true;
        }
        if (feed_.at_end() || chunk.size >= largest_record) {
            refuse(chunk);
            return true;
        }
    }
}

/// The record at the start of the chunk has no end. Its first line is left to the reader of rows, who finds that out too.
void CsvChunks::refuse(Chunk& chunk) {
    const char* const begin = chunk.buffer.data();
    const std::size_t line = find_line_end(bytes_of(chunk));
    if (line == 0) {
        chunk.bad.push_back({0, "record_too_long", "this record is longer than 256 MiB"});
        leave_out_line(chunk);
        return;
    }
    const char* const last_line = feed_.at_end() ? begin + chunk.size : after_last_newline(begin, begin + chunk.size);
    hopeless_ = static_cast<std::size_t>(last_line - begin);
    take(chunk, line);
}

/// Past the first line end; 0 where there is none, unless nothing follows.
std::size_t CsvChunks::find_line_end(std::string_view bytes) const {
    const std::size_t newline = format_.dialect.returns ? bytes.find_first_of("\r\n") : bytes.find('\n');
    return newline == bytes.npos ? (feed_.at_end() ? bytes.size() : 0) : newline + 1;
}

void CsvChunks::take(Chunk& chunk, std::size_t size) {
    feed_.put_back(chunk, size);
    carried_ = 0; // was not found to be a part of a record
    hopeless_ -= size;
    chunk.size = size;
}

/// Reading a record to its closing quote again from every line on would take quadratic time. But the search for the
/// first one's has shown that at no line end to come a quote is closed, so every line is a record or is damaged.
bool CsvChunks::next_lines(Chunk& chunk) {
    for (std::size_t size = usual_chunk;; size *= 2) {
        feed_.fill(chunk, std::min(size, hopeless_));
        const char* const begin = chunk.buffer.data();
        const char* const end =
            chunk.size == hopeless_ ? begin + chunk.size : after_last_newline(begin, begin + chunk.size);
        if (end == nullptr) continue;
        take(chunk, static_cast<std::size_t>(end - begin));
        return true;
    }
}

/// Leaves the chunk with the rest of a line that is not to be read.
void CsvChunks::leave_out_line(Chunk& chunk) {
    const char* const begin = chunk.buffer.data();
    const char* const end = begin + chunk.size;
    const char* const newline = find_byte(begin, end, '\n');
    leaving_out_ = newline == end;
    const std::size_t size = chunk.size - (leaving_out_ ? 0 : static_cast<std::size_t>(end - newline - 1));
    feed_.put_back(chunk, size);
    carried_ = 0; // was not found to be a part of a record
    chunk.size = size;
    chunk.damaged = true;
}

} // namespace engage::read
