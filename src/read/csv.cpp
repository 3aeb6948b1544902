// csv.cpp -- bytes to rows, RFC 4180.
// SPDX-License-Identifier: MIT
#include "read/csv.hpp"

#include <algorithm>
#include <optional>

#include "read/csv_walk.hpp"

namespace engage::read {

namespace {

/// Past the quote that closes the cell whose text begins at `from`; null where there is none.
const char* after_closing_quote(const char* from, const char* end) {
    for (;;) {
        from = find_byte(from, end, '"');
        if (from == end) return nullptr;
        if (++from == end || *from != '"') return from;
        ++from;
    }
}

std::string cell_count_problem(std::size_t found, std::size_t wanted) {
    return std::to_string(found) + (found == 1 ? " cell" : " cells") + " where the header has " +
           std::to_string(wanted);
}

/// Takes the cells of a chunk one after the other and puts the wanted ones into rows.
class RowWriter {
public:
    RowWriter(Rows& rows, const Layout& layout, std::size_t expected_rows)
        : rows_(rows), layout_(layout), columns_(layout.places.size()) {
        rows_.lines.resize(expected_rows);
        rows_.cells.resize(expected_rows * rows_.width);
        cells_ = rows_.cells.data();
    }

    /// Takes records of as many cells as the header has, none of them quoted or with blanks around it, as nearly all
    /// are: without a branch for each cell. Returns the number of marks taken.
    std::size_t take_records(const char* text, const std::uint32_t* marks, std::size_t count) {
        if (columns_ < 2) return 0;
        std::size_t taken = 0;
        while (count - taken >= columns_ && take_record(text, marks + taken)) {
            taken += columns_;
            accept();
        }
        return taken;
    }

    void put(Cell cell) {
        if (column_ < columns_ && layout_.places[column_] >= 0) cells_[layout_.places[column_]] = cell;
        ++column_;
    }

    void end_record(bool blank, std::size_t) {
        if (column_ == columns_ && (columns_ != 1 || !blank)) {
            accept();
            return;
        }
        if (column_ != 1 || !blank) {
            rows_.bad.push_back({record_line_, column_ > columns_ ? "too_many_cells" : "too_few_cells",
                                 cell_count_problem(column_, columns_)});
        }
        start_record();
    }

    void skip_lines(std::uint64_t count) { line_ += static_cast<std::uint32_t>(count); }
    std::uint64_t lines() const { return line_; }

    std::size_t finish() {
        rows_.lines.resize(row_);
        rows_.cells.resize(row_ * rows_.width);
        return row_;
    }

private:
    bool take_record(const char* text, const std::uint32_t* marks) {
        const std::size_t last = columns_ - 1;
        const char delimiter = layout_.delimiter;
        if (text[marks[last]] != '\n') return false;
        int odd = 0;
        for (std::size_t i = 0; i < last; ++i) odd |= text[marks[i]] ^ delimiter;
        if (odd != 0) return false;
        Cell* const cells = cells_;
        for (const auto [column, place] : layout_.wanted) {
            const std::uint32_t begin = *(marks + column - 1) + 1;
            cells[place] = {begin, marks[column] - begin};
        }
        if (const std::int32_t place = layout_.places[last]; place >= 0) {
            const std::uint32_t begin = marks[last - 1] + 1;
            cells[place] = trimmed(text, begin, without_return(text, begin, marks[last])); // a return hides a blank
        }
        return true;
    }

    void accept() {
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

    Rows& rows_;
    const Layout& layout_;
    std::size_t columns_;
    Cell* cells_ = nullptr; // of the row that is being filled
    std::size_t row_ = 0, column_ = 0;
    std::uint32_t line_ = 0, record_line_ = 0;
};

} // namespace

Cut cut_csv(std::string_view bytes, char delimiter) {
    const char* const begin = bytes.data();
    const char* const end = begin + bytes.size();
    const char* known = begin; // outside quotes from here on
    const char* from = begin;
    const char* boundary = begin;
    const auto note_boundary = [&](const char* until) {
        if (const char* found = after_last_newline(known, until)) boundary = found;
    };
    const auto cut = [&](bool open) { return Cut{static_cast<std::size_t>(boundary - begin), open}; };
    for (;;) {
        const char* quote = find_byte(from, end, '"');
        if (quote == end) break;
        from = quote + 1;
        if (!opens_cell(known, known == begin, quote, delimiter)) continue;
        note_boundary(quote);
        const char* after = after_closing_quote(from, end);
        if (after == nullptr) return cut(true);
        known = from = after;
    }
    note_boundary(end);
    return cut(false);
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
    layout_.delimiter = cell_end(format);
}

void CsvReader::read(Chunk& chunk, Rows& rows) {
    char* const text = chunk.buffer.data();
    const bool whole_lines = text[chunk.size - 1] == '\n';
    const std::size_t end = whole_lines ? chunk.size - 1 : chunk.size;
    rows.width = width_;
    text[end] = '\n'; // the last line of a file may lack it
    RowWriter writer(rows, layout_, expected_rows_);
    walk_csv(text, end, layout_.delimiter, writer);
    rows.line_count = writer.lines() - (whole_lines ? 0 : 1);
    expected_rows_ = std::max<std::size_t>(writer.finish() + 64, 64);
}

} // namespace engage::read
