// json.hpp -- JSON records to rows: plain ones at a glance, all others by the strict reader.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "engage/row.hpp"
#include "read/extent.hpp"
#include "read/keys.hpp"
#include "read/record_writer.hpp"
#include "read/strict_json.hpp"
#include "read/table.hpp"

namespace engage::read {

class JsonReader {
public:
    JsonReader(const Format& format, Columns columns, RecordWriter::Listener listener = {});
    void read(Chunk& chunk, Rows& rows);

private:
    std::uint32_t read_lines(const char* end);
    void read_line(const char* begin, const char* end, std::uint32_t line);
    void read_element(const Element& element);
    void read_strict(const char* begin, const char* end, std::uint32_t line);
    const char* read_plain(const char* at, const char* end, std::uint32_t line, bool line_ends);
    const char* read_plain_members(const char* at, const char* end, bool line_ends, KeySet& keys, int depth);
    const char* read_plain_members_wide(const char* at, const char* end, bool line_ends, KeySet& keys, int depth);
    template <bool wide>
    const char* take_plain_members(const char* at, const char* end, bool line_ends, KeySet& keys, int depth);
    template <bool wide>
    const char* read_plain_string(const char* at, const Key& key);
    const char* read_plain_value(const char* at, const char* end, bool line_ends, Key& key, int depth);
    const char* read_plain_object(const char* at, const char* end, bool line_ends, Key& key, int depth);

    bool by_lines_; // else chunk.elements are the records
    Keys keys_;
    RecordWriter writer_;
    StrictJson strict_;
    ExtentFinder extents_;
    std::vector<Element> in_line_; // the records of a line that has several
    char* text_ = nullptr;         // of the chunk that is being read
    Rows* rows_ = nullptr;
    std::uint64_t nulls_ = 0; // of the chunk: records that are `null`, and no rows
    bool valid_utf8_ = false; // all of the chunk
};

/// The columns of a chunk, which is changed, in the order of their first value: of nested objects, the values in them;
/// all as they are in the shape of the format. Adds them to format.columns, and says in format.scalars whether there
/// are records that are no objects, `null` included.
void list_columns(Chunk& chunk, Format& format);

} // namespace engage::read
