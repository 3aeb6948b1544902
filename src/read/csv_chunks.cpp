// csv_chunks.cpp -- delimited text cut into chunks at ends of records.
// SPDX-License-Identifier: MIT
#include "read/csv_chunks.hpp"

#include <algorithm>

#include "read/csv.hpp"
#include "read/records.hpp"
#include "read/scan.hpp"

namespace engage::read {

namespace {

constexpr std::size_t small_block = std::size_t{1} << 14;

} // namespace

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

/// The record at the start of the chunk has no end. Reading goes on with the line after its first.
void CsvChunks::refuse(Chunk& chunk) {
    const bool open = cut_csv(bytes_of(chunk), format_.dialect).open;
    if (open) {
        chunk.bad.push_back({0, "unclosed_quote", std::string(what_is_wrong(Flaw::unclosed_quote))});
    } else {
        chunk.bad.push_back({0, "record_too_long", "this record is longer than 256 MiB"});
    }
    const char* const begin = chunk.buffer.data();
    const char* const last_line = feed_.at_end() ? begin + chunk.size : after_last_newline(begin, begin + chunk.size);
    leave_out_line(chunk);
    if (open && !leaving_out_) hopeless_ = static_cast<std::size_t>(last_line - begin) - chunk.size;
}

/// Reading a record to its closing quote again from every line on would take quadratic time. But the search for the
/// first one's has shown that at no line end to come a quote is closed, so every line is a record or is refused. Takes
/// the lines up to the first that differs from them in this.
bool CsvChunks::next_lines(Chunk& chunk) {
    std::size_t taken = 0;
    for (std::size_t size = small_block; taken == 0; size *= 2) {
        feed_.fill(chunk, std::min(size, hopeless_));
        const bool all = chunk.size == hopeless_;
        for (std::uint32_t line = 0; taken < chunk.size; ++line) {
            const std::string_view rest = bytes_of(chunk).substr(taken);
            const std::size_t newline = rest.find('\n');
            if (newline == rest.npos && !all) break;
            const std::string_view record = newline == rest.npos ? rest : rest.substr(0, newline + 1);
            const bool open = cut_csv(record, format_.dialect).open;
            if (line == 0) chunk.damaged = open;
            if (open != chunk.damaged) break;
            if (open) chunk.bad.push_back({line, "unclosed_quote", std::string(what_is_wrong(Flaw::unclosed_quote))});
            taken += record.size();
        }
    }
    feed_.put_back(chunk, taken);
    carried_ = 0; // was not found to be a part of a record
    hopeless_ -= taken;
    chunk.size = taken;
    return true;
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
