// goals.cpp -- the figures that goals are about, and whether they reach them.
// SPDX-License-Identifier: MIT
#include "measure/goals.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "import/number.hpp"
#include "measure/assemble.hpp"
#include "measure/measure.hpp"

namespace engage::measure {
namespace {

/// All that the goals ask for, and nothing else.
PeriodFigures figures_of_goals(const Counted& counted) {
    Request request = counted.request;
    request.channels.clear();
    request.metrics.clear();
    request.top = 0;
    std::vector<std::uint16_t> broken_down(counted.keys.size(), 0);
    for (const Goal& goal : request.goals) {
        request.metrics.emplace_back(goal.metric->name);
        for (std::size_t key = 0; key < counted.keys.size() && !goal.by.empty(); ++key)
            if (same_column(counted.keys[key].name, goal.by))
                broken_down[key] |= static_cast<std::uint16_t>(1u << index_of(goal.metric->family));
    }
    PeriodFigures figures;
    make_sections({request, counted.counts, counted.keys, broken_down, counted.labels}, figures);
    return figures;
}

const Figure* find(const Section& section, const Goal& goal) {
    if (goal.by.empty()) return find_figure(section.total, goal.metric);
    for (const Breakdown& breakdown : section.breakdowns)
        for (const auto& [key, figures] : breakdown.keys)
            if (same_column(breakdown.by, goal.by) && key == goal.key) return find_figure(figures, goal.metric);
    return nullptr;
}

/// The number as it is usually rounded, or with more digits where that would seem to say something else.
std::string telling(const Figure& figure, const Goal& goal) {
    constexpr std::size_t most = 17; // a double has no more
    const Unit unit = figure.metric->unit_of(*figure.definition);
    const bool met = reaches(figure, goal);
    std::string digits;
    for (std::size_t decimals = usual_decimals(unit); decimals <= most; ++decimals) {
        digits = rounded(*figure.value, decimals);
        std::string plain = digits;
        std::erase(plain, ',');
        const auto number = read_decimal(plain);
        if (number && satisfies(*number < goal.bound ? -1 : *number > goal.bound ? 1 : 0, goal.aim) == met) break;
    }
    return digits;
}

std::string value_text(const Figure& figure, const Goal& goal) {
    const Unit unit = figure.metric->unit_of(*figure.definition);
    const std::string usual = show(unit, *figure.value), number = telling(figure, goal);
    if (unit == Unit::percent) return number + " %";
    if (unit == Unit::points) return (usual.starts_with('+') ? "+" : "") + number;
    if (unit != Unit::seconds) return number;
    return usual == number + " s" ? usual : fmt::format("{} ({} s)", usual, number); // bounds are in seconds
}

GoalOutcome judge(const Goal& goal, std::string channel, const Figure* figure, GoalOn on) {
    GoalOutcome outcome{goal, std::move(channel), {}, false, {}, {}};
    if (!figure) return outcome;
    outcome.figure = *figure;
    outcome.reason = figure->reason;
    if (!figure->value) return outcome;
    outcome.met = reaches(*figure, goal, on);
    outcome.value = value_text(*figure, goal);
    return outcome;
}

std::string why_absent(const Goal& goal) {
    const std::string where = goal.by.empty() ? "" : fmt::format(" for {} '{}'", goal.by, goal.key);
    return fmt::format("{} has no {}{}", goal.channel.empty() ? "the input" : goal.channel, goal.metric->name, where);
}

} // namespace

std::vector<GoalOutcome> judge_goals(const Counted& counted) {
    std::vector<GoalOutcome> outcomes;
    if (counted.request.goals.empty()) return outcomes;
    const PeriodFigures figures = figures_of_goals(counted);
    std::vector<const Section*> sections;
    for (const Section& section : figures.channels) sections.push_back(&section);
    if (figures.customers) sections.push_back(&*figures.customers);
    for (const Goal& goal : counted.request.goals) {
        bool any = false;
        for (const Section* section : sections) {
            const bool asked = goal.channel.empty() || goal.channel == section->channel;
            const Figure* figure = asked ? find(*section, goal) : nullptr;
            if (!figure) continue;
            outcomes.push_back(judge(goal, section->channel, figure, counted.request.goal_on));
            any = true;
        }
        if (any) continue;
        outcomes.push_back(judge(goal, goal.channel, nullptr, counted.request.goal_on));
        outcomes.back().reason = why_absent(goal);
    }
    return outcomes;
}

} // namespace engage::measure
