// cutter.hpp -- a feed cut into chunks at ends of records, whatever a record is.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string_view>

#include "read/feed.hpp"
#include "read/table.hpp"

namespace engage::read {

class Cutter {
public:
    /// `line_ends`: the characters that end a line.
    Cutter(Feed& feed, std::string_view line_ends) : feed_(feed), line_ends_(line_ends) {}

    /// `endless`: the chunk holds all there is, or 256 MiB, and no record ends in it.
    enum class Found { nothing, chunk, endless };

    /// Fills the chunk with records. `whole(chunk)`: how many of its bytes are whole records.
    template <class Whole>
    Found next(Chunk& chunk, Whole whole) {
        // Reading at least as much as was carried over keeps the time linear in the size of the input.
        for (std::size_t size = std::max(usual_chunk, 2 * carried_);; size = 2 * chunk.size) {
            feed_.fill(chunk, std::min(size, largest_record));
            if (chunk.size == 0) return Found::nothing;
            if (leaving_out_) {
                leave_out_line(chunk);
                return Found::chunk;
            }
            if (const std::size_t records = whole(chunk); records != 0) {
                carried_ = chunk.size - records;
                give_back(chunk, records);
                return Found::chunk;
            }
            if (feed_.at_end() || chunk.size >= largest_record) return Found::endless;
        }
    }

    /// Ends the chunk there. What follows comes again, and was not found to be a part of a record.
    void cut(Chunk& chunk, std::size_t size) {
        carried_ = 0;
        give_back(chunk, size);
    }

    /// Leaves the chunk with the rest of a line that is not to be read.
    void leave_out_line(Chunk& chunk) {
        const std::size_t end = bytes_of(chunk).find_first_of(line_ends_);
        leaving_out_ = end == std::string_view::npos;
        cut(chunk, leaving_out_ ? chunk.size : end + 1);
        chunk.damaged = true;
    }

    /// Leaves out all of the chunk, and what follows until the end of the line.
    void leave_out_all(Chunk& chunk) {
        carried_ = 0;
        chunk.damaged = leaving_out_ = true;
    }

private:
    void give_back(Chunk& chunk, std::size_t from) {
        feed_.put_back(chunk, from);
        chunk.size = from;
    }

    Feed& feed_;
    std::string_view line_ends_;
    std::size_t carried_ = 0;  // bytes that the last chunk had to give back
    bool leaving_out_ = false; // until the next line end
};

} // namespace engage::read
