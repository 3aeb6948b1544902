// assemble.cpp -- periods side by side.
// SPDX-License-Identifier: MIT
#include "measure/assemble.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "measure/change.hpp"

namespace engage::measure {
namespace {

void compare(Figures& now, const Figures& before) {
    for (Figure& figure : now.metrics)
        if (const Figure* previous = find_figure(before, figure.metric))
            figure.comparison = std::make_shared<Comparison>(Comparison{*previous, change_of(figure, *previous)});
}

void compare(Section& now, const Section& before) {
    compare(now.total, before.total);
    for (Breakdown& breakdown : now.breakdowns) {
        const Breakdown* previous = find_breakdown(before, breakdown.by);
        if (!previous) continue;
        for (auto& [key, figures] : breakdown.keys)
            for (const auto& [same, of_before] : previous->keys)
                if (same == key) compare(figures, of_before);
    }
}

void collect(Figures& figures, std::vector<Change*>& changes) {
    for (Figure& figure : figures.metrics)
        if (figure.comparison && figure.comparison->change && figure.comparison->change->p)
            changes.push_back(&*figure.comparison->change);
}

/// The changes that were tested.
void collect(PeriodFigures& figures, std::vector<Change*>& changes) {
    const auto collect_section = [&](Section& section) {
        collect(section.total, changes);
        for (Breakdown& breakdown : section.breakdowns)
            for (auto& [key, of_key] : breakdown.keys) collect(of_key, changes);
    };
    for (Section& section : figures.channels) collect_section(section);
    if (figures.customers) collect_section(*figures.customers);
}

/// How many were tested at once, and what that means.
void settle_comparisons(const Request& request, Report& report) {
    std::vector<Change*> changes;
    collect(report, changes);
    for (PeriodFigures& unit : report.series) collect(unit, changes);
    if (request.adjust) adjust_holm(changes);
    if (changes.size() < 2) return;
    const double by_chance = static_cast<double>(changes.size()) * (100 - request.confidence) / 100;
    report.notes.push_back(
        {"comparisons",
         request.adjust ? fmt::format("{} comparisons were made; by Holm's adjustment, the chance that any is "
                                      "called up or down by chance alone is at most {} %",
                                      changes.size(), 100 - request.confidence)
                        : fmt::format("{} comparisons were made, of which about {:.0f} may be called up or down "
                                      "by chance alone (--adjust holm allows for that)",
                                      changes.size(), std::max(1.0, by_chance)),
         0});
}

std::string days_of(const Period& period) {
    return period.from == period.to ? to_text(period.from) : to_text(period.from) + " to " + to_text(period.to);
}

void compare(PeriodFigures& now, const PeriodFigures& before) {
    now.compared = before.period;
    const auto compare_section = [&](Section& section) {
        if (const Section* previous = find_section(before, section.channel)) compare(section, *previous);
    };
    for (Section& section : now.channels) compare_section(section);
    if (now.customers) compare_section(*now.customers);
    if (!before.period.incomplete.empty())
        now.notes.push_back({"compared_incomplete",
                             fmt::format("the period compared with, {}, is incomplete: {}", days_of(before.period),
                                         before.period.incomplete),
                             0});
    for (const Section& section : before.channels)
        if (!find_section(now, section.channel))
            now.notes.push_back({"channel_silent",
                                 fmt::format("{} has rows in {}, but none in {}", section.channel,
                                             days_of(before.period), days_of(now.period)),
                                 0});
}

} // namespace

const Figure* find_figure(const Figures& figures, const Metric* metric) {
    for (const Figure& figure : figures.metrics)
        if (figure.metric == metric) return &figure;
    return nullptr;
}

const Section* find_section(const PeriodFigures& figures, std::string_view channel) {
    for (const Section& section : figures.channels)
        if (section.channel == channel) return &section;
    return figures.customers && figures.customers->channel == channel ? &*figures.customers : nullptr;
}

const Breakdown* find_breakdown(const Section& section, std::string_view by) {
    for (const Breakdown& breakdown : section.breakdowns)
        if (breakdown.by == by) return &breakdown;
    return nullptr;
}

void note_coverage(Instant earliest, Instant latest, const Request& request, Zone& zone, Period& period) {
    const auto say = [&](std::string_view what, Instant when) {
        if (!period.incomplete.empty()) period.incomplete += ", and ";
        period.incomplete += fmt::format("{} {}", what, to_text(zone.day_of(when)));
    };
    if (period.empty) return;
    if (request.as_of && *request.as_of < period.end) say("it is not over on", *request.as_of);
    if (earliest > latest) return;
    if (earliest >= zone.start_of(period.from + 1)) say("the data begin on", earliest);
    if (latest < zone.start_of(period.to)) say("the data end on", latest);
}

void assemble(const Agenda& agenda, std::vector<PeriodFigures> made, const Request& request, Report& report) {
    const auto figures_of = [&](const Agenda::Item& item) {
        PeriodFigures figures = made[item.period];
        if (item.compared) compare(figures, made[*item.compared]);
        return figures;
    };
    static_cast<PeriodFigures&>(report) = figures_of(agenda.report);
    if (!report.period.incomplete.empty())
        report.notes.insert(report.notes.begin(),
                            {"period_incomplete", "the period is incomplete: " + report.period.incomplete, 0});
    for (const Agenda::Item& item : agenda.series) report.series.push_back(figures_of(item));
    settle_comparisons(request, report);
}

} // namespace engage::measure
