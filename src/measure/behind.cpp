// behind.cpp -- which events the tallies of a sum are made of, by their rules.
// SPDX-License-Identifier: MIT
#include "measure/behind.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "count/tallies.hpp"
#include "count/yes.hpp"
#include "measure/sum.hpp"

namespace engage::measure {
namespace {

constexpr Verbs all_doings() {
    Verbs doings = 0;
    for (Verb code = 0; code < vocabulary.size(); ++code)
        if (is_doing(code)) doings |= bit(code);
    return doings;
}

bool has_note(const Section& section, std::string_view code) {
    return std::any_of(section.notes.begin(), section.notes.end(), [&](const Note& note) { return note.code == code; });
}

/// Whether only events of somebody count.
bool needs_customer(const Rule& rule) {
    switch (rule.how) {
    case How::pairs:
    case How::pairs_after:
    case How::customers:
    case How::customers_varied:
    case How::customers_every:
    case How::attendance:
    case How::base: return true;
    case How::visits:
        return rule.figure == Figure_of::visitors || rule.figure == Figure_of::visitors_returning ||
               rule.figure == Figure_of::visitors_single_view || rule.figure == Figure_of::sessions_of_customers;
    default: return rule.known_customer;
    }
}

bool is_scored(const Rule& rule, const Detail& detail) {
    if (rule.score.all()) return true;
    return rule.score.none() ? !detail.scored : detail.scored && rule.score.holds(detail.score);
}

/// Whether the attribute says what the rule asks for.
bool says(const Rule& rule, std::string_view text) {
    if (rule.value != "yes") return !text.empty();
    return std::find(count::yes_words.begin(), count::yes_words.end(), text) != count::yes_words.end();
}

} // namespace

EventsBehind::EventsBehind(const Sum& sum, const Section& section, const std::function<Instant(int)>& active_from)
    : section_(section) {
    for (const Term& term : sum.all()) add(term.tally, active_from);
}

void EventsBehind::add(std::size_t tally, const std::function<Instant(int)>& active_from) {
    const auto add_sum = [&](std::string_view text) {
        const Sum parts = *parse_sum(text);
        for (const Term& term : parts.all()) add(term.tally, active_from);
    };
    Condition condition{tally, tally_table[tally].rule};
    Rule& rule = condition.rule;
    if (!rule.formula.empty()) return add_sum(rule.formula);
    if (rule.how == How::base) return add_base(condition, active_from);
    if (has_note(section_, fmt::format("{}_derived", tally_table[tally].name))) return add_sum(rule.otherwise);
    // Whoever was sent something that did not bounce stands for whoever was delivered something.
    if (rule.how == How::customers && rule.events == verbs("message.delivered") &&
        has_note(section_, "delivered_derived"))
        rule.events = verbs("message.sent message.bounced");
    if (rule.how == How::first_answers) rule.events |= rule.first;
    conditions_.push_back(condition);
}

/// By lifecycle who joined and left; by activity, and for the active, what people did.
void EventsBehind::add_base(Condition condition, const std::function<Instant(int)>& active_from) {
    const Figure_of figure = condition.rule.figure;
    if (figure == Figure_of::at_start) return; // settled before the period
    const int days = figure == Figure_of::active_1    ? 1
                     : figure == Figure_of::active_7  ? 7
                     : figure == Figure_of::active_30 ? 30
                                                      : 0;
    if (days > 0) condition.from = active_from(days);
    const bool lifecycle = days == 0 && has_note(section_, "customers_by_lifecycle");
    condition.rule.events = lifecycle ? verbs("customer.joined customer.left") : all_doings();
    condition.rule.human = !lifecycle;
    conditions_.push_back(condition);
}

std::vector<std::string> EventsBehind::attributes() const {
    std::vector<std::string> attributes;
    for (const Condition& condition : conditions_)
        if (!condition.rule.attribute.empty()) attributes.emplace_back(condition.rule.attribute);
    return attributes;
}

void EventsBehind::place_attributes(const std::vector<std::size_t>& keys) {
    auto key = keys.begin();
    for (Condition& condition : conditions_)
        if (!condition.rule.attribute.empty()) condition.key = *key++;
}

bool EventsBehind::holds(const Batch& batch, const Event& event, const Labels& labels) const {
    return std::any_of(conditions_.begin(), conditions_.end(),
                       [&](const Condition& condition) { return holds(condition, batch, event, labels); });
}

bool EventsBehind::holds(const Condition& condition, const Batch& batch, const Event& event,
                         const Labels& labels) const {
    const Rule& rule = condition.rule;
    if (tally_table[condition.tally].family != Family::customer && labels.text(event.channel) != section_.channel)
        return false;
    const Detail& detail = batch.detail(event);
    if (is_measured(event.verb)) return detail.tally == condition.tally && !detail.part;
    if (!(rule.events & bit(event.verb)) || !is_scored(rule, detail)) return false;
    if (rule.human && event.machine) return false;
    if (needs_customer(rule) && event.customer.empty()) return false;
    if (rule.how == How::visits && (event.time == no_time || (event.customer.empty() && event.session.empty())))
        return false;
    if (event.time < condition.from) return false;
    return rule.attribute.empty() || says(rule, labels.text(batch.key(event, condition.key)));
}

} // namespace engage::measure
