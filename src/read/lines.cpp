// lines.cpp -- the records of a sample.
// SPDX-License-Identifier: MIT
#include "read/lines.hpp"

#include <functional>

namespace engage::read {

Lines::Lines(std::string_view text, const Dialect& dialect) : dialect_(dialect) {
    RecordScanner scanner(text, dialect);
    Record record;
    while (scanner.next(record)) {
        Line line;
        line.begin = record.begin;
        line.number = last_number_;
        last_number_ += record.lines;
        line.first_cell = fields_.size();
        line.width = record.fields.size();
        line.blank = record.comment || record.blank(text);
        line.header_like = line.width > 1;
        for (std::size_t i = 0; i < line.width; ++i) {
            const Field& field = record.fields[i];
            const CellKind kind = line.blank ? CellKind::blank : kind_of(text.substr(field.begin, field.end - field.begin));
            fields_.push_back(field);
            kinds_.push_back(kind);
            if (field.end > field.begin && text.find_first_not_of(" \t", field.begin) < field.end && !line.blank) line.filled_to = i + 1;
            line.header_like &= kind == CellKind::word || kind == CellKind::text;
        }
        line.empty = line.filled_to == 0;
        line.hash = std::hash<std::string_view>()(text.substr(record.begin, record.fields.back().end - record.begin));
        lines_.push_back(line);
    }
}

std::string Lines::cell(std::string_view text, std::size_t line, std::size_t column) const {
    if (column >= lines_[line].width) return {};
    std::string cell = text_of(text, fields_[lines_[line].first_cell + column], dialect_);
    const auto begin = cell.find_first_not_of(" \t");
    if (begin == cell.npos) return {};
    return cell.substr(begin, cell.find_last_not_of(" \t") - begin + 1);
}

std::vector<std::string> Lines::cells(std::string_view text, std::size_t line) const {
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < lines_[line].width; ++i) cells.push_back(text_of(text, fields_[lines_[line].first_cell + i], dialect_));
    return cells;
}

} // namespace engage::read
