// json.hpp -- JSON records to rows: plain ones at a glance, all others by the strict reader.
// SPDX-License-Identifier: MIT
#pragma once

#include "engage/row.hpp"
#include "read/keys.hpp"
#include "read/strict_json.hpp"
#include "read/table.hpp"

namespace engage::read {

class JsonReader {
public:
    JsonReader(const Format& format, Columns columns);
    void read(Chunk& chunk, Rows& rows);

private:
    void read_record(std::size_t begin, std::size_t end, std::uint32_t line);
    bool read_plain(const char* at, const char* end);
    const char* read_plain_value(const char* at, const Key& key);

    Kind kind_;
    Keys keys_;
    RecordWriter writer_;
    StrictJson strict_;
    char* text_ = nullptr; // of the chunk that is being read
    Rows* rows_ = nullptr;
    bool valid_utf8_ = false; // all of the chunk
};

} // namespace engage::read
