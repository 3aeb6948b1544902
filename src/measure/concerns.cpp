// concerns.cpp -- what a figure is made of down to the events, and which notes are about it.
// SPDX-License-Identifier: MIT
#include "measure/concerns.hpp"

#include <algorithm>
#include <array>

#include "count/tallies.hpp"
#include "measure/sum.hpp"

namespace engage::measure {
namespace {

using Positions = std::set<std::size_t>;

void add_behind(const Sum& sum, Positions& found) {
    for (const Term& term : sum.all()) {
        if (!found.insert(term.tally).second) continue;
        const Rule& rule = tally_table[term.tally].rule;
        for (const auto text : {rule.formula, rule.otherwise})
            if (!text.empty()) add_behind(*parse_sum(text), found);
    }
}

template <class Test>
bool any_rule(const Positions& positions, Test test) {
    return std::any_of(positions.begin(), positions.end(), [&](std::size_t i) { return test(tally_table[i].rule); });
}

bool is_of_people(const Rule& rule) {
    return rule.known_customer || (rule.how != How::rows && rule.how != How::money && rule.how != How::scores &&
                                   rule.how != How::values && rule.how != How::sum && rule.how != How::channel);
}

bool is_of_pairs(const Rule& rule) { return rule.how == How::pairs || rule.how == How::pairs_after; }

/// Whether the note's code is one of an invariant, and the note is about it: two of one code differ in their text.
bool tells(const Note& note, const Invariant& invariant) {
    return note.code == invariant.code &&
           note.text.starts_with(std::string(invariant.smaller.text) + " is more than ") &&
           note.text.find(invariant.larger.text) != note.text.npos;
}

/// Whether what the invariant is about is all among these tallies, on one side at least.
bool touches(const Invariant& invariant, const Positions& behind) {
    const auto is_among = [&](const Term& term) { return behind.contains(term.tally); };
    const auto all_of = [&](const Sum& sum) {
        const auto terms = sum.all();
        return std::all_of(terms.begin(), terms.end(), is_among);
    };
    return all_of(invariant.smaller) || all_of(invariant.larger);
}

} // namespace

Positions tallies_behind(const Definition& definition) {
    Positions found;
    add_behind(definition.numerator, found);
    add_behind(definition.denominator, found);
    return found;
}

bool concerns(const Note& note, const Metric& metric) {
    Positions behind;
    for (const Definition& definition : metric.all()) behind.merge(tallies_behind(definition));
    for (std::size_t i = 0; i < tally_table.size(); ++i)
        for (const auto* ending : {"_derived", "_in_part"})
            if (note.code == std::string(tally_table[i].name) + ending) return behind.contains(i);
    bool is_invariant = false;
    for (const Invariant& invariant : invariants()) {
        is_invariant |= note.code == invariant.code;
        if (tells(note, invariant)) return touches(invariant, behind);
    }
    if (is_invariant) return false;
    if (note.code == "rows_without_customer") return any_rule(behind, is_of_people);
    if (note.code == "campaign_reused") return any_rule(behind, is_of_pairs);
    if (note.code == "unanswered") return metric.family == Family::survey;
    for (const auto* code : {"customers_by_lifecycle", "customers_by_activity", "short_history"})
        if (note.code == code) return any_rule(behind, [](const Rule& rule) { return rule.how == How::base; });
    return true;
}

} // namespace engage::measure
