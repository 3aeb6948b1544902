// quotients.cpp -- how the tallies of a quotient are found by customer.
// SPDX-License-Identifier: MIT
#include "count/quotients.hpp"

#include <algorithm>

#include "count/rules.hpp"
#include "count/visit_sums.hpp"

namespace engage::count {
namespace {

/// Whether the rule's amount is the sum of those of known customers, and of rows without one, from what a partition
/// knows of an event.
bool is_by_customer(const Tally& tally) {
    const Rule& rule = tally.rule;
    if (has_pairs(tally.family)) return false; // of messages and events, not yet
    switch (rule.how) {
    case How::rows:
    case How::money:
    case How::scores: return rule.attribute.empty();
    case How::customers: return rule.at_least == 1;
    case How::visits:
    case How::first_answers: return true;
    default: return false;
    }
}

bool is_by_customer(const Sum& sum) {
    const auto terms = sum.all();
    return std::all_of(terms.begin(), terms.end(), [](const Term& t) { return is_by_customer(tally_table[t.tally]); });
}

/// One step in what Totals counts in.
int128 raw_step(Unit unit) {
    const int128 raw = unit == Unit::money                            ? 1
                       : unit == Unit::seconds || unit == Unit::score ? Quantity::one / microseconds
                                                                      : Quantity::one;
    return step_of(unit).units / raw;
}

void add_summing(Rules& rules, const Tally& tally, std::uint8_t slot) {
    const Rule& rule = tally.rule;
    if (rule.how == How::visits || rule.how == How::first_answers || rule.how == How::attendance) return;
    using What = Summing::What;
    const What what = rule.how == How::money       ? What::money
                      : rule.how == How::scores    ? What::score
                      : rule.how == How::customers ? What::once
                                                   : What::count;
    for (Verb code = 0; code < verb_count; ++code)
        if (rule.events & bit(code)) rules.quotients.summed[code].push_back({slot, what, rule.score, rule.human});
}

Side side_of(const Sum& sum, Rules& rules) {
    Side side;
    side.step = raw_step(tally_table[sum.terms[0].tally].unit);
    for (const Term& term : sum.all()) {
        const Tally& tally = tally_table[term.tally];
        std::uint8_t& slot = rules.quotients.slots[term.tally];
        std::size_t& slots = rules.quotients.families[index_of(tally.family)].slots;
        if (slot == Quotients::not_kept && tally.rule.how == How::visits) {
            slot = VisitSums::slot_of(tally.rule.figure);
        } else if (slot == Quotients::not_kept) {
            slot = static_cast<std::uint8_t>(slots++);
            add_summing(rules, tally, slot);
        }
        side.parts.push_back({term.coefficient, slot});
    }
    return side;
}

/// Whether the metric exists for the values of a key.
bool exists_by(const Quotient& quotient, std::string_view key) {
    const std::string_view only = quotient.metric->only_by;
    return (only.empty() || same_column(key, only)) && (quotient.by_page || !same_column(key, "page"));
}

} // namespace

void add_quotients(const std::vector<Quotient>& wanted, Rules& rules) {
    for (const Quotient& quotient : wanted) {
        if (!is_by_customer(quotient.numerator) || !is_by_customer(quotient.denominator)) continue;
        const Family family = quotient.metric->family;
        auto& of_family = rules.quotients.families[index_of(family)];
        const auto position = static_cast<std::uint8_t>(of_family.all.size());
        of_family.all.push_back({quotient, side_of(quotient.numerator, rules), side_of(quotient.denominator, rules)});
        of_family.by_key.resize(1 + rules.breakdown_count);
        if (quotient.metric->only_by.empty()) of_family.by_key[0].push_back(position);
        for (std::size_t key = 0; key < rules.breakdown_count; ++key)
            if ((rules.broken_down[key] >> index_of(family) & 1) && exists_by(quotient, rules.keys[key].name))
                of_family.by_key[key + 1].push_back(position);
    }
}

} // namespace engage::count
