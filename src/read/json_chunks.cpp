// json_chunks.cpp -- JSON cut into chunks at ends of records.
// SPDX-License-Identifier: MIT
#include "read/json_chunks.hpp"

#include <algorithm>

#include "read/scan.hpp"

namespace engage::read {

JsonChunks::JsonChunks(Feed& feed, Format& format) : feed_(feed) {
    Chunk sample;
    feed.fill(sample, usual_chunk);
    const std::string_view text = bytes_of(sample);
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    const bool is_array = start != text.npos && text[start] == '[';
    kind_ = format.kind = is_array ? Kind::json_array : Kind::json_lines;
    format.reasons.emplace_back(is_array ? "the first byte is '[': a JSON array of objects"
                                         : "the first byte is '{': one JSON object in each line");
    feed.put_back(sample, is_array ? start + 1 : 0);
}

bool JsonChunks::next(Chunk& chunk) {
    // Reading at least as much as was carried over keeps the time linear in the size of the input.
    for (std::size_t size = std::max(usual_chunk, 2 * carried_);; size = 2 * chunk.size) {
        feed_.fill(chunk, std::min(size, largest_record));
        if (chunk.size == 0) return kind_ == Kind::json_array && array_.close(chunk);
        if (leaving_out_) {
            leave_out(chunk);
            return true;
        }
        const std::size_t whole = whole_records(chunk);
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

/// How many of the chunk's bytes are whole records.
std::size_t JsonChunks::whole_records(Chunk& chunk) {
    if (kind_ == Kind::json_array) return array_.split(chunk, chunk.size, feed_.at_end());
    if (feed_.at_end()) return chunk.size;
    const char* const begin = chunk.buffer.data();
    const char* const end = after_last_newline(begin, begin + chunk.size);
    return end == nullptr ? 0 : static_cast<std::size_t>(end - begin);
}

/// The record at the start of the chunk is too long. Reading goes on with the line after its first; in an array, where
/// that line would be a part of the same element, with the line after what was read.
void JsonChunks::refuse(Chunk& chunk) {
    chunk.bad.push_back({0, "record_too_long", "this record is longer than 256 MiB"});
    if (kind_ != Kind::json_array) {
        leave_out(chunk);
        return;
    }
    array_.resume();
    carried_ = 0;
    chunk.damaged = leaving_out_ = true;
}

/// Leaves the chunk with the rest of a line that is not to be read.
void JsonChunks::leave_out(Chunk& chunk) {
    const std::size_t newline = bytes_of(chunk).find('\n');
    leaving_out_ = newline == std::string_view::npos;
    const std::size_t size = leaving_out_ ? chunk.size : newline + 1;
    feed_.put_back(chunk, size);
    carried_ = 0; // was not found to be a part of a record
    chunk.size = size;
    chunk.damaged = true;
}

} // namespace engage::read
