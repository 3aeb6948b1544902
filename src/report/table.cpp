// table.cpp -- a report for a person at a terminal: what to read first stands first, what is related stands aligned.
// SPDX-License-Identifier: MIT
#include "report/table.hpp"

#include <algorithm>
#include <cstdint>
#include <map>

#include <fmt/format.h>

#include "report/text.hpp"

namespace engage::report {
namespace {

// ---- the figures of a section ---------------------------------------------------------------------------------------

/// A defined figure, as text.
struct Row {
    std::string title, value, numerator, denominator, low, high, label;
    bool standard = true; ///< by the definition that holds unless another is asked for
};

std::string amount_text(const Sum& sum, Quantity quantity) {
    const Unit unit = sum.empty() ? Unit::count : tallies()[sum.terms[0].tally].unit;
    const bool exact = unit == Unit::count || unit == Unit::score;
    return exact ? thousands(to_text(quantity)) : show(unit, to_double(quantity));
}

/// The value without a unit that stands beside it anyway.
std::string bound_text(Unit unit, double value) {
    std::string text = show(unit, value);
    if (unit == Unit::percent && text.ends_with(" %")) text.resize(text.size() - 2);
    return text;
}

bool is_plain(const Figure& figure) { return figure.definition->denominator.empty(); }
bool is_standard(const Figure& figure) { return figure.definition == &figure.metric->standard(); }

Row row_of(const Figure& figure) {
    const Unit unit = figure.metric->unit_of(*figure.definition);
    Row row;
    row.title = figure.metric->title;
    row.value = show(unit, *figure.value);
    row.label = figure.definition->label;
    row.standard = is_standard(figure);
    if (is_plain(figure)) return row;
    row.numerator = amount_text(figure.definition->numerator, figure.numerator);
    row.denominator = amount_text(figure.definition->denominator, figure.denominator);
    if (figure.interval) {
        row.low = bound_text(unit, figure.interval->low);
        row.high = bound_text(unit, figure.interval->high);
    }
    return row;
}

void widen(std::size_t& width, std::string_view text) { width = std::max(width, display_width(text)); }

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

void widen(Columns& columns, const Row& row) {
    widen(columns.title, row.title);
    widen(columns.value, row.value);
    widen(columns.numerator, row.numerator);
    widen(columns.denominator, row.denominator);
    widen(columns.low, row.low);
    widen(columns.high, row.high);
    widen(columns.label, row.label);
}

void write_row(Page& page, const Row& row, const Columns& columns) {
    page.begin(2, shorten(row.title, columns.title));
    page.end(columns.value_end(), row.value, Ink::bold);
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
                widen(title, rows[i].title), widen(value, rows[i].value);
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
        const bool short_row = is_plain(figure) && is_standard(figure);
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

// ---- breakdowns -----------------------------------------------------------------------------------------------------

/// How telling a metric is in a breakdown, best first. A share of what is counted beside it adds little to the counts.
enum class Worth : std::uint8_t { made_for_it, rate, share_of_counts, quotient, count, none };

/// A metric of a breakdown, by the figure of the first key that has it. Not every key need have it.
struct Candidate {
    const Figure* figure = nullptr;
    std::size_t defined = 0; ///< for so many keys
    bool nonzero = false;    ///< for any
    Worth worth = Worth::none;
};

/// One cell for each key.
template <typename Text>
Column column_of(const Breakdown& breakdown, const Figure& figure, std::string_view title, const Text& text) {
    std::vector<std::string> cells;
    for (const auto& [key, figures] : breakdown.keys) {
        const auto same = [&](const Figure& other) { return other.metric == figure.metric; };
        const auto found = std::find_if(figures.metrics.begin(), figures.metrics.end(), same);
        cells.push_back(found == figures.metrics.end() || !found->value ? "–" : text(*found));
    }
    return make_column(title, std::move(cells));
}

Column value_column(const Breakdown& breakdown, const Candidate& candidate) {
    return column_of(breakdown, *candidate.figure, candidate.figure->metric->title,
                     [](const Figure& f) { return show(f.metric->unit_of(*f.definition), *f.value); });
}

/// How much a rate is about, where no count says so: users of a feature, else what the rate is a share of.
Column amount_column(const Breakdown& breakdown, const Candidate& candidate) {
    const Definition& definition = *candidate.figure->definition;
    if (candidate.worth == Worth::made_for_it && definition.numerator.size == 1)
        return column_of(breakdown, *candidate.figure, in_words(definition.numerator.text),
                         [](const Figure& f) { return amount_text(f.definition->numerator, f.numerator); });
    return column_of(breakdown, *candidate.figure, "out of",
                     [](const Figure& f) { return amount_text(f.definition->denominator, f.denominator); });
}

using Candidates = std::map<const Metric*, Candidate>; // metrics stand in one array: in the order of the catalogue

Worth worth_of(const Candidate& candidate, const Candidates& others, const Breakdown& breakdown) {
    const Figure& figure = *candidate.figure;
    if (figure.metric->only_by == breakdown.by && candidate.defined > 0) return Worth::made_for_it;
    if (!candidate.nonzero || candidate.defined * 2 <= breakdown.keys.size()) return Worth::none;
    if (is_plain(figure)) return Worth::count;
    const Unit unit = figure.metric->unit_of(*figure.definition);
    if (unit != Unit::percent && unit != Unit::points) return Worth::quotient;
    const Metric* numerator = find_metric(figure.definition->numerator.text);
    return others.contains(numerator) ? Worth::share_of_counts : Worth::rate;
}

/// The best first; the count that the very best is a share of comes before the other counts.
std::vector<Candidate> candidates_of(const Breakdown& breakdown) {
    Candidates candidates;
    for (const auto& [key, figures] : breakdown.keys)
        for (const Figure& figure : figures.metrics) {
            Candidate& candidate = candidates[figure.metric];
            if (!candidate.figure) candidate.figure = &figure;
            candidate.defined += figure.value.has_value();
            candidate.nonzero |= figure.value.value_or(0) != 0;
        }
    std::vector<Candidate> ranked;
    for (auto& [metric, candidate] : candidates) {
        candidate.worth = worth_of(candidate, candidates, breakdown);
        if (candidate.worth != Worth::none) ranked.push_back(candidate);
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.worth < b.worth; });
    const auto is_count = [](const Candidate& candidate) { return candidate.worth == Worth::count; };
    const auto counts = std::find_if(ranked.begin(), ranked.end(), is_count);
    const auto base = std::find_if(counts, ranked.end(), [&](const auto& c) {
        return c.figure->metric->name == ranked.front().figure->definition->denominator.text;
    });
    if (base != ranked.end()) std::rotate(counts, base, base + 1);
    return ranked;
}

/// At most seven that fit, quotients before counts. One count has its place kept: rates say little without.
std::vector<Column> choose_columns(const Breakdown& breakdown, std::size_t room) {
    const std::vector<Candidate> ranked = candidates_of(breakdown);
    std::vector<Column> columns, counts;
    const auto add = [&room](std::vector<Column>& to, Column column) {
        if (column.width + 3 > room) return;
        room -= column.width + 3;
        to.push_back(std::move(column));
    };
    auto count = ranked.begin();
    while (count != ranked.end() && count->worth != Worth::count) ++count;
    const bool counted_any = count != ranked.end();
    if (counted_any) add(counts, value_column(breakdown, *count));
    else if (!ranked.empty()) add(counts, amount_column(breakdown, ranked.front()));
    for (auto at = ranked.begin(); at != count && columns.size() < 6; ++at) add(columns, value_column(breakdown, *at));
    for (; counted_any && ++count != ranked.end() && columns.size() + counts.size() < 7;)
        add(counts, value_column(breakdown, *count));
    // What the first column is a share of stands beside it.
    const auto place = counted_any || columns.empty() ? columns.end() : columns.begin() + 1;
    columns.insert(place, counts.begin(), counts.end());
    return columns;
}

void write_breakdown(Page& page, const Breakdown& breakdown, std::size_t value_end) {
    if (breakdown.keys.empty()) return;
    const std::string title = "by " + printable(breakdown.by);
    std::size_t key_width = display_width(title) - std::min<std::size_t>(display_width(title), 2);
    for (const auto& [key, figures] : breakdown.keys) widen(key_width, key.empty() ? "(none)" : printable(key));
    const auto columns = choose_columns(breakdown, page.width - 6 - std::min(key_width, page.width / 3));
    std::size_t width = 6;
    std::size_t lines = 1;
    for (const Column& column : columns) width += 3 + column.width, lines = std::max(lines, column.heading.size());
    key_width = std::min(key_width, page.width - width);
    // The first column stands under the values above where there is room.
    const std::size_t start = columns.empty() ? 0 : 6 + key_width + 3 + columns[0].width;
    const std::size_t shift = std::min(value_end - std::min(value_end, start), page.width - width - key_width);
    const auto write = [&](Ink ink, const auto& cell) {
        std::size_t end = 6 + key_width + shift;
        for (const Column& column : columns) page.end(end += 3 + column.width, cell(column), ink);
        page.next_line();
    };
    page.gap();
    for (std::size_t line = 0; line < lines; ++line) {
        if (line + 1 == lines) page.begin(4, shorten(title, key_width + 2), Ink::dim);
        write(Ink::dim, [&](const Column& column) {
            const std::size_t blank = lines - column.heading.size();
            return line < blank ? std::string() : column.heading[line - blank];
        });
    }
    for (std::size_t i = 0; i < breakdown.keys.size(); ++i) {
        const std::string& key = breakdown.keys[i].first;
        page.begin(6, key.empty() ? "(none)" : shorten(printable(key), key_width), key.empty() ? Ink::dim : Ink::plain);
        write(Ink::plain, [&](const Column& column) { return column.cells[i]; });
    }
}

// ---- the whole ------------------------------------------------------------------------------------------------------

void write_notes(Page& page, std::size_t indent, const std::vector<Note>& notes) {
    if (!notes.empty()) page.gap();
    for (const Note& note : notes) {
        const std::string count = note.count > 0 ? ": " + thousands(note.count) : "";
        page.paragraph(indent, "note: " + printable(note.text) + count, Ink::dim);
    }
}

/// Whether it shows ranges.
bool write_section(Page& page, const Section& section) {
    page.gap();
    page.begin(0, shorten(capitals(printable(section.channel)), page.width), Ink::bold);
    page.next_line();
    const Columns columns = write_figures(page, section.total);
    write_undefined(page, section.total);
    for (const Breakdown& breakdown : section.breakdowns) write_breakdown(page, breakdown, columns.value_end());
    write_notes(page, 2, section.notes);
    return columns.low > 0;
}

void write_headline(Page& page, const Report& report, const Account& rows) {
    const std::string period = in_words(report.period) + ", " + printable(report.period.time_zone);
    const std::string input = counted(report.inputs.size(), "file") + ", " + counted(rows.read, "row");
    page.begin(0, "engage", Ink::bold);
    if (8 + display_width(period) + 3 + display_width(input) > page.width) {
        page.paragraph(8, period);
        page.begin(8, shorten(input, page.width - 8), Ink::dim);
    } else {
        page.begin(8, period);
        page.end(page.width, input, Ink::dim);
    }
    page.next_line();
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
            page.paragraph(2, printable(input.name) + ": " + trouble);
    if (named > 10) page.paragraph(2, fmt::format("and {} more", counted(named - 10, "file")));
}

} // namespace

std::string to_table(const Report& report, const TableStyle& style) {
    Page page(style.width, style.color);
    const Account rows = sum_of(report.inputs);
    write_headline(page, report, rows);
    bool ranges = false;
    for (const Section& section : report.channels) ranges |= write_section(page, section);
    if (report.customers) ranges |= write_section(page, *report.customers);
    page.gap();
    if (report.channels.empty() && !report.customers && report.notes.empty())
        page.paragraph(0, report.selected ? "The input has nothing of what was asked for." : "No row could be counted.");
    if (ranges)
        page.paragraph(0, fmt::format("Ranges are {} % confidence intervals.", plain(report.confidence)), Ink::dim);
    write_notes(page, 0, report.notes);
    write_ledger(page, report, rows);
    return page.take();
}

} // namespace engage::report
