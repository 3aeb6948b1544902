// lines.cpp -- the records of a sample.
// SPDX-License-Identifier: MIT
#include "read/lines.hpp"

#include <algorithm>
#include <functional>
#include <map>

namespace engage::read {

Lines::Lines(std::string_view text, const Dialect& dialect) : dialect_(dialect) {
    // Where records are damaged, it helps to know how many cells they should have.
    if (!scan(text, 0)) scan(text, usual_width());
}

/// Returns whether no record is damaged.
bool Lines::scan(std::string_view text, std::size_t width) {
    lines_.clear();
    fields_.clear();
    kinds_.clear();
    last_number_ = 1;
    bool sound = true;
    RecordScanner scanner(text, dialect_, width);
    Record record;
    while (scanner.next(record)) {
        Line line;
        line.begin = record.begin;
        line.number = last_number_;
        last_number_ += record.lines;
        line.first_cell = fields_.size();
        line.width = record.fields.size();
        line.blank = record.comment || record.blank(text);
        line.header_like = line.width > 1 && record.flaw == Flaw::none;
        sound &= record.flaw == Flaw::none;
        for (std::size_t i = 0; i < line.width; ++i) {
            const Field& field = record.fields[i];
            const CellKind kind = line.blank ? CellKind::blank : kind_of(text.substr(field.begin, field.end - field.begin));
            fields_.push_back(field);
            kinds_.push_back(kind);
            if (field.end > field.begin && text.find_first_not_of(" \t", field.begin) < field.end && !line.blank) line.filled_to = i + 1;
        }
        for (std::size_t i = 0; i < line.filled_to; ++i) {
            const CellKind kind = kinds_[line.first_cell + i];
            line.header_like &= kind == CellKind::word || kind == CellKind::text;
        }
        line.header_like &= line.filled_to > 1;
        line.empty = line.filled_to == 0;
        line.hash = std::hash<std::string_view>()(text.substr(record.begin, record.fields.back().end - record.begin));
        lines_.push_back(line);
    }
    return sound;
}

std::size_t Lines::usual_width() const {
    std::map<std::size_t, std::size_t> counts;
    for (const Line& line : lines_)
        if (line.width > 1) ++counts[line.width];
    const auto usual = std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return usual == counts.end() ? 0 : usual->first;
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
