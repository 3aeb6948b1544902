// totals.hpp -- the sums of every cell; those of several threads add up.
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "count/cells.hpp"
#include "count/table.hpp"
#include "engage/tally.hpp"

namespace engage::count {

/// Counts in whole numbers; scores in millionths; durations in microseconds; money by currency, in 10^-18.
class Totals {
public:
    explicit Totals(Cells& cells) : shared_(&cells) {}

    void add(Cell cell, std::uint8_t place, int128 amount) { row(cell).sums[place] += amount; }
    void add_weight(Cell cell, std::int64_t count) { row(cell).weight += count; }
    void add_without_customer(Cell cell, std::int64_t count) { row(cell).without_customer += count; }
    void add_money(Cell cell, std::uint8_t place, Label currency, Quantity value);
    void add_reused(Cell cell) { ++row(cell).reused; }
    void add_value(Cell cell, std::uint8_t place, Label value) { values_.at(cell, place, value); }
    /// A campaign of the channel whose whole is `cell` was attended at `time`; the earliest counts.
    void add_attended(Cell cell, Label campaign, Instant time);
    void add(const Totals& other);

    struct Row {
        std::vector<int128> sums;         ///< by the place of the tally in the family
        int128 weight = 0;                ///< counted events, times their `count`: the size of a cell
        int128 without_customer = 0;      ///< of those, with no customer
        std::uint64_t reused = 0;         ///< pairs that were delivered more than once
    };
    /// Null for a cell that nothing was added to.
    const Row* find(Cell cell) const { return cell < rows_.size() && !rows_[cell].sums.empty() ? &rows_[cell] : nullptr; }
    std::map<Label, Quantity> money(Cell cell, std::uint8_t place) const;
    bool money_overflowed(Cell cell, std::uint8_t place) const { return overflowed_.contains({cell, place}); }
    const Table<Nothing>& values() const { return values_; }
    const std::map<std::pair<Cell, Label>, Instant>& first_attended() const { return first_attended_; }

private:
    Row& row(Cell cell) {
        if (cell >= rows_.size() || rows_[cell].sums.empty()) make(cell);
        return rows_[cell];
    }
    void make(Cell cell);

    Cells* shared_;
    std::vector<Row> rows_;
    std::map<std::tuple<Cell, std::uint8_t, Label>, Quantity> money_;
    std::set<std::pair<Cell, std::uint8_t>> overflowed_;
    Table<Nothing> values_;
    std::map<std::pair<Cell, Label>, Instant> first_attended_;
};

} // namespace engage::count
