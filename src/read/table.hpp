// table.hpp -- one input as a table: its format, its columns, and its records in chunks.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engage/row.hpp"
#include "read/array.hpp"
#include "read/input.hpp"

namespace engage::read {

enum class Kind : std::uint8_t { csv, json_array, json_lines };

struct Format {
    Kind kind = Kind::csv;
    bool byte_order_mark = false;
    char delimiter = ',';             ///< csv only
    std::vector<std::string> columns; ///< csv: the header; JSON: the keys of the first records, in order of appearance
    std::vector<std::string> reasons; ///< for `inspect`: why this reading, one sentence each
};

/// An element of a JSON array, as a run of bytes of its chunk.
struct Element {
    std::uint32_t begin = 0, size = 0;
    std::uint32_t line = 0; ///< from 0 at the first line of the chunk
};

/// Whole records of one table, as bytes that the reader of rows may change in place.
struct Chunk {
    std::vector<char> buffer; ///< at least 64 bytes longer than `size`, so that blocks can be loaded past the end
    std::size_t size = 0;
    std::uint64_t number = 0;      ///< from 0, in the order of the input
    std::vector<BadRow> bad;       ///< records that were found bad while cutting chunks; lines from 0 at the chunk
    std::vector<Element> elements; ///< of a JSON array; else empty, and every line is a record
    bool damaged = false;          ///< the chunk holds no rows, only `bad`
};

/// Cuts an input into chunks at ends of records, never inside a quoted cell or a JSON value. Chunks are small
/// (about 128 KiB) unless a record is larger. Not safe to call from two threads at once.
class Table {
public:
    explicit Table(Input input);

    const Format& format() const { return format_; }
    const Input& input() const { return input_; }
    /// The first chunk, for a look ahead, until `next` gives it away. Empty where the table has no records.
    const Chunk& first() const { return first_; }
    /// The line of the input, from 1, on which the first chunk begins.
    std::uint64_t first_line() const { return first_line_; }
    /// False at the end. `chunk` is reused: give the same one again and again.
    bool next(Chunk& chunk);

private:
    std::optional<char> look_for_start();
    void sniff();
    void collect_keys();
    bool cut(Chunk& chunk);
    void fill(Chunk& chunk, std::size_t size);
    void put_back(const Chunk& chunk, std::size_t from);
    std::size_t whole_records(Chunk& chunk);
    void refuse(Chunk& chunk);
    void leave_out_line(Chunk& chunk);
    bool cut_lines(Chunk& chunk);
    bool at_end() const { return input_ended_ && pending_begin_ == pending_.size(); }

    Input input_;
    Format format_;
    Chunk first_;
    bool first_waits_ = false; // to be given by `next`
    std::uint64_t first_line_ = 1;
    std::uint64_t next_number_ = 0;
    std::vector<char> pending_; // read already; [pending_begin_, ...) belongs to the next chunk
    std::size_t pending_begin_ = 0;
    std::size_t carried_ = 0; // of those, the bytes that the last chunk had to give back
    bool input_ended_ = false;
    bool leaving_out_ = false; // until the next line end
    std::size_t hopeless_ = 0; // as many bytes come in which no quote that is open at a line end is closed
    ArraySplitter array_;
};

/// Where a column goes: its place in a row, and how good a name it has (of two columns for one place, the lower rank
/// wins; equal ranks: the earlier column). `place` < 0: nobody wants it.
struct Place {
    int place = -1;
    int rank = 0;
};

/// Which columns are wanted: called once per header column, or once per new JSON key.
struct Columns {
    std::size_t width = 0; ///< places in a row
    std::function<Place(std::string_view column)> find;
};

/// Turns chunks into rows. One per thread and table: it remembers what it learned about keys.
class RowReader {
public:
    RowReader(const Format& format, Columns columns);
    ~RowReader();
    RowReader(RowReader&&) noexcept;
    /// Rewrites escaped cells in `chunk` in place; `rows` is cleared first and points into it. Good rows go to
    /// rows.cells/lines, bad ones to rows.bad (those of chunk.bad included), both in the order of the input.
    void read(Chunk& chunk, Rows& rows);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace engage::read
