// json_chunks.hpp -- JSON cut into chunks at ends of records.
// SPDX-License-Identifier: MIT
#pragma once

#include "read/array.hpp"
#include "read/feed.hpp"
#include "read/table.hpp"

namespace engage::read {

class JsonChunks {
public:
    /// The feed stands at the line of the first byte that is no space. Decides what kind of JSON it is.
    JsonChunks(Feed& feed, Format& format);

    /// False at the end. Chunks hold whole records; one too long to be held is left out, and is among chunk.bad.
    bool next(Chunk& chunk);

private:
    std::size_t whole_records(Chunk& chunk);
    void refuse(Chunk& chunk);
    void leave_out(Chunk& chunk);

    Feed& feed_;
    Kind kind_;
    std::size_t carried_ = 0;  // bytes that the last chunk had to give back
    bool leaving_out_ = false; // until the next line end
    ArraySplitter array_;
};

} // namespace engage::read
