// trend.cpp -- a line for each figure: now, before, how it changed, and a mark for each unit of a series.
// SPDX-License-Identifier: MIT
#include "report/trend.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "engage/change.hpp"
#include "measure/assemble.hpp"
#include "report/breakdown.hpp"

namespace engage::report {
namespace {

constexpr std::size_t gap = 3;

/// The value along the series; nothing where it is undefined or absent.
using Course = std::vector<std::optional<double>>;

Course course_of(const Figure& figure, const Section& section, const Report& report) {
    Course course;
    for (const PeriodFigures& unit : report.series) {
        const Section* const same = measure::find_section(unit, section.channel);
        const Figure* const then = same ? measure::find_figure(same->total, figure.metric) : nullptr;
        // Of a channel without rows a count is 0, but a quotient is nothing.
        course.push_back(then ? then->value : is_plain(figure) ? std::optional(0.0) : std::nullopt);
    }
    return course;
}

struct Range {
    double low = INFINITY, high = -INFINITY;
};

Range range_of(const Course& course) {
    Range range;
    for (const auto& value : course)
        if (value) range = {std::min(range.low, *value), std::max(range.high, *value)};
    return range;
}

/// From the lowest value of the course to its highest; a blank where there is none.
std::string marks_of(const Course& course) {
    static constexpr std::array<std::string_view, 8> marks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    const auto [low, high] = range_of(course);
    std::string text;
    for (const auto& value : course) {
        if (!value) {
            text += ' ';
            continue;
        }
        const double share = high > low ? (*value - low) / (high - low) : high == 0 ? 0 : 0.5;
        text += marks[std::min(marks.size() - 1, static_cast<std::size_t>(share * marks.size()))];
    }
    return text;
}

std::string shown(const Figure& figure, double value) {
    return show(figure.metric->unit_of(*figure.definition), value);
}

/// A share is told in points of a percent, anything else also in percent of what it was.
std::string change_text(const Figure& figure, const Change& change) {
    const Unit unit = figure.metric->unit_of(*figure.definition);
    std::string text = shown(figure, change.absolute);
    if (unit == Unit::percent && text.ends_with(" %")) text.resize(text.size() - 2);
    if (change.absolute > 0 && !text.starts_with('+')) text.insert(0, 1, '+');
    if (unit == Unit::percent) return text + " pts";
    if (!change.relative || unit == Unit::points) return text;
    return fmt::format("{} ({}{})", text, *change.relative > 0 ? "+" : "", show(Unit::percent, *change.relative));
}

std::string bounds_text(const Figure& figure, double low, double high) {
    const Unit unit = figure.metric->unit_of(*figure.definition);
    std::string first = show(unit, low), last = show(unit, high);
    for (std::string* text : {&first, &last})
        if (unit == Unit::percent && text->ends_with(" %")) text->resize(text->size() - 2);
    return first + " – " + last;
}

std::string verdict_text(const Change& change) {
    if (change.verdict == Verdict::unknown) return {};
    std::string text = in_words(name_of(change.verdict));
    if (change.judgement() != Judgement::neither) text += ", " + std::string(name_of(change.judgement()));
    return text;
}

/// The columns of a section, from the left; those of no text are left out. `worth`: where there is no room for all, the
/// least worthy go first.
struct Columns {
    enum Name : std::size_t { value, fraction, before, change, bounds, verdict, marks, range, count };
    static constexpr std::array<std::string_view, count> headings{"", "", "before", "change",
                                                                  "", "", "",       "lowest – highest"};
    static constexpr std::array<int, count> worth{9, 1, 6, 8, 2, 7, 5, 3};
    std::vector<std::string> titles;
    std::array<std::vector<std::string>, count> cells;
    std::array<std::size_t, count> widths{};
    std::size_t title_width = 0;

    std::size_t end() const {
        std::size_t end = 2 + title_width;
        for (const std::size_t width : widths) end += width == 0 ? 0 : gap + width;
        return end - 1; // two blanks before the values
    }
};

void add_row(Columns& columns, const Figure& figure, const Section& section, const Report& report) {
    columns.titles.emplace_back(figure.metric->title);
    std::array<std::string, Columns::count> row;
    row[Columns::value] = shown(figure, *figure.value);
    if (!is_plain(figure))
        row[Columns::fraction] = amount_text(figure.definition->numerator, *figure.numerator) + " / " +
                                 amount_text(figure.definition->denominator, *figure.denominator);
    if (figure.comparison && figure.comparison->previous.value)
        row[Columns::before] = shown(figure, *figure.comparison->previous.value);
    if (figure.comparison && figure.comparison->change) {
        const Change& change = *figure.comparison->change;
        row[Columns::change] = change_text(figure, change);
        if (change.interval) row[Columns::bounds] = bounds_text(figure, change.interval->low, change.interval->high);
        row[Columns::verdict] = verdict_text(change);
    }
    if (!report.series.empty()) {
        const Course course = course_of(figure, section, report);
        const Range range = range_of(course);
        row[Columns::marks] = marks_of(course);
        if (range.low <= range.high) row[Columns::range] = bounds_text(figure, range.low, range.high);
    }
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (!row[i].empty())
            columns.widths[i] =
                std::max({columns.widths[i], display_width(row[i]), display_width(Columns::headings[i])});
        columns.cells[i].push_back(std::move(row[i]));
    }
    columns.title_width = std::max(columns.title_width, display_width(columns.titles.back()));
}

/// Leaves columns out, and shortens titles, until the rest fits. What says how it was before is worth shorter titles.
void fit(Columns& columns, std::size_t width) {
    constexpr std::size_t shortest_title = 20;
    const std::size_t spare = columns.title_width - std::min(columns.title_width, shortest_title);
    while (columns.end() > width) {
        std::size_t least = Columns::value;
        for (std::size_t i = 0; i < Columns::count; ++i)
            if (columns.widths[i] > 0 && Columns::worth[i] < Columns::worth[least]) least = i;
        const bool worthy = Columns::worth[least] >= Columns::worth[Columns::marks];
        if (least == Columns::value || (worthy && columns.end() - spare <= width)) break;
        columns.widths[least] = 0;
    }
    const std::size_t excess = columns.end() - std::min(columns.end(), width);
    columns.title_width -= std::min(columns.title_width, excess);
}

template <class Text>
void write_line(Page& page, const Columns& columns, std::string_view title, Ink ink, Text text) {
    page.begin(2, shorten(title, columns.title_width), ink);
    std::size_t at = 2 + columns.title_width - 1;
    for (std::size_t i = 0; i < Columns::count; ++i) {
        if (columns.widths[i] == 0) continue;
        at += gap + columns.widths[i];
        const bool from_left = i == Columns::verdict || i == Columns::marks;
        const Ink of_cell = ink == Ink::plain && i == Columns::value ? Ink::bold : ink;
        if (from_left) page.begin(at - columns.widths[i], text(i), of_cell);
        else page.end(at, text(i), of_cell);
    }
    page.next_line();
}

} // namespace

bool has_trends(const Report& report) { return report.compared || !report.series.empty(); }

std::size_t write_trends(Page& page, const Section& section, const Report& report) {
    std::map<Family, Columns> families;
    Columns all;
    for (const Figure& figure : section.total.metrics)
        if (figure.value) {
            add_row(families[figure.metric->family], figure, section, report);
            add_row(all, figure, section, report);
        }
    fit(all, page.width);
    const bool headed = all.widths[Columns::before] + all.widths[Columns::range] > 0;
    if (headed && !all.titles.empty())
        write_line(page, all, "", Ink::dim, [](std::size_t column) { return Columns::headings[column]; });
    for (auto& [family, columns] : families) {
        if (family != families.begin()->first) page.gap();
        columns.widths = all.widths;
        columns.title_width = all.title_width;
        for (std::size_t row = 0; row < columns.titles.size(); ++row)
            write_line(page, columns, columns.titles[row], Ink::plain,
                       [&](std::size_t column) { return columns.cells[column][row]; });
    }
    return 2 + all.title_width + gap - 1 + all.widths[Columns::value];
}

void write_periods(Page& page, std::size_t indent, const Report& report) {
    if (report.compared) page.paragraph(indent, "compared with " + in_words(*report.compared), Ink::dim);
    if (report.series.empty()) return;
    page.paragraph(indent,
                   fmt::format("a mark for each of {}; the first is {}",
                               counted(report.series.size(), every_names[static_cast<std::size_t>(report.every)]),
                               in_words(report.series.front().period)),
                   Ink::dim);
    std::string incomplete;
    for (const PeriodFigures& unit : report.series)
        if (!unit.period.incomplete.empty())
            incomplete += fmt::format("; {}: {}", in_words(unit.period), unit.period.incomplete);
    if (!incomplete.empty()) page.paragraph(indent, "incomplete: " + incomplete.substr(2), Ink::dim);
}

} // namespace engage::report
