// breakdown.cpp -- a breakdown as a table: keys in rows, the most telling metrics as columns.
// SPDX-License-Identifier: MIT
#include "report/breakdown.hpp"

#include <algorithm>
#include <cstdint>
#include <map>

namespace engage::report {
namespace {

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
                         [](const Figure& f) { return amount_text(f.definition->numerator, *f.numerator); });
    return column_of(breakdown, *candidate.figure, "out of",
                     [](const Figure& f) { return amount_text(f.definition->denominator, *f.denominator); });
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

/// Whether nobody need have asked for it, and it has only what is of no page or medium: what stands above once more.
/// Metrics that exist per value only stand nowhere else.
bool repeats_total(const Breakdown& breakdown) {
    if (breakdown.keys.size() != 1 || !breakdown.keys.front().first.empty()) return false;
    const auto& metrics = breakdown.keys.front().second.metrics;
    const auto is_standing = [&](const Figure& figure) {
        const auto same = [&](const StandingBreakdown& standing) {
            return standing.key == breakdown.by && standing.family == figure.metric->family;
        };
        return std::any_of(standing_breakdowns.begin(), standing_breakdowns.end(), same);
    };
    const auto is_only_here = [&](const Figure& figure) {
        return figure.value && figure.metric->only_by == breakdown.by;
    };
    return std::any_of(metrics.begin(), metrics.end(), is_standing) &&
           std::none_of(metrics.begin(), metrics.end(), is_only_here);
}

} // namespace

std::string amount_text(const Sum& sum, Quantity quantity) {
    const Unit unit = sum.empty() ? Unit::count : tallies()[sum.terms[0].tally].unit;
    const bool exact = unit == Unit::count || unit == Unit::score;
    return exact ? thousands(to_text(quantity)) : show(unit, to_double(quantity));
}

std::string bound_text(Unit unit, double value) {
    std::string text = show(unit, value);
    if (unit == Unit::percent && text.ends_with(" %")) text.resize(text.size() - 2);
    return text;
}

void write_breakdown(Page& page, const Breakdown& breakdown, std::size_t value_end) {
    if (breakdown.keys.empty() || repeats_total(breakdown)) return;
    const std::string title = "by " + printable(breakdown.by);
    std::size_t key_width = display_width(title) - std::min<std::size_t>(display_width(title), 2);
    for (const auto& [key, figures] : breakdown.keys)
        key_width = std::max(key_width, display_width(key.empty() ? "(none)" : printable(key)));
    const auto columns = choose_columns(breakdown, page.width - 6 - std::min(key_width, page.width / 3));
    if (columns.empty()) return;
    std::size_t width = 6;
    std::size_t lines = 1;
    for (const Column& column : columns) width += 3 + column.width, lines = std::max(lines, column.heading.size());
    key_width = std::min(key_width, page.width - width);
    // The first column stands under the values above where there is room.
    const std::size_t start = 6 + key_width + 3 + columns[0].width;
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

} // namespace engage::report
