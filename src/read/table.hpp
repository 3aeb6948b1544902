// table.hpp -- one input as a table: its format, its columns, and its records in chunks.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engage/reading.hpp"
#include "engage/row.hpp"
#include "engage/shape.hpp"
#include "read/buffer.hpp"
#include "read/dialect.hpp"
#include "read/encoding.hpp"
#include "read/input.hpp"
#include "read/layout.hpp"

namespace engage::read {

/// `json_values`: values one after the other, over as many lines as they like; or a single one.
enum class Kind : std::uint8_t { csv, json_array, json_lines, json_values };

struct Format {
    Kind kind = Kind::csv;
    /// csv: the header; JSON: those of the first records in order of appearance, of nested objects the values in them,
    /// named by the keys that lead there with dots between
    std::vector<std::string> columns;
    bool scalars = false;             ///< JSON: some of the first records are no objects, see Columns::scalars
    std::vector<std::string> reasons; ///< for `inspect`: why this reading, one sentence each
    std::vector<std::string> doubts;  ///< what else it might be, and the flag that settles it
    Shape shape;                      ///< JSON: what is done to each record before it is read

    // Of delimited text:
    Dialect dialect;
    std::vector<bool> dropped;                    ///< of columns: unnamed, and blank as far as was seen
    std::size_t usual_width = 0;                  ///< cells of most records
    std::vector<TableSeen> tables;                ///< as far as was looked ahead, or all
    std::size_t table = 0;                        ///< position of the one that is read
    Pairs pairs;                                  ///< of names and values; they are in the tables, too
    bool reads_pairs = false;                     ///< they are read as a table, which is the last of `tables`
    bool seen_to_the_end = false;                 ///< what was looked at is all there is
    std::size_t lines_above = 0, lines_below = 0; ///< of text around the tables
    /// The text above the table: that right above it, then that above the first. As much of it as anybody looks at.
    std::string above;
};

/// An element of a JSON array, as a run of bytes of its chunk.
struct Element {
    std::uint32_t begin = 0, size = 0;
    std::uint32_t line = 0; ///< from 0 at the first line of the chunk
};

/// Whole records of one table, as bytes that the reader of rows may change in place.
struct Chunk {
    Buffer buffer; ///< at least 64 bytes longer than `size`, so that blocks can be loaded past the end
    std::size_t size = 0;
    std::uint64_t number = 0;      ///< from 0, in the order of the input
    std::vector<BadRow> bad;       ///< records that were found bad while cutting chunks; lines from 0 at the chunk
    std::vector<Element> elements; ///< of JSON that is not in lines; else empty, and every line is a record
    bool damaged = false;          ///< the chunk holds no rows, only `bad`
};

/// A chunk has about so many bytes, unless a record is larger, and at most so many.
inline constexpr std::size_t usual_chunk = std::size_t{1} << 16;
inline constexpr std::size_t largest_record = std::size_t{1} << 28;

inline std::string_view bytes_of(const Chunk& chunk) { return {chunk.buffer.data(), chunk.size}; }
/// The same records once more: reading rewrites those it reads.
Chunk copy_of(const Chunk& chunk);

/// Cuts an input into chunks at ends of records, never inside a quoted cell or a JSON value. Not safe to call from two
/// threads at once.
class Table {
public:
    /// Throws Failure(usage) where there is no table of the number asked for.
    explicit Table(Input input, const Reading& reading = {});
    ~Table();
    Table(Table&&) noexcept;

    const Format& format() const;
    const Input& input() const;
    const EncodingSeen& encoding() const;
    /// What became of the encoding so far.
    const TextDecoder& decoder() const;
    /// The first chunk, for a look ahead, until `next` gives it away. Empty where the table has no records.
    const Chunk& first() const;
    /// The line of the input, from 1, on which the first chunk begins.
    std::uint64_t first_line() const;
    /// Reads another table of the input from its start, by its position in format().tables: any, until chunks of the
    /// last one were taken. `with_totals`: records that sum up the others are records, too.
    void choose(std::size_t table, bool with_totals = false);
    /// Reads format().pairs as a table whose columns are the names, in place of the tables they are in. Likewise, and
    /// only where all of the input was seen.
    void choose_pairs();
    /// Another table of the input, by its position in format().tables, as one that is read on its own; this one leaves
    /// it out of its account (`apart`). Any that was seen in full: all but the last, and that one, too, where
    /// format().seen_to_the_end.
    Table part(std::size_t table);
    /// Has readers of rows give each record this shape, instead of one it had before; format() is as they are then.
    /// Only until chunks were taken. The chunks stay as they are in the input. Delimited text has no shape: nothing
    /// happens.
    void reshape(Shape shape);
    /// False at the end. `chunk` is reused: give the same one again and again.
    bool next(Chunk& chunk);

private:
    struct State;
    explicit Table(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
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
    /// JSON: a record that is no object is a row with one cell, in the column `value`; else it is refused, or
    /// skipped where it is `null`.
    bool scalars = false;
    /// JSON: whether an element of an array in this column, such as `column.0`, may be wanted. None: it may.
    std::function<bool(std::string_view column)> inside = {};
};

/// Turns chunks into rows. One per thread and table: it remembers what it learned about keys.
class RowReader {
public:
    RowReader(const Format& format, Columns columns);
    ~RowReader();
    RowReader(RowReader&&) noexcept;
    /// Rewrites escaped cells in `chunk` in place, and all of it where the format has a shape; `rows` is
    /// cleared first and points into it. Good rows go to rows.cells/lines, bad ones to rows.bad (those of chunk.bad
    /// included), both in the order of the input.
    void read(Chunk& chunk, Rows& rows);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace engage::read
