// row_writer.hpp -- cells of delimited text into rows.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "engage/row.hpp"
#include "read/access_log.hpp"
#include "read/csv.hpp"
#include "read/csv_walk.hpp"
#include "read/quoted_marks.hpp"
#include "read/records.hpp"

namespace engage::read {

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
        const bool fits = is_sound(record);
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
        const auto take_all = [&](auto take) {
            for (; taken < most && take(marks + taken * columns); ++taken) {
                lines[taken] = line + static_cast<std::uint32_t>(taken);
                cells_ += rows_.width;
            }
        };
        if (layout_.all_wanted) take_all([&](const std::uint32_t* at) { return take_whole_record(text, at); });
        else take_all([&](const std::uint32_t* at) { return take_record(text, at); });
        row_ += taken;
        line_ = record_line_ = line + static_cast<std::uint32_t>(taken);
        column_ = 0;
        if (row_ == rows_.lines.size()) grow();
        return taken;
    }

    /// As `take_record` where every column is wanted and no cell is quoted: each mark is looked at once.
    [[gnu::always_inline]] bool take_whole_record(const char* text, const std::uint32_t* marks) {
        const std::size_t last = columns_ - 1;
        if (text[marks[last]] != '\n') return false;
        const std::int32_t* const places = layout_.places.data();
        Cell* const cells = cells_;
        const char delimiter = delimiter_;
        unsigned char odd = 0;
        std::uint32_t begin = *(marks - 1) + 1;
#pragma GCC unroll 4
        for (std::size_t i = 0; i < last; ++i) {
            const std::uint32_t end = marks[i];
            odd |= static_cast<unsigned char>(text[end] ^ delimiter);
            cells[places[i]] = {begin, end - begin};
            begin = end + 1;
        }
        if (odd != 0) return false;
        cells[places[last]] = trimmed(text, begin, without_return(text, begin, marks[last])); // a return hides a blank
        return true;
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

    bool is_sound(const Record& record) const {
        if (layout_.dialect.is_log()) return !complaint_of_log(record);
        return record.flaw == Flaw::none && (record.fields.size() == columns_ || only_blanks_beyond(record));
    }

    std::optional<BadRow> complaint_of_log(const Record& record) const {
        return complaint_about_log_record({text_, record.next}, record, layout_.dialect.log, columns_);
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
        auto bad = layout_.dialect.is_log() ? complaint_of_log(record) : std::nullopt;
        rows_.bad.push_back(bad ? std::move(*bad) : complaint_about(record.flaw, record.fields.size(), columns_));
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

} // namespace engage::read
