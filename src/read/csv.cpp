// csv.cpp -- delimited text to rows: a fast path for what is well written, and records for the rest.
// SPDX-License-Identifier: MIT
#include "read/csv.hpp"

#include <algorithm>
#include <optional>

#include "read/csv_walk.hpp"
#include "read/quoted_marks.hpp"
#include "read/records.hpp"

namespace engage::read {

namespace {

/// Takes the cells of a chunk one after the other and puts the wanted ones into rows.
class RowWriter {
public:
    RowWriter(char* text, Rows& rows, const Places& layout, std::size_t expected_rows)
        : text_(text), rows_(rows), layout_(layout), columns_(layout.places.size()), delimiter_(layout.delimiter()) {
        rows_.lines.resize(expected_rows);
        rows_.cells.resize(expected_rows * rows_.width);
        cells_ = rows_.cells.data();
    }

    /// Takes records of as many cells as the header has, none of them quoted or with blanks around it, as nearly all
    /// are: without a branch for each cell. Returns the number of marks taken.
    std::size_t take_records(const char* text, const std::uint32_t* marks, std::size_t count) {
        if (columns_ < 2) return 0;
        std::size_t taken = 0;
        while (count - taken >= columns_) {
            // As many as there are lines for: so nothing but cells and lines is written on the way.
            const std::size_t most = std::min((count - taken) / columns_, rows_.lines.size() - row_);
            const std::size_t sound = take_sound(text, marks + taken, most);
            taken += sound * columns_;
            if (sound != most) break;
        }
        return taken;
    }

    /// The same where cells may be quoted. False where a record has not as many cells.
    bool take_records(const char* text, QuotedMarks& marks) {
        while (marks.left() >= columns_) {
            if (!take_record<true>(text, marks.ahead())) return false;
            if (marks.doubled())
                for (const std::int32_t place : layout_.places)
                    if (place >= 0) unescape_cell(cells_[place]);
            line_ += marks.inner_lines(marks.ahead()[columns_ - 1]);
            marks.pass(columns_);
            advance();
        }
        return true;
    }

    /// `escaped`: it holds doubled quotes. They stay so until the record is known to be sound.
    void put_quoted(Cell cell, bool escaped) {
        tidy_ &= !has_blank_end(cell);
        put(cell, escaped);
    }
    void put(Cell cell, bool escaped = false) {
        if (column_ < columns_ && layout_.places[column_] >= 0) {
            cells_[layout_.places[column_]] = cell;
            if (escaped) escaped_.push_back(layout_.places[column_]);
        }
        ++column_;
    }

    bool end_record(bool blank, std::size_t) {
        if (column_ == 1 && blank) {
            start_record();
            return true;
        }
        if (column_ != columns_) {
            column_ = 0;
            line_ = record_line_;
            escaped_.clear();
            return false;
        }
        accept();
        return true;
    }

    /// A record that the fast path would not have, as it reads in full.
    void take(const Record& record) {
        line_ = record_line_;
        escaped_.clear();
        column_ = 0;
        const bool nothing = record.comment || record.blank({text_, record.next});
        const bool fits = record.flaw == Flaw::none && (record.fields.size() == columns_ || only_blanks_beyond(record));
        if (!nothing && !fits) refuse(record);
        if (!nothing && fits) {
            for (const Field& field : record.fields) put_field(field);
            for (std::size_t column = record.fields.size(); column < columns_; ++column)
                if (layout_.places[column] >= 0) cells_[layout_.places[column]] = {};
        }
        tidy_ = false;
        rows_.comments += record.comment;
        line_ += static_cast<std::uint32_t>(record.lines) - 1;
        if (!nothing && fits) accept();
        else start_record();
    }

    void skip_lines(std::uint64_t count) { line_ += static_cast<std::uint32_t>(count); }
    std::uint64_t lines() const { return line_; }

    std::size_t finish() {
        rows_.tidy = tidy_;
        rows_.lines.resize(row_);
        rows_.cells.resize(row_ * rows_.width);
        return row_;
    }

private:
    /// Takes records until one is not sound, at most so many.
    std::size_t take_sound(const char* text, const std::uint32_t* marks, std::size_t most) {
        std::uint32_t* const lines = rows_.lines.data() + row_;
        const std::uint32_t line = record_line_;
        const std::size_t columns = columns_;
        std::size_t taken = 0;
        for (; taken < most && take_record(text, marks + taken * columns); ++taken) {
            lines[taken] = line + static_cast<std::uint32_t>(taken);
            cells_ += rows_.width;
        }
        row_ += taken;
        line_ = record_line_ = line + static_cast<std::uint32_t>(taken);
        column_ = 0;
        if (row_ == rows_.lines.size()) grow();
        return taken;
    }

    template <bool quoted = false>
    bool take_record(const char* text, const std::uint32_t* marks) {
        const std::size_t last = columns_ - 1;
        if (text[marks[last]] != '\n') return false;
        unsigned char odd = 0;
        const char delimiter = delimiter_;
#pragma GCC unroll 8
        for (std::size_t i = 0; i < last; ++i) odd |= static_cast<unsigned char>(text[marks[i]] ^ delimiter);
        if (odd != 0) return false;
        Cell* const cells = cells_;
#pragma GCC unroll 4
        for (const auto [column, place] : layout_.wanted) {
            const std::uint32_t begin = *(marks + column - 1) + 1;
            const std::uint32_t quotes = quoted && text[begin] == '"' ? 1 : 0;
            cells[place] = {begin + quotes, marks[column] - begin - 2 * quotes};
            if (quoted) tidy_ &= !has_blank_end(cells[place]);
        }
        if (const std::int32_t place = layout_.places[last]; place >= 0) {
            const std::uint32_t begin = marks[last - 1] + 1;
            const std::size_t end = without_return(text, begin, marks[last]);
            const bool has_quotes = quoted && text[begin] == '"';
            cells[place] =
                has_quotes ? cell_at(begin + 1, end - 1) : trimmed(text, begin, end); // a return hides a blank
            if (quoted) tidy_ &= !has_blank_end(cells[place]);
        }
        return true;
    }

    /// Of a cell that is empty, it may be said that it has.
    [[gnu::always_inline]] bool has_blank_end(Cell cell) const {
        return is_blank(text_[cell.begin]) | is_blank(text_[cell.begin + cell.size - (cell.size != 0)]);
    }

    void put_field(const Field& field) {
        const auto begin = field.begin, end = field.end;
        const std::int32_t place = column_ < columns_ ? layout_.places[column_] : -1;
        ++column_;
        if (place < 0) return;
        cells_[place] = field.quoted ? cell_at(begin, end) : trimmed(text_, begin, end);
        if (field.escaped) unescape_cell(cells_[place]);
    }

    void unescape_cell(Cell& cell) {
        cell.size = static_cast<std::uint32_t>(unescape(text_ + cell.begin, cell.size, layout_.dialect));
    }

    /// Delimiters at the end of a record, as spreadsheets leave them, or left away.
    bool only_blanks_beyond(const Record& record) const {
        const std::string_view text(text_, record.next);
        for (std::size_t i = columns_; i < record.fields.size(); ++i) {
            const Field& field = record.fields[i];
            if (!all_blank(text.substr(field.begin, field.end - field.begin))) return false;
        }
        return record.fields.size() + layout_.optional_columns >= columns_;
    }

    void refuse(const Record& record) {
        rows_.bad.push_back(complaint_about(record.flaw, record.fields.size(), columns_));
        rows_.bad.back().line = record_line_;
    }

    void accept() {
        for (const std::int32_t place : escaped_) unescape_cell(cells_[place]);
        escaped_.clear();
        advance();
    }

    [[gnu::always_inline]] void advance() {
        rows_.lines[row_++] = record_line_;
        cells_ += rows_.width;
        if (row_ == rows_.lines.size()) grow();
        start_record();
    }

    void start_record() {
        column_ = 0;
        record_line_ = ++line_;
    }

    void grow() {
        rows_.lines.resize(row_ * 2);
        rows_.cells.resize(row_ * 2 * rows_.width);
        cells_ = rows_.cells.data() + row_ * rows_.width;
    }

    char* text_;
    Rows& rows_;
    const Places& layout_;
    std::size_t columns_;
    char delimiter_;
    Cell* cells_ = nullptr;             // of the row that is being filled
    std::vector<std::int32_t> escaped_; // places in it
    std::size_t row_ = 0, column_ = 0;
    std::uint32_t line_ = 0, record_line_ = 0;
    bool tidy_ = true;
};

/// Whether at least one cell in 64 bytes is quoted: then quotes are worth pairing all at once.
bool has_many_quotes(const char* begin, const char* end) {
    constexpr std::ptrdiff_t looked_at = 4096, usual = 32;
    end = std::min(end, begin + looked_at);
    return std::count(begin, end, '"') * usual > end - begin;
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
    for (std::uint32_t column = 0; column + 1 < places.size(); ++column) {
        if (places[column] >= 0) layout_.wanted.push_back({column, static_cast<std::uint32_t>(places[column])});
    }
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
