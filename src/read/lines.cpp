// lines.cpp -- the records of a sample.
// SPDX-License-Identifier: MIT
#include "read/lines.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "read/scan.hpp"

namespace engage::read {

namespace {

constexpr std::size_t usual_cell = 8; // bytes

bool blank_field(std::string_view text, const Field& field) {
    return all_blank(text.substr(field.begin, field.end - field.begin));
}

} // namespace

Lines::Lines(std::string_view text, const Dialect& dialect) : text_(text), dialect_(dialect) {
    // Where records are damaged, it helps to know how many cells they should have.
    if (!scan(text, 0)) scan(text, usual_width());
}

/// Returns whether no record is damaged.
bool Lines::scan(std::string_view text, std::size_t width) {
    lines_.clear();
    fields_.clear();
    fields_.reserve(text.size() / usual_cell);
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
        line.sound = record.flaw == Flaw::none;
        sound &= line.sound;
        for (const Field& field : record.fields)
            fields_.push_back({static_cast<std::uint32_t>(field.begin),
                               static_cast<std::uint32_t>(field.end) & 0x7fffffff, field.escaped});
        line.filled_to = line.blank ? 0 : line.width;
        while (line.filled_to > 0 && blank_field(text, record.fields[line.filled_to - 1])) --line.filled_to;
        line.empty = line.filled_to == 0;
        line.hash = std::hash<std::string_view>()(text.substr(record.begin, record.fields.back().end - record.begin));
        lines_.push_back(line);
    }
    kinds_.assign(fields_.size(), unknown);
    return sound;
}

CellKind Lines::kind(std::size_t line, std::size_t column) const {
    const Line& of = lines_[line];
    if (column >= of.width || of.blank) return CellKind::blank;
    std::uint8_t& known = kinds_[of.first_cell + column];
    if (known == unknown) {
        known = static_cast<std::uint8_t>(kind_of(bytes_of(fields_[of.first_cell + column])));
    }
    return static_cast<CellKind>(known);
}

bool Lines::is_empty(std::size_t line, std::size_t column) const {
    return column >= lines_[line].filled_to || all_blank(bytes_of(fields_[lines_[line].first_cell + column]));
}

bool Lines::header_like(std::size_t line) const {
    if (lines_[line].filled_to < 2 || !lines_[line].sound) return false;
    for (std::size_t column = 0; column < lines_[line].filled_to; ++column)
        if (kind(line, column) != CellKind::word && kind(line, column) != CellKind::text) return false;
    return true;
}

std::size_t Lines::usual_width() const {
    std::map<std::size_t, std::size_t> counts;
    for (const Line& line : lines_)
        if (line.width > 1) ++counts[line.width];
    const auto usual = std::max_element(counts.begin(), counts.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; });
    return usual == counts.end() ? 0 : usual->first;
}

std::string Lines::cell(std::string_view text, std::size_t line, std::size_t column) const {
    if (column >= lines_[line].width) return {};
    return std::string(trimmed(text_of(text, fields_[lines_[line].first_cell + column])));
}

std::vector<std::string> Lines::cells(std::string_view text, std::size_t line) const {
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < lines_[line].width; ++i)
        cells.push_back(text_of(text, fields_[lines_[line].first_cell + i]));
    return cells;
}

} // namespace engage::read
