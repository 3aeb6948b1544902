// csv_chunks.hpp -- delimited text cut into chunks at ends of records.
// SPDX-License-Identifier: MIT
#pragma once

#include "read/feed.hpp"
#include "read/table.hpp"

namespace engage::read {

class CsvChunks {
public:
    /// The feed stands at the first record.
    CsvChunks(Feed& feed, const Format& format) : feed_(feed), format_(format) {}

    /// False at the end. Chunks hold whole records; one that has no end is left out, and is among chunk.bad.
    bool next(Chunk& chunk);

private:
    void refuse(Chunk& chunk);
    std::size_t find_line_end(std::string_view bytes) const;
    void take(Chunk& chunk, std::size_t size);
    void leave_out_line(Chunk& chunk);
    bool next_lines(Chunk& chunk);

    Feed& feed_;
    const Format& format_;
    std::size_t carried_ = 0;  // bytes that the last chunk had to give back
    std::size_t hopeless_ = 0; // as many bytes come in which no quote that is open at a line end is closed
    bool leaving_out_ = false; // until the next line end
};

} // namespace engage::read
