// notes.cpp -- what the reader of a figure should know, with stable codes.
// SPDX-License-Identifier: MIT
#include "measure/notes.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "count/tallies.hpp"
#include "measure/measure.hpp"
#include "measure/sum.hpp"

namespace engage::measure {
namespace {

std::uint64_t whole(const Amount& amount) {
    return amount.quantity.units <= 0 ? 0 : static_cast<std::uint64_t>(amount.quantity.units / Quantity::one);
}

void add_derived(const std::set<Family>& families, const CellAmounts& total, std::vector<Note>& notes) {
    for (std::size_t i = 0; i < tally_table.size(); ++i)
        if (families.contains(tally_table[i].family) && total.derived(i))
            notes.push_back({fmt::format("{}_derived", tally_table[i].name),
                             fmt::format("the input has no such events, so {} = {}", tally_table[i].name,
                                         tally_table[i].rule.otherwise),
                             whole(total[i])});
}

/// Answers that the definition in use leaves out.
void add_off_scale(const Section& section, const CellAmounts& total, std::vector<Note>& notes) {
    for (const Figure& figure : section.total.metrics) {
        if (figure.definition->answers.empty()) continue;
        if (!figure.value) continue;
        const std::uint64_t answers = whole(total[tally_position(figure.definition->answers)]);
        const std::uint64_t in_use = whole({*figure.denominator, {}});
        if (answers > in_use)
            notes.push_back({"off_scale", fmt::format("{}: answers off the scale are left out", figure.metric->name),
                             answers - in_use});
    }
}

/// Sums of what is given of their parts.
void add_partial(const std::set<Family>& families, const CellAmounts& total, std::vector<Note>& notes) {
    for (std::size_t i = 0; i < tally_table.size(); ++i) {
        const Tally& tally = tally_table[i];
        if (tally.rule.how != How::sum || !families.contains(tally.family) || !total.known(i)) continue;
        std::string unknown;
        const Sum sum = *parse_sum(tally.rule.formula);
        for (const Term& term : sum.all())
            if (!total.known(term.tally))
                unknown += (unknown.empty() ? "" : ", ") + std::string(tally_table[term.tally].name);
        if (!unknown.empty())
            notes.push_back({fmt::format("{}_in_part", tally.name),
                             fmt::format("{} is made without what the input does not give: {}", tally.name, unknown),
                             0});
    }
}

/// Whether some figure of the customer base is made of events, and not only given.
bool base_is_counted(const CellAmounts& total) {
    for (std::size_t i = 0; i < tally_table.size(); ++i)
        if (tally_table[i].rule.how == How::base && total.known(i) && !total.measured(i)) return true;
    return false;
}

void add_invariants(const std::set<Family>& families, const CellAmounts& total, Verbs seen, std::vector<Note>& notes) {
    // What the input has no events for is not 0 but unknown: an export without invitations has not invited nobody.
    const Lookup lookup = [&](std::size_t tally) -> Amount {
        const Verbs events = tally_table[tally].rule.events;
        const bool is_told = events == 0 || (seen & events) || total.derived(tally) || total.measured(tally);
        if (!is_told || !total.known(tally)) return {{}, "not in the input"};
        return total[tally];
    };
    for (const Invariant& invariant : invariants())
        if (families.contains(invariant.family) && !holds(invariant, lookup))
            notes.push_back(
                {std::string(invariant.code),
                 fmt::format("{} is more than {}: {}", invariant.smaller.text, invariant.larger.text, invariant.text),
                 0});
}

} // namespace

std::vector<Note> NoteMaker::all(const std::set<Family>& families, const CellAmounts& total,
                                 const Section& section) const {
    std::vector<Note> notes;
    std::uint64_t strangers = 0, reused = 0;
    for (const Family family : families)
        if (const auto* cell = index.find(channel, family, count::no_key, 0)) {
            strangers += static_cast<std::uint64_t>(cell->without_customer);
            reused += cell->reused;
        }
    add_derived(families, total, notes);
    add_partial(families, total, notes);
    if (families.contains(Family::customer) && base_is_counted(total)) {
        const int days = counted.request.active_days;
        if (counted.counts.lifecycle)
            notes.push_back({"customers_by_lifecycle", "a customer is whoever joined and has not left", 0});
        else
            notes.push_back({"customers_by_activity",
                             fmt::format("a customer is whoever was active in the {} days before", days), 0});
        const Instant reach = counted.counts.period.start - std::int64_t{days} * 86'400 * microseconds;
        if (counted.counts.period.from_asked && !counted.counts.lifecycle && counted.counts.earliest > reach)
            notes.push_back({"short_history",
                             fmt::format("the input begins less than {} days before the period, so customers "
                                         "at its start are too few",
                                         days),
                             0});
    }
    if (strangers > 0)
        notes.push_back({"rows_without_customer", "rows without a customer are in no figure per person", strangers});
    if (reused > 0)
        notes.push_back({"campaign_reused",
                         "delivered more than once to the same customer under one campaign or message: "
                         "unique figures count such a pair once",
                         reused});
    if (const auto blank = whole(total[tally_position("unanswered")]); blank > 0)
        notes.push_back({"unanswered", "answers left blank are no responses", blank});
    add_off_scale(section, total, notes);
    const auto seen = counted.counts.seen.find(channel);
    add_invariants(families, total, seen == counted.counts.seen.end() ? Verbs{0} : seen->second.words, notes);
    for (const Breakdown& breakdown : section.breakdowns)
        if (breakdown.left_out > 0)
            notes.push_back({"breakdown_cut",
                             fmt::format("by {}: smaller ones are left out (--top 0 shows all)", breakdown.by),
                             breakdown.left_out});
    return notes;
}

std::vector<Note> report_notes(const Counted& counted) {
    std::vector<Note> notes;
    const auto counted_any = [](const count::CellCounts& cell) { return cell.counted(); };
    if (std::none_of(counted.counts.cells.begin(), counted.counts.cells.end(), counted_any))
        notes.push_back({"empty_period", "no row is in the period", 0});
    return notes;
}

} // namespace engage::measure
