// totals.cpp -- the sums of every cell.
// SPDX-License-Identifier: MIT
#include "count/totals.hpp"

#include <algorithm>

#include "count/rules.hpp"

namespace engage::count {

void Totals::make(Cell cell) {
    if (cell >= begins_.size()) begins_.resize(std::max<std::size_t>(cell + 1, begins_.size() * 2));
    if (sums_.empty()) sums_.resize(1); // so that no cell begins at 0
    begins_[cell] = static_cast<std::uint32_t>(sums_.size());
    sums_.resize(sums_.size() + extras + tallies_of(shared_->info(cell).family));
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
    for (Cell cell = 0; cell < other.begins_.size(); ++cell) {
        const int128* from = other.find(cell);
        if (!from) continue;
        int128* to = row(cell);
        const std::size_t size = extras + tallies_of(shared_->info(cell).family);
        for (std::size_t i = 0; i < size; ++i) to[i] += from[i];
    }
    for (const auto& [key, value] : other.money_) {
        const auto& [cell, place, currency] = key;
        add_money(cell, place, currency, value);
    }
    overflowed_.insert(other.overflowed_.begin(), other.overflowed_.end());
    for (const auto& [campaign, time] : other.first_attended_) add_attended(campaign.first, campaign.second, time);
    other.values_.each([&](const auto& slot) { values_.at(slot.key); });
    other.measured_.each([&](const auto& slot) {
        Measured& measured = measured_.at(slot.key);
        measured.rows += slot.value.rows;
        measured.amount = slot.value.amount;
    });
}

std::vector<int128> Totals::copy_of(Cell cell) {
    const int128* const begin = tallies(cell);
    return {begin, begin + tallies_of(shared_->info(cell).family)};
}

void Totals::add_since(const std::vector<int128>& before, Cell from, Cell to) {
    row(to); // may move all
    int128* const into = tallies(to);
    const int128* const now = tallies(from);
    for (std::size_t i = 0; i < before.size(); ++i) into[i] += now[i] - before[i];
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
