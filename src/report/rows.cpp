// rows.cpp -- a table as it was read, as clean CSV.
// SPDX-License-Identifier: MIT
#include "report/rows.hpp"

#include <algorithm>
#include <deque>
#include <map>

#include <fmt/format.h>

#include "read/access_log.hpp"
#include "read/json.hpp"
#include "read/records.hpp"
#include "read/scan.hpp"
#include "report/text.hpp"

namespace engage::report {
namespace {

using read::Format;
using Write = RowsWriter::Write;
using OnRemark = RowsWriter::OnRemark;

constexpr std::size_t held_at_most = std::size_t{1} << 26;
constexpr std::size_t written_at_once = std::size_t{1} << 16;

/// A line of CSV in the making. A record of a single blank cell is `""`, for an empty line is none.
class Line {
public:
    explicit Line(const Write& write) : write_(write) {}

    void add(std::string_view cell) {
        if (cells_++ > 0) out_ += ',';
        out_ += csv_cell(cell);
        filled_ |= !cell.empty();
    }
    void end() {
        if (cells_ <= 1 && !filled_) out_ += "\"\"";
        out_ += '\n';
        cells_ = 0;
        filled_ = false;
        if (out_.size() >= written_at_once) flush();
    }
    void flush() {
        write_(out_);
        out_.clear();
    }

private:
    const Write& write_;
    std::string out_;
    std::size_t cells_ = 0;
    bool filled_ = false;
};

void write_header(const Format& format, Line& line) {
    const bool as_written = format.table < format.tables.size() && !format.tables[format.table].written.empty();
    const auto& names = as_written ? format.tables[format.table].written : format.columns;
    for (std::size_t column = 0; column < names.size(); ++column)
        if (column >= format.dropped.size() || !format.dropped[column] || !names[column].empty())
            line.add(names[column]);
    line.end();
}

/// The records of delimited text, whether they fit the table or not.
class TextRows {
public:
    TextRows(read::Table& table, Line& line, const OnRemark& on_remark)
        : format_(table.format()), name_(table.input().name()), line_(line), on_remark_(on_remark) {}

    void write(const read::Chunk& chunk, std::uint64_t& number) {
        const std::string_view text = bytes_of(chunk);
        for (const BadRow& bad : chunk.bad) tell(bad, number);
        if (chunk.damaged) { // a part of a record that is too long to be held
            number += read::count_newlines(text.data(), text.data() + text.size());
            return;
        }
        read::RecordScanner scanner(text, format_.dialect, format_.usual_width);
        read::Record record;
        while (scanner.next(record)) {
            if (record.comment) on_remark_({name_, number, "comment", "a comment, which is no record", {}});
            if (!record.comment && !record.blank(text)) {
                remark(record, text, number);
                for (std::size_t column = 0; column < record.fields.size(); ++column) write_cell(text, record, column);
                line_.end();
            }
            number += record.lines;
        }
    }

private:
    void write_cell(std::string_view text, const read::Record& record, std::size_t column) {
        const std::string cell = text_of(text, record.fields[column], format_.dialect);
        const bool dropped = column < format_.dropped.size() && format_.dropped[column];
        if (!dropped || !read::all_blank(cell)) line_.add(cell);
    }

    void remark(const read::Record& record, std::string_view text, std::uint64_t number) {
        if (format_.dialect.is_log()) {
            const auto bad = complaint_about_log_record(text, record, format_.dialect.log, format_.columns.size());
            if (bad) tell(*bad, number);
            return;
        }
        std::size_t cells = record.fields.size();
        while (cells > format_.columns.size() && text_of(text, record.fields[cells - 1], format_.dialect).empty())
            --cells;
        if (record.flaw != read::Flaw::none || cells != format_.columns.size())
            tell(complaint_about(record.flaw, cells, format_.columns.size()), number);
    }

    void tell(const BadRow& bad, std::uint64_t number) {
        on_remark_({name_, number + bad.line, bad.reason, bad.what, {}});
    }

    const Format& format_;
    std::string name_;
    Line& line_;
    const OnRemark& on_remark_;
};

/// Adds the columns of a chunk that are not known yet.
void add_columns(read::Chunk chunk, Format& known) {
    Format found = known;
    found.columns.clear();
    list_columns(chunk, found);
    known.scalars |= found.scalars;
    for (auto& column : found.columns)
        if (std::find(known.columns.begin(), known.columns.end(), column) == known.columns.end())
            known.columns.push_back(std::move(column));
}

} // namespace

void RowsWriter::write(read::Table& table, read::Table* again) {
    if (begun_) write_("\n");
    begun_ = true;
    if (table.format().kind == read::Kind::csv) write_text(table);
    else write_json(table, again);
}

void RowsWriter::write_text(read::Table& table) {
    Line line(write_);
    if (!table.format().columns.empty()) write_header(table.format(), line);
    TextRows rows(table, line, on_remark_);
    std::uint64_t number = table.first_line();
    read::Chunk chunk;
    while (table.next(chunk)) rows.write(chunk, number);
    line.flush();
}

void RowsWriter::write_json(read::Table& table, read::Table* again) {
    Format format = table.format();
    read::Chunk chunk;
    std::deque<read::Chunk> held;
    if (again != nullptr) {
        while (again->next(chunk)) add_columns(std::move(chunk), format);
    } else {
        std::size_t size = 0;
        while (size < held_at_most && table.next(held.emplace_back())) {
            add_columns(held.back(), format);
            size += held.back().size;
        }
    }
    const std::string scalar = "value"; // the column of what is no object
    if (format.scalars && std::find(format.columns.begin(), format.columns.end(), scalar) == format.columns.end())
        format.columns.push_back(scalar);
    Line line(write_);
    if (!format.columns.empty()) write_header(format, line);
    std::map<std::string, int, std::less<>> places;
    for (const auto& column : format.columns) places.emplace(column, static_cast<int>(places.size()));
    read::Columns columns{places.size(),
                          [&](std::string_view key) {
                              const auto at = places.find(key);
                              return read::Place{at == places.end() ? -1 : at->second, 0};
                          },
                          true, [](std::string_view) { return false; }};
    read::RowReader reader(format, std::move(columns));
    std::uint64_t number = table.first_line();
    Rows rows;
    const auto write_chunk = [&](read::Chunk& of) {
        reader.read(of, rows);
        for (const auto& bad : rows.bad)
            on_remark_({table.input().name(), number + bad.line, bad.reason, bad.what, {}});
        for (std::size_t row = 0; row < rows.size(); ++row) {
            for (std::size_t column = 0; column < rows.width; ++column) line.add(rows.cell(row, column));
            line.end();
        }
        number += rows.line_count;
    };
    for (auto& of : held) write_chunk(of);
    while (table.next(chunk)) write_chunk(chunk);
    line.flush();
}

} // namespace engage::report
