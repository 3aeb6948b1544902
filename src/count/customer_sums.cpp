// customer_sums.cpp -- events to amounts of customers, and those to clusters.
// SPDX-License-Identifier: MIT
#include "count/customer_sums.hpp"

namespace engage::count {
namespace {

bool holds(const Summing& rule, const Counted& counted, const Told& told) {
    if (rule.human && counted.machine) return false;
    return rule.score.none() ? !told.scored : rule.score.all() || (told.scored && rule.score.holds(told.score));
}

/// As Totals would add it. What is too large for 128 bits makes the sum another than that of the totals, or these
/// undefined: then there is no interval.
void add_to(int128* line, const Summing& rule, const Counted& counted, const Told& told) {
    if (!holds(rule, counted, told)) return;
    int128& amount = line[rule.slot];
    switch (rule.what) {
    case Summing::What::count: amount += counted.count; break;
    case Summing::What::score: amount += int128{told.score} * counted.count; break;
    case Summing::What::money:
        if (told.priced) __builtin_add_overflow(amount, told.value.units, &amount);
        break;
    case Summing::What::once: amount = 1; break;
    }
}

} // namespace

int128* CustomerSums::line(Cell cell, Family family, std::uint32_t customer) {
    std::uint32_t& begin = lines_.at({cell, customer});
    if (begin == 0) {
        begin = static_cast<std::uint32_t>(amounts_.size() + 1);
        amounts_.resize(amounts_.size() + frame_->rules.quotients.families[index_of(family)].slots);
    }
    return &amounts_[begin - 1];
}

void CustomerSums::apply(const Counted& counted) {
    const Rules& rules = frame_->rules;
    const Family family = family_of(counted.verb);
    const Told told = counted.what_it_told();
    const auto add_in = [&](Cell cell) {
        int128* const amounts = line(cell, family, counted.customer);
        for (const Summing& rule : rules.quotients.summed[counted.verb]) add_to(amounts, rule, counted, told);
    };
    add_in(counted.channel);
    for (const std::uint32_t key : rules.breakdowns[index_of(family)])
        if (!rules.quotients.of(family, key).empty()) add_in(counted.cell(key));
}

void CustomerSums::add(Cell cell, Family family, std::uint32_t customer, std::size_t tally, std::int64_t amount) {
    const std::uint8_t slot = frame_->rules.quotients.slots[tally];
    if (slot != Quotients::not_kept) line(cell, family, customer)[slot] += amount;
}

void CustomerSums::finish(Finisher& finisher) const {
    lines_.each([&](const auto& slot) {
        const int128* const amounts = &amounts_[slot.value - 1];
        finisher.add_cluster(slot.key[0], [&](std::uint8_t at) { return amounts[at]; });
    });
}

} // namespace engage::count
