// csv_chunks.hpp -- delimited text cut into chunks at ends of records.
// SPDX-License-Identifier: MIT
#pragma once

#include "read/cutter.hpp"

namespace engage::read {

class CsvChunks {
public:
    /// The feed stands at the first record.
    CsvChunks(Feed& feed, const Format& format)
        : feed_(feed), format_(format), cutter_(feed, format.dialect.returns ? "\r\n" : "\n") {}

    /// False at the end. Chunks hold whole records; one that has no end is left out, and is among chunk.bad.
    bool next(Chunk& chunk);

private:
    void refuse(Chunk& chunk);
    std::size_t first_line(std::string_view bytes) const;
    std::size_t whole_lines(std::string_view bytes) const;
    void take_lines(Chunk& chunk, std::size_t size);
    bool next_lines(Chunk& chunk);

    Feed& feed_;
    const Format& format_;
    Cutter cutter_;
    std::size_t hopeless_ = 0; // as many bytes come in which no quote that is open at a line end is closed
};

} // namespace engage::read
