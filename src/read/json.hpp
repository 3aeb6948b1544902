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
    std::uint32_t read_lines(const char* end);
    void read_element(const Element& element);
    void read_strict(const char* begin, const char* end, std::uint32_t line);
    const char* read_plain(const char* at, const char* end, std::uint32_t line);
    const char* read_plain_members(const char* at, const char* end, bool line_ends);
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
