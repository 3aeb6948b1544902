// totals.cpp -- the sums of every cell.
// SPDX-License-Identifier: MIT
#include "count/totals.hpp"

#include <algorithm>

#include "count/rules.hpp"

namespace engage::count {

void Totals::make(Cell cell) {
    if (cell >= rows_.size()) rows_.resize(std::max<std::size_t>(cell + 1, rows_.size() * 2));
    rows_[cell].sums.assign(tallies_of(shared_->info(cell).family), 0);
}

void Totals::add_money(Cell cell, std::uint8_t place, Label currency, Quantity value) {
    Quantity& sum = money_[{cell, place, currency}];
    if (__builtin_add_overflow(sum.units, value.units, &sum.units)) overflowed_.insert({cell, place});
    row(cell);
}

void Totals::add_attended(Cell cell, Label campaign, Instant time) {
    const auto [at, is_new] = first_attended_.emplace(std::pair(cell, campaign), time);
    if (!is_new) at->second = std::min(at->second, time);
}

void Totals::add(const Totals& other) {
    for (Cell cell = 0; cell < other.rows_.size(); ++cell) {
        const Row& from = other.rows_[cell];
        if (from.sums.empty()) continue;
        Row& to = row(cell);
        for (std::size_t i = 0; i < from.sums.size(); ++i) to.sums[i] += from.sums[i];
        to.weight += from.weight;
        to.without_customer += from.without_customer;
        to.reused += from.reused;
    }
    for (const auto& [key, value] : other.money_) {
        const auto& [cell, place, currency] = key;
        add_money(cell, place, currency, value);
    }
    overflowed_.insert(other.overflowed_.begin(), other.overflowed_.end());
    for (const auto& [campaign, time] : other.first_attended_) add_attended(campaign.first, campaign.second, time);
    other.values_.each([&](const auto& slot) { values_.at(slot.a, slot.b, slot.c); });
}

std::map<Label, Quantity> Totals::money(Cell cell, std::uint8_t place) const {
    std::map<Label, Quantity> by_currency;
    for (auto at = money_.lower_bound({cell, place, 0}); at != money_.end(); ++at) {
        const auto& [of, what, currency] = at->first;
        if (of != cell || what != place) break;
        by_currency.emplace(currency, at->second);
    }
    return by_currency;
}

} // namespace engage::count
