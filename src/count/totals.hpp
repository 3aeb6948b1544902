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

    void add(Cell cell, std::uint8_t place, int128 amount) { row(cell)[extras + place] += amount; }
    void add_weight(Cell cell, int128 count) { row(cell)[weight] += count; }
    void add_without_customer(Cell cell, std::uint64_t rows) { row(cell)[without_customer] += rows; }
    /// The sums of the cell by place, until anything is added to another one.
    int128* tallies(Cell cell) { return row(cell) + extras; }
    void add_money(Cell cell, std::uint8_t place, Label currency, Quantity value);
    void add_reused(Cell cell) { ++row(cell)[reused]; }
    /// A row of an export gave an amount of the tally. `amount` matters only for those that do not add up.
    void add_measured(Cell cell, std::uint8_t tally, std::int64_t amount) {
        Measured& measured = measured_.at({cell, tally});
        ++measured.rows;
        measured.amount = amount;
    }
    void add_value(Cell cell, std::uint8_t place, Label value) { values_.at({cell, place, value}); }
    /// A campaign of the channel whose whole is `cell` was attended at `time`; the earliest counts.
    void add_attended(Cell cell, Label campaign, Instant time);
    void add(const Totals& other);
    std::vector<int128> copy_of(Cell cell); ///< of its tallies
    /// Adds to the cell `to` what the tallies of `from`, of the same family, got since they were `before`.
    void add_since(const std::vector<int128>& before, Cell from, Cell to);

    /// What rows of an export gave of a tally.
    struct Measured {
        std::int64_t rows = 0;
        std::int64_t amount = 0; ///< of one of them
    };
    const Table<2, Measured>& measured() const { return measured_; }

    /// The sums of a cell: first the extras, then the tallies by their place in the family.
    enum Extra : std::uint8_t {
        weight,           ///< counted events, times their `count`: the size of a cell
        without_customer, ///< rows with no customer
        reused,           ///< pairs that were delivered more than once
        extras,
    };
    /// Null for a cell that nothing was added to.
    const int128* find(Cell cell) const {
        return cell < begins_.size() && begins_[cell] != 0 ? &sums_[begins_[cell]] : nullptr;
    }
    std::map<Label, Quantity> money(Cell cell, std::uint8_t place) const;
    bool money_overflowed(Cell cell, std::uint8_t place) const { return overflowed_.contains({cell, place}); }
    /// But for what is kept of each campaign and currency, which is little.
    std::size_t bytes() const {
        return begins_.capacity() * sizeof(begins_[0]) + sums_.capacity() * sizeof(sums_[0]) + values_.bytes() +
               measured_.bytes();
    }
    const Table<3, Nothing>& values() const { return values_; }
    const std::map<std::pair<Cell, Label>, Instant>& first_attended() const { return first_attended_; }

private:
    int128* row(Cell cell) {
        if (cell >= begins_.size() || begins_[cell] == 0) make(cell);
        return &sums_[begins_[cell]];
    }
    void make(Cell cell);

    Cells* shared_;
    std::vector<std::uint32_t> begins_; ///< by cell: where its sums begin; 0: nowhere
    std::vector<int128> sums_;          ///< of all cells, one after the other
    std::map<std::tuple<Cell, std::uint8_t, Label>, Quantity> money_;
    std::set<std::pair<Cell, std::uint8_t>> overflowed_;
    Table<3, Nothing> values_;
    Table<2, Measured> measured_; ///< by cell and position of the tally
    std::map<std::pair<Cell, Label>, Instant> first_attended_;
};

} // namespace engage::count
