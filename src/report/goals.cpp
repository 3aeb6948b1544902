// goals.cpp -- which goals were met, as text.
// SPDX-License-Identifier: MIT
#include "report/goals.hpp"

#include <algorithm>

#include "report/breakdown.hpp"

namespace engage::report {

std::string_view verdict(const GoalOutcome& outcome) { return outcome.met ? "met" : "missed"; }

std::string about(const GoalOutcome& outcome) {
    std::string text = printable(outcome.goal.text);
    if (outcome.goal.channel.empty() && !outcome.channel.empty()) text += ", " + printable(outcome.channel);
    return text;
}

std::string in_words(const GoalOutcome& outcome) {
    return about(outcome) + ": " + (outcome.reason.empty() ? outcome.value : printable(outcome.reason));
}

std::string interval_text(const GoalOutcome& outcome, GoalOn on) {
    if (on == GoalOn::value || !outcome.figure || !outcome.figure->interval) return {};
    const Unit unit = outcome.figure->metric->unit_of(*outcome.figure->definition);
    return bound_text(unit, outcome.figure->interval->low) + " – " + bound_text(unit, outcome.figure->interval->high);
}

void write_goals(Page& page, const Report& report) {
    if (report.goals.empty()) return;
    page.gap();
    page.begin(0, "GOALS", Ink::bold);
    page.next_line();
    std::size_t value_width = 1;
    for (const GoalOutcome& outcome : report.goals) value_width = std::max(value_width, display_width(outcome.value));
    value_width = std::min(value_width, page.width / 2);
    constexpr std::size_t verdict_end = 8, gap = 3;
    const std::size_t value_end = verdict_end + gap + value_width, begin = value_end + gap;
    for (const GoalOutcome& outcome : report.goals) {
        page.begin(2, verdict(outcome), outcome.met ? Ink::plain : Ink::bold);
        page.end(value_end, outcome.reason.empty() ? outcome.value : "–", Ink::bold);
        const std::string interval = interval_text(outcome, report.goal_on);
        const std::string text = about(outcome) + (interval.empty() ? "" : ", " + interval) +
                                 (outcome.reason.empty() ? "" : ": " + printable(outcome.reason));
        for (const std::string& line : wrap(text, page.width - begin)) {
            page.begin(begin, line);
            page.next_line();
        }
    }
    if (report.goal_on == GoalOn::interval)
        page.paragraph(2, "A goal is missed where its whole range is beyond the bound.", Ink::dim);
}

} // namespace engage::report
