// layout.cpp -- records to blocks, blocks to tables.
// SPDX-License-Identifier: MIT
#include "read/layout.hpp"

#include <algorithm>
#include <map>

#include "read/header.hpp"
#include "read/lines.hpp"

namespace engage::read {

namespace {

/// A run of lines that belong together: a table, or text around tables.
struct Block {
    std::size_t begin, end; // in lines
    std::size_t width = 0;  // cells of most of its records; 0: it is text
};

/// The most frequent width of records with several cells; of equals the wider.
std::size_t usual_width(const Lines& lines, std::size_t begin, std::size_t end) {
    std::map<std::size_t, std::size_t> counts;
    for (std::size_t i = begin; i < end; ++i)
        if (lines[i].filled_to > 1) ++counts[lines[i].width];
    std::size_t width = 0, most = 0;
    for (const auto& [candidate, count] : counts)
        if (count >= most) width = candidate, most = count;
    return width;
}

class Finder {
public:
    explicit Finder(const Lines& lines) : lines_(lines) {}

    std::vector<Block> find() {
        for (std::size_t i = 0; i < lines_.size();) {
            if (lines_[i].empty) {
                ++i;
                continue;
            }
            std::size_t end = i;
            while (end < lines_.size() && !lines_[end].empty) ++end;
            part(i, end);
            i = end;
        }
        drop_lone_lines();
        return std::move(blocks_);
    }

private:
    /// One line of several cells is no table beside one that is: it is about the report.
    void drop_lone_lines() {
        const auto records = [&](const Block& block) {
            std::size_t count = 0;
            for (std::size_t i = block.begin; i < block.end; ++i) count += lines_[i].filled_to > 1;
            return count;
        };
        const bool any = std::any_of(blocks_.begin(), blocks_.end(), [&](const Block& block) { return records(block) > 1; });
        for (Block& block : blocks_)
            if (any && records(block) == 1) block.width = 0;
    }

    /// Cuts a run of lines without a gap where another table begins in it.
    void part(std::size_t begin, std::size_t end) {
        std::size_t start = begin;
        for (std::size_t i = begin + 1; i < end; ++i)
            if (begins_table(start, i, end)) {
                add(start, i);
                start = i;
            }
        add(start, end);
    }

    /// Whether line `i`, in a block that began at `start`, is the title or the header of a table of its own.
    bool begins_table(std::size_t start, std::size_t i, std::size_t end) const {
        const std::size_t before = usual_width(lines_, start, i);
        if (before < 2) return false; // titles still
        std::size_t header = i;
        while (header < end && header < i + 3 && lines_[header].filled_to == 1) ++header;
        if (header >= end || lines_[header].filled_to < 2) return false;
        const std::size_t width = lines_[header].width;
        if (lines_[header].same_as_before(lines_[start_of_table(start)])) return header > i;
        if (header > i) return looks_like_header(lines_, header, end) || (width != before && lines_[header].header_like && runs(header, end, width, 2));
        return width != before && i >= start + 2 && runs(header, end, width, 3) && looks_like_header(lines_, header, end);
    }

    std::size_t start_of_table(std::size_t start) const {
        while (start + 1 < lines_.size() && lines_[start].filled_to == 1) ++start;
        return start;
    }

    /// Whether `count` lines from `i` on, or all that there are until `end`, have the width; at least two of them.
    bool runs(std::size_t i, std::size_t end, std::size_t width, std::size_t count) const {
        std::size_t alike = 0;
        while (i + alike < end && alike < count && lines_[i + alike].width == width) ++alike;
        return alike == count;
    }

    void add(std::size_t begin, std::size_t end) {
        Block block{begin, end, usual_width(lines_, begin, end)};
        const auto before = std::find_if(blocks_.rbegin(), blocks_.rend(), [](const Block& known) { return known.width != 0; });
        if (before == blocks_.rend()) {
            blocks_.push_back(block);
            return;
        }
        switch (judge(block, *before)) {
        case Part::of_table: // and so is what looked like text in between
            before->end = end;
            blocks_.erase(before.base(), blocks_.end());
            return;
        case Part::text: block.width = 0; break;
        case Part::table: break;
        }
        blocks_.push_back(block);
    }

    /// What a block is that comes after a table. Whatever gives no sign of being something else belongs to the table, for
    /// a row must not be lost.
    enum class Part { of_table, text, table };
    Part judge(const Block& block, const Block& table) const {
        std::size_t first = block.begin;
        while (first < block.end && lines_[first].filled_to < 2) ++first;
        const bool gap = lines_[block.begin - 1].empty;
        if (first == block.end) return gap ? Part::text : Part::of_table;
        const bool repeats = lines_[first].same_as_before(lines_[start_of_table(table.begin)]);
        if ((repeats && (gap || first > block.begin)) || looks_like_header(lines_, first, block.end)) return Part::table;
        if (!gap) return Part::table; // it was parted on purpose
        if (lines_[first].width == table.width) return Part::of_table;
        std::size_t alike = 0;
        for (std::size_t i = first; i < block.end; ++i) alike += lines_[i].width == block.width;
        if (block.width != table.width && alike >= 2 && alike * 10 >= (block.end - first) * 6) return Part::table;
        return block.end - block.begin == 1 ? Part::text : Part::of_table;
    }

    const Lines& lines_;
    std::vector<Block> blocks_;
};

Span span_of(const Lines& lines, std::size_t begin, std::size_t end, std::size_t text_end) {
    Span span;
    span.begin = begin < lines.size() ? lines[begin].begin : text_end;
    span.end = end < lines.size() ? lines[end].begin : text_end;
    span.line = begin < lines.size() ? lines[begin].number : lines.last_number();
    span.line_count = (end < lines.size() ? lines[end].number : lines.last_number()) - span.line;
    for (std::size_t i = begin; i < end; ++i) span.records += !lines[i].blank;
    return span;
}

/// Lines of text above the header, in a block of a table.
std::size_t first_of_table(const Lines& lines, const Block& block) {
    const std::size_t enough = std::max<std::size_t>(2, (block.width * 6 + 9) / 10);
    std::size_t first = block.begin;
    while (first + 1 < block.end && lines[first].filled_to < enough) ++first;
    // Only narrow records: then the first is as good as any.
    return lines[first].filled_to < enough ? block.begin : first;
}

/// The cells of a line as a record of the table, where it is one that has lost a delimiter or has another; else none.
std::vector<std::string> mended(std::string_view text, const Lines& lines, const Dialect& dialect, std::size_t line, std::size_t width) {
    RecordScanner scanner(text, dialect, width, lines[line].begin);
    Record record;
    std::vector<std::string> cells;
    if (!scanner.next(record) || record.fields.size() != width || record.flaw == Flaw::none) return cells;
    for (const Field& field : record.fields) {
        const CellKind kind = kind_of(text.substr(field.begin, field.end - field.begin));
        if (kind != CellKind::word && kind != CellKind::text) return {};
        cells.push_back(text_of(text, field, dialect));
    }
    return cells;
}

std::string title_of(std::string_view text, const Lines& lines, const std::vector<Block>& blocks, std::size_t position, std::size_t first) {
    const Block& block = blocks[position];
    std::size_t line = lines.size();
    if (first > block.begin) line = first - 1;
    else if (position > 0 && blocks[position - 1].width == 0) line = blocks[position - 1].end - 1;
    if (line == lines.size() || lines[line].filled_to != 1) return {};
    return lines.cell(text, line, 0);
}

std::size_t main_of(const std::vector<TableSeen>& tables) {
    std::size_t largest = 0;
    const auto area = [](const TableSeen& table) { return (table.body.records + 1) * table.width; };
    for (const auto& table : tables) largest = std::max(largest, area(table));
    // A second table that is not much larger than the first was added to it, not the other way round.
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const TableSeen& table) { return 5 * area(table) >= 4 * largest; });
    return static_cast<std::size_t>(found - tables.begin());
}

} // namespace

Span TableSeen::all() const {
    Span span = totals_above;
    span.end = totals_below.end;
    span.line_count = totals_above.line_count + body.line_count + totals_below.line_count;
    span.records = totals_above.records + body.records + totals_below.records;
    return span;
}

Layout find_tables(std::string_view text, const Dialect& dialect, std::optional<std::size_t> header_line) {
    const Lines lines(text, dialect);
    Layout layout;
    std::vector<Block> blocks;
    if (header_line) {
        std::size_t begin = 0;
        while (begin < lines.size() && (lines[begin].number < *header_line || lines[begin].empty)) ++begin;
        if (begin < lines.size()) blocks.push_back({begin, lines.size(), usual_width(lines, begin, lines.size())});
    } else if (dialect.delimiter == 0) {
        std::size_t begin = 0;
        while (begin < lines.size() && lines[begin].empty) ++begin;
        if (begin < lines.size()) blocks.push_back({begin, lines.size(), 1});
    } else {
        blocks = Finder(lines).find();
    }
    if (!blocks.empty() && std::none_of(blocks.begin(), blocks.end(), [](const Block& block) { return block.width != 0; }))
        blocks = {{blocks.front().begin, lines.size(), 1}};
    for (std::size_t position = 0; position < blocks.size(); ++position) {
        const Block& block = blocks[position];
        if (block.width == 0) {
            auto& count = layout.tables.empty() ? layout.lines_above : layout.lines_below;
            count += block.end - block.begin;
            continue;
        }
        layout.lines_below = 0;
        // A record of blank cells after the others is a record.
        Block extended = block;
        while (extended.end < lines.size() && lines[extended.end].empty && !lines[extended.end].blank && lines[extended.end].width == block.width) ++extended.end;
        std::size_t first = header_line ? block.begin : first_of_table(lines, block);
        std::vector<std::string> names;
        if (!header_line && first > block.begin) names = mended(text, lines, dialect, first - 1, block.width);
        if (!names.empty()) --first;
        else if (lines[first].width != block.width) names = mended(text, lines, dialect, first, block.width);
        if (layout.tables.empty()) layout.lines_above += first - block.begin;
        const Header header = find_header(text, lines, first, extended.end, block.width, header_line);
        TableSeen table;
        table.title = title_of(text, lines, blocks, position, first);
        const std::size_t body = first + header.rows;
        table.header = span_of(lines, first, body, text.size());
        table.totals_above = span_of(lines, body, body + header.totals_above, text.size());
        table.body = span_of(lines, body + header.totals_above, extended.end - header.totals_below, text.size());
        table.totals_below = span_of(lines, extended.end - header.totals_below, extended.end, text.size());
        table.width = std::max<std::size_t>(block.width, 1);
        table.columns = header.columns;
        if (header.rows == 1) table.written = lines.cells(text, first);
        if (header.rows == 1 && !names.empty()) {
            table.columns = table.written = names;
            table.reasons.emplace_back("its header lacks a delimiter or has another");
        }
        table.dropped = header.dropped;
        table.kinds = header.kinds;
        table.dropped.resize(table.columns.size());
        table.kinds.resize(table.columns.size());
        table.reasons.insert(table.reasons.begin(), header.reasons.begin(), header.reasons.end());
        layout.tables.push_back(std::move(table));
    }
    layout.main = main_of(layout.tables);
    return layout;
}

} // namespace engage::read
