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
    const bool is_answer = counted.verb == answered;
    if ((!is_answer && counted.verb != contacted) || counted.when != When::inside) return;
    steps_.push_back({counted.time, counted.duration, counted.customer, counted.campaign, is_answer});
    cells_.push_back(counted.channel);
    for (std::size_t key = 0; key + 1 < cells_of_step_; ++key) cells_.push_back(counted.cell(key));
    answered_ |= is_answer;
}

void Answers::finish(Totals& totals, CustomerSums& sums) const {
    if (!answered_) return;
    std::vector<Seen> seen;
    for (std::size_t i = 0; i < cells_.size(); ++i)
        if (cells_[i] != no_cell) seen.push_back({cells_[i], &steps_[i / cells_of_step_]});
    const auto ticket = [](const Seen& s) { return std::tuple(s.cell, s.step->customer, s.step->campaign); };
    std::stable_sort(seen.begin(), seen.end(), [&](const Seen& a, const Seen& b) {
        return std::tuple(ticket(a), a.step->time) < std::tuple(ticket(b), b.step->time);
    });
    for (auto begin = seen.cbegin(); begin != seen.cend();) {
        const auto end = std::find_if(begin, seen.cend(), [&](const Seen& s) { return ticket(s) != ticket(*begin); });
        finish_ticket(begin, end, totals, sums);
        begin = end;
    }
}

/// The steps are in the order of time, those without one first. An answer that tells its own duration needs no contact
/// among the rows.
void Answers::finish_ticket(Steps begin, Steps end, Totals& totals, CustomerSums& sums) {
    constexpr auto seconds = tally_position("first_response_seconds"), answers = tally_position("first_responses");
    const bool has_contact = std::any_of(begin, end, [](const Seen& s) { return !s.step->answer; });
    const auto contact =
        std::find_if(begin, end, [](const Seen& s) { return !s.step->answer && s.step->time != no_time; });
    if (has_contact && contact == end) return; // when the contact was is not known
    const auto answer = std::find_if(begin, end, [&](const Seen& s) {
        return s.step->answer && (has_contact ? s.step->time >= contact->step->time : s.step->duration >= 0);
    });
    if (answer == end) return;
    const Step& step = *answer->step;
    const auto add = [&](std::size_t tally, std::int64_t amount) {
        totals.add(answer->cell, tally_places[tally], amount);
        sums.add(answer->cell, Family::support, step.customer, tally, amount);
    };
    add(answers, 1);
    add(seconds, step.duration >= 0 ? step.duration : step.time - contact->step->time);
}

} // namespace engage::count
