// csv.cpp -- delimited text to rows: a fast path for what is well written, and records for the rest.
// SPDX-License-Identifier: MIT
#include "read/csv.hpp"

#include <algorithm>
#include <optional>

#include "read/csv_walk.hpp"
#include "read/quoted_marks.hpp"
#include "read/records.hpp"
#include "read/row_writer.hpp"

namespace engage::read {

namespace {

/// Whether at least one cell in 64 bytes is quoted: then quotes are worth pairing all at once.
bool has_many_quotes(const char* begin, const char* end) {
    constexpr std::ptrdiff_t looked_at = 4096, usual = 32;
    end = std::min(end, begin + looked_at);
    return count_bytes(begin, end, '"') * usual > static_cast<std::uint64_t>(end - begin);
}

/// Past the last line end outside quotes, by the quotes alone: most text has few.
Cut cut_usual(std::string_view bytes, char delimiter) {
    const char* const begin = bytes.data();
    const char* const end = begin + bytes.size();
    const char* known = begin; // outside quotes from here on
    const char* from = begin;
    const char* boundary = begin;
    const auto note_boundary = [&](const char* until) {
        if (const char* found = after_last_newline(known, until)) boundary = found;
    };
    const auto cut = [&](bool open) { return Cut{static_cast<std::size_t>(boundary - begin), open}; };
    if (has_many_quotes(begin, end)) {
        QuotedMarks marks(begin, 0, bytes.size() - 1, delimiter);
        if (marks.pass_all()) return {marks.last_line(), marks.open()};
    }
    for (;;) {
        const char* quote = find_byte(from, end, '"');
        if (quote == end) break;
        from = quote + 1;
        if (!opens_cell(known, known == begin, quote, delimiter)) continue;
        note_boundary(quote);
        bool escaped = false, stray = false;
        const char* close = closing_quote(from, end, delimiter, escaped, stray);
        if (close == nullptr) return cut(true);
        known = from = close + 1;
    }
    note_boundary(end);
    return cut(false);
}

/// The first record from `at` on that is not written as it should be; past `end`: all are.
std::size_t read_sound(const Places& layout, char* text, std::size_t at, std::size_t end, RowWriter& writer) {
    // So many bytes are read one by one after something odd, which seldom is alone.
    constexpr std::size_t at_once = std::size_t{1} << 13;
    const char delimiter = layout.delimiter();
    if (layout.places.size() < 2 || !has_many_quotes(text + at, text + end))
        return walk_csv(text, at, end, end + 1, delimiter, writer);
    while (at <= end) {
        QuotedMarks marks(text, at, end, delimiter);
        while (marks.look_ahead() && writer.take_records(text, marks)) {
        }
        at = static_cast<std::uint32_t>(*(marks.ahead() - 1) + 1);
        const std::size_t stop = at + at_once;
        if (at <= end) at = walk_csv(text, at, end, stop, delimiter, writer);
        if (at < stop) break;
    }
    return at;
}

} // namespace

Cut cut_csv(std::string_view bytes, const Dialect& dialect) {
    if (dialect.usual()) return cut_usual(bytes, dialect.delimiter == 0 ? '\n' : dialect.delimiter);
    if (dialect.is_log()) {
        const char* const end = after_last_newline(bytes.data(), bytes.data() + bytes.size());
        return {end == nullptr ? 0 : static_cast<std::size_t>(end - bytes.data()), false};
    }
    bool open = false;
    const std::size_t end = RecordScanner(bytes, dialect).pass_whole_records(open);
    return {end, open};
}

CsvReader::CsvReader(const Format& format, const Columns& columns) : width_(columns.width) {
    struct Holder {
        std::size_t column;
        int rank;
    };
    std::vector<std::optional<Holder>> holders(width_);
    std::vector<std::int32_t>& places = layout_.places;
    places.assign(format.columns.size(), -1);
    for (std::size_t column = 0; column < places.size(); ++column) {
        const Place found = columns.find(format.columns[column]);
        if (found.place < 0 || static_cast<std::size_t>(found.place) >= width_) continue;
        std::optional<Holder>& holder = holders[static_cast<std::size_t>(found.place)];
        if (holder && holder->rank <= found.rank) continue;
        if (holder) places[holder->column] = -1;
        holder = Holder{column, found.rank};
        places[column] = found.place;
    }
    for (std::uint32_t column = 0; column + 1 < places.size(); ++column)
        if (places[column] >= 0) layout_.wanted.push_back({column, static_cast<std::uint32_t>(places[column])});
    layout_.all_wanted = std::all_of(places.begin(), places.end(), [](std::int32_t place) { return place >= 0; });
    layout_.dialect = format.dialect;
    layout_.usual_width = format.usual_width;
    for (std::size_t column = format.dropped.size(); column > 0 && format.dropped[column - 1]; --column)
        ++layout_.optional_columns;
}

void CsvReader::read(Chunk& chunk, Rows& rows) {
    char* const text = chunk.buffer.data();
    const bool feed = text[chunk.size - 1] == '\n';
    const bool whole_lines = feed || (layout_.dialect.returns && text[chunk.size - 1] == '\r');
    const std::size_t end = feed ? chunk.size - 1 : chunk.size;
    rows.width = width_;
    text[end] = '\n'; // the last line of a file may lack it
    RowWriter writer(text, rows, layout_, expected_rows_);
    RecordScanner scanner({text, end + 1}, layout_.dialect, layout_.usual_width);
    Record record;
    for (std::size_t at = 0; at <= end; at = record.next) {
        if (layout_.dialect.usual()) at = read_sound(layout_, text, at, end, writer);
        if (at > end) break;
        scanner.pass_until(at);
        scanner.next(record);
        writer.take(record);
    }
    rows.line_count = writer.lines() - (whole_lines ? 0 : 1);
    expected_rows_ = std::max<std::size_t>(writer.finish() + 64, 64);
}

} // namespace engage::read
