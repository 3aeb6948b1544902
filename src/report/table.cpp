// table.cpp -- a report for a person at a terminal: what to read first stands first, what is related stands aligned.
// SPDX-License-Identifier: MIT
#include "report/table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/breakdown.hpp"
#include "report/goals.hpp"
#include "report/text.hpp"
#include "report/trend.hpp"

namespace engage::report {
namespace {

/// A defined figure, as text.
struct Row {
    std::string title, value, mark, numerator, denominator, low, high, label;
    bool standard = true; ///< by the definition that holds unless another is asked for
};

bool is_standard(const Figure& figure) { return figure.definition == &figure.metric->standard(); }

Row row_of(const Figure& figure) {
    const Unit unit = figure.metric->unit_of(*figure.definition);
    Row row;
    row.title = figure.metric->title;
    row.value = show(unit, *figure.value);
    row.label = figure.definition->label;
    row.standard = is_standard(figure);
    if (figure.marks.any()) row.mark = "*";
    if (figure.interval) {
        row.low = bound_text(unit, figure.interval->low);
        row.high = bound_text(unit, figure.interval->high);
    }
    if (is_plain(figure)) return row;
    row.numerator = amount_text(figure.definition->numerator, *figure.numerator);
    row.denominator = amount_text(figure.definition->denominator, *figure.denominator);
    return row;
}

/// Widths of the columns of a section; 0: not shown. `slash` and `dash` are where the texts before these end.
struct Columns {
    std::size_t title = 0, value = 0, numerator = 0, denominator = 0, low = 0, high = 0, label = 0;
    std::size_t gap = 3;
    std::string_view over = " / ";

    std::size_t value_end() const { return 2 + title + 2 + value; }
    std::size_t slash() const { return value_end() + (numerator ? gap + numerator : 0); }
    std::size_t fraction_end() const { return slash() + (numerator ? over.size() + denominator : 0); }
    std::size_t dash() const { return fraction_end() + (low ? gap + low : 0); }
    std::size_t interval_end() const { return dash() + (low ? 3 + high : 0); }
    std::size_t end() const { return interval_end() + (label ? gap + label : 0); }
};

/// Narrow pages: closer columns first, then wrapped labels, then none but those asked for, then fewer columns.
Columns fit(Columns columns, std::size_t width) {
    const auto too_wide = [&] { return columns.end() > width; };
    if (too_wide()) columns.gap = 2;
    if (too_wide()) columns.over = "/";
    if (too_wide()) {
        const std::size_t room = width - std::min(width, columns.interval_end() + columns.gap);
        columns.label = room >= 14 ? room : 0;
        if (columns.label == 0) columns.over = " / ";
    }
    const auto shorten_titles = [&](std::size_t least) {
        const std::size_t excess = columns.end() - std::min(columns.end(), width);
        columns.title = std::max(std::min(columns.title, least), columns.title - std::min(columns.title, excess));
    };
    shorten_titles(20);
    if (too_wide()) columns.low = columns.high = 0;
    if (too_wide()) columns.numerator = columns.denominator = 0;
    shorten_titles(1);
    return columns;
}

void grow(std::size_t& width, std::string_view text) { width = std::max(width, display_width(text)); }

void widen(Columns& columns, const Row& row) {
    grow(columns.title, row.title);
    grow(columns.value, row.value);
    grow(columns.numerator, row.numerator);
    grow(columns.denominator, row.denominator);
    grow(columns.low, row.low);
    grow(columns.high, row.high);
    grow(columns.label, row.label);
}

void write_row(Page& page, const Row& row, const Columns& columns) {
    page.begin(2, shorten(row.title, columns.title));
    page.end(columns.value_end(), row.value, Ink::bold);
    page.begin(columns.value_end(), row.mark);
    if (!row.numerator.empty() && columns.numerator) {
        page.end(columns.slash(), row.numerator);
        page.begin(columns.slash(), std::string(columns.over) + row.denominator);
    }
    if (columns.low && !row.low.empty()) {
        page.end(columns.dash(), row.low);
        page.begin(columns.dash(), " – " + row.high);
    }
    if (columns.label == 0) {
        page.next_line();
        if (!row.standard) page.paragraph(4, row.label, Ink::dim);
        return;
    }
    for (const std::string& line : wrap(row.label, columns.label)) {
        page.begin(columns.interval_end() + columns.gap, line, Ink::dim);
        page.next_line();
    }
}

/// Plain figures read down, in as many columns as fit; the first is aligned with the rows that follow.
void write_plain(Page& page, const std::vector<Row>& rows, const Columns& columns) {
    for (std::size_t across = std::clamp<std::size_t>(page.width / 26, 1, 4); !rows.empty(); --across) {
        const std::size_t down = (rows.size() + across - 1) / across;
        std::vector<std::size_t> titles, ends; // where the titles of a column begin, where its values end
        for (std::size_t first = 0; first < rows.size(); first += down) {
            std::size_t title = first == 0 ? columns.title : 0, value = first == 0 ? columns.value : 0;
            for (std::size_t i = first; first > 0 && i < std::min(first + down, rows.size()); ++i)
                grow(title, rows[i].title), grow(value, rows[i].value);
            titles.push_back(first == 0 ? 2 : ends.back() + 4);
            ends.push_back(titles.back() + title + 2 + value);
        }
        if (across > 1 && ends.back() > page.width) continue;
        for (std::size_t line = 0; line < down; ++line, page.next_line())
            for (std::size_t i = line, column = 0; i < rows.size(); i += down, ++column) {
                page.begin(titles[column], column == 0 ? shorten(rows[i].title, columns.title) : rows[i].title);
                page.end(ends[column], rows[i].value, Ink::bold);
            }
        return;
    }
}

/// The metrics of a family together: plain figures side by side, a blank line, then a line for each quotient.
Columns write_figures(Page& page, const Figures& figures) {
    struct Rows {
        std::vector<Row> plain, explained;
    };
    std::map<Family, Rows> families;
    Columns columns;
    for (const Figure& figure : figures.metrics) {
        if (!figure.value) continue;
        Rows& rows = families[figure.metric->family];
        const bool short_row = is_plain(figure) && is_standard(figure) && !figure.interval;
        Row& row = (short_row ? rows.plain : rows.explained).emplace_back(row_of(figure));
        if (short_row) row.label.clear();
        widen(columns, row);
    }
    columns = fit(columns, page.width);
    for (const auto& [family, rows] : families) {
        if (family != families.begin()->first) page.gap();
        write_plain(page, rows.plain, columns);
        if (!rows.plain.empty() && !rows.explained.empty()) page.gap();
        for (const Row& row : rows.explained) write_row(page, row, columns);
    }
    return columns;
}

/// All that could not be computed in one paragraph, by reason, so that it does not drown the rest.
void write_undefined(Page& page, const Figures& figures) {
    std::vector<std::pair<std::string_view, std::string>> reasons;
    for (const Figure& figure : figures.metrics) {
        if (figure.value) continue;
        const auto is_same = [&](const auto& entry) { return entry.first == figure.reason; };
        const auto same = std::find_if(reasons.begin(), reasons.end(), is_same);
        if (same == reasons.end()) reasons.emplace_back(figure.reason, figure.metric->title);
        else same->second += fmt::format(", {}", figure.metric->title);
    }
    std::string text;
    for (const auto& [reason, titles] : reasons) text += fmt::format("; {} – {}", titles, printable(reason));
    if (text.empty()) return;
    page.gap();
    page.paragraph(2, "undefined: " + text.substr(2), Ink::dim);
}

void write_notes(Page& page, std::size_t indent, const std::vector<Note>& notes) {
    if (!notes.empty()) page.gap();
    for (const Note& note : notes) {
        const std::string count = note.count > 0 ? ": " + thousands(note.count) : "";
        page.paragraph(indent, "note: " + printable(note.text) + count, Ink::dim);
    }
}

/// Whether it shows ranges.
bool write_section(Page& page, const Section& section, const Report& report) {
    page.gap();
    page.begin(0, shorten(capitals(printable(section.channel)), page.width), Ink::bold);
    page.next_line();
    std::size_t value_end = 0;
    bool ranges = false;
    if (has_trends(report)) {
        value_end = write_trends(page, section, report);
    } else {
        const Columns columns = write_figures(page, section.total);
        value_end = columns.value_end();
        ranges = columns.low > 0;
    }
    write_undefined(page, section.total);
    for (const Breakdown& breakdown : section.breakdowns) write_breakdown(page, breakdown, value_end);
    write_notes(page, 2, section.notes);
    return ranges;
}

void write_headline(Page& page, const Report& report, const Account& rows) {
    const std::string period = in_words(report.period) + ", " + printable(report.period.time_zone);
    const auto files = std::count_if(report.inputs.begin(), report.inputs.end(),
                                     [](const Account& input) { return !input.is_further; });
    const std::string input = counted(static_cast<std::uint64_t>(files), "file") + ", " + counted(rows.read, "row");
    page.begin(0, "engage", Ink::bold);
    if (8 + display_width(period) + 3 + display_width(input) > page.width) {
        page.paragraph(8, period);
        page.begin(8, shorten(input, page.width - 8), Ink::dim);
    } else {
        page.begin(8, period);
        page.end(page.width, input, Ink::dim);
    }
    page.next_line();
    write_periods(page, 8, report);
}

/// The account of all rows, on one line or a line for each fate; then the inputs that need a look.
void write_ledger(Page& page, const Report& report, const Account& rows) {
    page.gap();
    std::string text = in_words(rows);
    const bool whole = display_width(text) <= page.width - 2;
    for (std::size_t indent = 0; !text.empty(); indent = 2) {
        const std::size_t end = whole ? text.size() : std::min(text.find("; ") + 1, text.size());
        page.paragraph(indent, text.substr(0, end == 0 ? text.size() : end));
        text.erase(0, end == 0 ? text.size() : end + 1);
    }
    std::size_t named = 0;
    for (const Account& input : report.inputs)
        if (const auto trouble = trouble_in_words(input); report.inputs.size() > 1 && !trouble.empty() && ++named <= 10)
            page.paragraph(2, printable(input.table.empty() ? input.name : input.name + " (" + input.table + ")") +
                                  ": " + trouble);
    if (named > 10) page.paragraph(2, fmt::format("and {} more", counted(named - 10, "file")));
}

/// Whether a figure that stands in a line of its own is marked.
bool any_mark(const Report& report) {
    const auto marked = [](const Section& section) {
        const auto& all = section.total.metrics;
        return std::any_of(all.begin(), all.end(), [](const Figure& figure) { return figure.marks.any(); });
    };
    return std::any_of(report.channels.begin(), report.channels.end(), marked) ||
           (report.customers && marked(*report.customers));
}

} // namespace

std::string to_table(const Report& report, const TableStyle& style) {
    Page page(style.width, style.color);
    const Account rows = sum_of(report.inputs);
    write_headline(page, report, rows);
    bool ranges = false;
    for (const Section& section : report.channels) ranges |= write_section(page, section, report);
    if (report.customers) ranges |= write_section(page, *report.customers, report);
    write_goals(page, report);
    page.gap();
    if (report.channels.empty() && !report.customers && report.notes.empty())
        page.paragraph(0,
                       report.selected ? "The input has nothing of what was asked for." : "No row could be counted.");
    if (ranges)
        page.paragraph(0, fmt::format("Ranges are {} % confidence intervals.", plain(report.confidence)), Ink::dim);
    if (any_mark(report)) page.paragraph(0, "* fewer than 30, or a range wider than 30 points.", Ink::dim);
    write_notes(page, 0, report.notes);
    write_ledger(page, report, rows);
    return page.take();
}

} // namespace engage::report
