// json_chunks.hpp -- JSON cut into chunks at ends of records.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "read/array.hpp"
#include "read/cutter.hpp"
#include "read/json_layout.hpp"

namespace engage::read {

/// Which values an input may hold, and what to do if it holds more; there is no advice where it may hold any.
struct Allowance {
    Values values = Values::any;
    std::string_view advice = {};
};

class JsonChunks {
public:
    /// The feed stands at the line of the first byte that is no space, or at its end. Decides what kind of JSON it is;
    /// an object with an array that format.shape is about wraps no records, but is one.
    JsonChunks(Feed& feed, Format& format, Allowance allowed);

    /// False at the end. Chunks hold whole records; one too long to be held is left out, and is among chunk.bad.
    bool next(Chunk& chunk);

private:
    /// `tail`: what follows a wrapped array is still to be looked at.
    enum class Stage : std::uint8_t { nothing_there, records, tail, over };

    void look_at(Feed& feed, Format& format);
    bool next_records(Chunk& chunk);
    void check_tail(Chunk& chunk);
    bool close(Chunk& chunk);
    std::size_t whole_records(Chunk& chunk);
    void refuse(Chunk& chunk);

    Feed& feed_;
    Allowance allowed_;
    Cutter cutter_;
    Stage stage_ = Stage::records;
    JsonLayout layout_;
    std::string head_;        // what stands before the first element of a wrapped array
    bool head_waits_ = false; // to be passed, in the first chunk
    bool head_is_bad_ = false;
    ArraySplitter records_;
};

} // namespace engage::read
