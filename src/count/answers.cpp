// answers.cpp -- how long a ticket waited.
// SPDX-License-Identifier: MIT
#include "count/answers.hpp"

#include <algorithm>
#include <tuple>

namespace engage::count {
namespace {

constexpr Verb contacted = verb("support.contacted"), answered = verb("support.answered");

} // namespace

void Answers::apply(const Counted& counted) {
    const Event& event = counted.event;
    if ((event.verb != contacted && event.verb != answered) || event.when != When::inside) return;
    for (std::size_t i = 0; i < counted.cell_count; ++i)
        if (counted.cells[i] != no_cell)
            steps_.push_back({counted.cells[i], counted.customer, event.campaign, event.verb == answered, event.time,
                              counted.detail.duration});
}

void Answers::finish(Totals& totals) const {
    std::vector<Step> steps = steps_;
    const auto ticket = [](const Step& s) { return std::tuple(s.cell, s.customer, s.campaign); };
    std::stable_sort(steps.begin(), steps.end(), [&](const Step& a, const Step& b) {
        return std::tuple(ticket(a), a.time) < std::tuple(ticket(b), b.time);
    });
    for (auto begin = steps.cbegin(); begin != steps.cend();) {
        const auto end = std::find_if(begin, steps.cend(), [&](const Step& s) { return ticket(s) != ticket(*begin); });
        finish_ticket(begin, end, totals);
        begin = end;
    }
}

/// The steps are in the order of time, those without one first. An answer that tells its own duration needs no contact
/// among the rows.
void Answers::finish_ticket(Steps begin, Steps end, Totals& totals) {
    constexpr auto seconds = place_of_figure(Figure_of::answer_seconds), answers = place_of_figure(Figure_of::answers);
    const bool has_contact = std::any_of(begin, end, [](const Step& s) { return !s.answer; });
    const auto contact = std::find_if(begin, end, [](const Step& s) { return !s.answer && s.time != no_time; });
    if (has_contact && contact == end) return; // when the contact was is not known
    const auto answer = std::find_if(begin, end, [&](const Step& s) {
        return s.answer && (has_contact ? s.time >= contact->time : s.duration >= 0);
    });
    if (answer == end) return;
    totals.add(answer->cell, answers, 1);
    totals.add(answer->cell, seconds, answer->duration >= 0 ? answer->duration : answer->time - contact->time);
}

} // namespace engage::count
