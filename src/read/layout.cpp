// layout.cpp -- records to blocks, blocks to tables.
// SPDX-License-Identifier: MIT
#include "read/layout.hpp"

#include <algorithm>
#include <map>

#include "read/header.hpp"
#include "read/lines.hpp"
#include "read/pairs.hpp"

namespace engage::read {

namespace {

/// A run of lines that belong together: a table, or text around tables.
struct Block {
    std::size_t begin, end; // in lines
    std::size_t width = 0;  // cells of most of its records; 0: it is text
};

/// The most frequent width of records with several cells; of equals the wider.
class UsualWidth {
public:
    void add(const Line& line) {
        if (line.filled_to < 2) return;
        const std::size_t count = ++counts_[line.width];
        if (count > most_ || (count == most_ && line.width > width_)) width_ = line.width, most_ = count;
    }
    std::size_t width() const { return width_; }

private:
    std::map<std::size_t, std::size_t> counts_;
    std::size_t width_ = 0, most_ = 0;
};

std::size_t usual_width(const Lines& lines, std::size_t begin, std::size_t end) {
    UsualWidth usual;
    for (std::size_t i = begin; i < end; ++i) usual.add(lines[i]);
    return usual.width();
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
        const bool any =
            std::any_of(blocks_.begin(), blocks_.end(), [&](const Block& block) { return records(block) > 1; });
        for (Block& block : blocks_)
            if (any && records(block) == 1) block.width = 0;
    }

    /// Cuts a run of lines without a gap where another table begins in it.
    void part(std::size_t begin, std::size_t end) {
        std::size_t start = begin;
        UsualWidth usual;
        for (std::size_t i = begin; i < end; ++i) {
            if (i > start && usual.width() > 1 && begins_table(start, i, end, usual.width())) {
                add(start, i);
                start = i;
                usual = {};
            }
            usual.add(lines_[i]);
        }
        add(start, end);
    }

    /// Whether line `i`, in a block that began at `start` and has records of `width` cells, is the title or the header
    /// of a table of its own.
    bool begins_table(std::size_t start, std::size_t i, std::size_t end, std::size_t width) const {
        std::size_t header = i;
        while (header < end && header < i + 3 && is_title(header, width)) ++header;
        if (header >= end || lines_[header].filled_to < 2) return false;
        const Line& line = lines_[header];
        if (header == i)
            return line.width != width && i >= start + 2 && runs(header, end, line.width, 3) &&
                   looks_like_header(lines_, header, end);
        const Line& known = lines_[start_of_table(start)];
        if (line.same_as_before(known) || looks_like_header(lines_, header, end)) return true;
        // Sections may be padded to one width: then only their headers tell them apart.
        const bool other = line.width != width ? runs(header, end, line.width, 2) : line.filled_to != known.filled_to;
        return lines_.header_like(header) && other;
    }

    /// A line of one cell; in a table of two columns, only without a delimiter.
    bool is_title(std::size_t i, std::size_t width) const {
        return lines_[i].filled_to == 1 && (width > 2 || lines_[i].width == 1);
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
        const Part part = tables_ == 0 ? Part::table : judge(block, blocks_[tables_ - 1]);
        if (part == Part::of_table) { // and so is what looked like text in between
            blocks_[tables_ - 1].end = end;
            blocks_.resize(tables_);
            return;
        }
        if (part == Part::text) block.width = 0;
        blocks_.push_back(block);
        if (block.width != 0) tables_ = blocks_.size();
    }

    /// What a block is that comes after a table. Whatever gives no sign of being something else belongs to the table,
    /// for a row must not be lost.
    enum class Part { of_table, text, table };
    Part judge(const Block& block, const Block& table) const {
        std::size_t first = block.begin;
        while (first < block.end && lines_[first].filled_to < 2) ++first;
        const bool gap = lines_[block.begin - 1].empty;
        if (first == block.end) return gap ? Part::text : Part::of_table;
        std::size_t widest = 0;
        for (std::size_t i = first; i < block.end; ++i) widest = std::max(widest, lines_[i].filled_to);
        const bool repeats = lines_[first].same_as_before(lines_[start_of_table(table.begin)]);
        if ((repeats && (gap || first > block.begin)) || looks_like_header(lines_, first, block.end))
            return Part::table;
        if (!gap) return Part::table; // it was parted on purpose
        if (lines_[first].width == table.width) return Part::of_table;
        std::size_t alike = 0;
        for (std::size_t i = first; i < block.end; ++i) alike += lines_[i].width == block.width;
        if (block.width != table.width && alike >= 2 && alike * 10 >= (block.end - first) * 6) return Part::table;
        return block.end - block.begin == 1 || 2 * widest < table.width ? Part::text : Part::of_table;
    }

    const Lines& lines_;
    std::vector<Block> blocks_;
    std::size_t tables_ = 0; // blocks up to the last one that is a table
};

Span span_of(const Lines& lines, std::size_t begin, std::size_t end, std::size_t text_end) {
    Span span;
    span.begin = begin < lines.size() ? lines[begin].begin : text_end;
    span.end = end < lines.size() ? lines[end].begin : text_end;
    span.line = begin < lines.size() ? lines[begin].number : lines.last_number();
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

/// A table with the records of blank cells that end the text, which are records; without lines of text right below it.
Block with_its_end(const Lines& lines, Block block) {
    std::size_t end = block.end;
    while (end < lines.size() && lines[end].empty && !lines[end].blank && lines[end].width == block.width) ++end;
    if (end == lines.size()) block.end = end;
    while (block.width > 2 && block.end > block.begin + 2) {
        const Line& last = lines[block.end - 1];
        if (last.width != 1 || lines.kind(block.end - 1, 0) != CellKind::text)
            break; // a word may be what is left of a record
        --block.end;
    }
    return block;
}

/// The cells of a line as a record of the table, where it is one that has lost a delimiter or has another; else none.
std::vector<std::string> mended(std::string_view text, const Lines& lines, const Dialect& dialect, std::size_t line,
                                std::size_t width) {
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

std::string title_of(std::string_view text, const Lines& lines, const std::vector<Block>& blocks, std::size_t position,
                     std::size_t first) {
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
    const auto found = std::find_if(tables.begin(), tables.end(),
                                    [&](const TableSeen& table) { return 5 * area(table) >= 4 * largest; });
    return static_cast<std::size_t>(found - tables.begin());
}

} // namespace

Span TableSeen::all() const {
    Span span = totals_above;
    span.end = totals_below.end;
    span.records = totals_above.records + body.records + totals_below.records;
    return span;
}

namespace {

std::vector<Block> find_blocks(const Lines& lines, const Dialect& dialect, std::optional<std::size_t> header_line) {
    std::size_t begin = 0;
    while (begin < lines.size() && (lines[begin].empty || (header_line && lines[begin].number < *header_line))) ++begin;
    if (begin == lines.size()) return {};
    if (header_line) return {{begin, lines.size(), usual_width(lines, begin, lines.size())}};
    if (dialect.delimiter == 0) return {{begin, lines.size(), 1}};
    auto blocks = Finder(lines).find();
    const bool any = std::any_of(blocks.begin(), blocks.end(), [](const Block& block) { return block.width != 0; });
    return any ? blocks : std::vector<Block>{{begin, lines.size(), 1}};
}

constexpr std::size_t most_few = 6;

/// A block as a table, whose header begins with line `first`. `names`: what was mended of it.
TableSeen make_table(std::string_view text, const Lines& lines, const Block& block, std::size_t first,
                     std::vector<std::string> names, std::optional<std::size_t> header_line) {
    Header header = find_header(text, lines, first, block.end, block.width, header_line);
    TableSeen table;
    const std::size_t body = first + header.rows, below = block.end - header.totals_below;
    table.header = span_of(lines, first, body, text.size());
    table.totals_above = span_of(lines, body, body + header.totals_above, text.size());
    table.body = span_of(lines, body + header.totals_above, below, text.size());
    table.totals_below = span_of(lines, below, block.end, text.size());
    table.width = std::max<std::size_t>(block.width, 1);
    table.columns = std::move(header.columns);
    table.reasons = std::move(header.reasons);
    if (header.rows == 1) table.written = lines.cells(text, first);
    for (std::size_t i = first; i < block.end && block.end - first <= most_few; ++i)
        table.few_lines.push_back(lines.cells(text, i));
    if (header.rows == 1 && !names.empty()) {
        table.columns = table.written = std::move(names);
        table.reasons.emplace_back("its header lacks a delimiter or has another");
    }
    table.dropped = std::move(header.dropped);
    table.dropped.resize(table.columns.size());
    return table;
}

} // namespace

Layout find_tables(std::string_view text, const Dialect& dialect, std::optional<std::size_t> header_line) {
    const Lines lines(text, dialect);
    const auto blocks = find_blocks(lines, dialect, header_line);
    Layout layout;
    for (std::size_t position = 0; position < blocks.size(); ++position) {
        const Block& block = blocks[position];
        if (block.width == 0) {
            (layout.tables.empty() ? layout.lines_above : layout.lines_below) += block.end - block.begin;
            continue;
        }
        const Block whole = with_its_end(lines, block);
        layout.lines_below = block.end > whole.end ? block.end - whole.end : 0;
        std::size_t first = header_line ? block.begin : first_of_table(lines, block);
        std::vector<std::string> names;
        if (!header_line && first > block.begin) names = mended(text, lines, dialect, first - 1, block.width);
        if (!names.empty()) --first;
        else if (lines[first].width != block.width) names = mended(text, lines, dialect, first, block.width);
        if (layout.tables.empty()) layout.lines_above += first - block.begin;
        layout.tables.push_back(make_table(text, lines, whole, first, std::move(names), header_line));
        layout.tables.back().title = title_of(text, lines, blocks, position, first);
    }
    layout.main = main_of(layout.tables);
    layout.pairs = find_pairs(text, lines);
    return layout;
}

} // namespace engage::read
