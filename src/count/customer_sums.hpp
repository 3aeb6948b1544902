// customer_sums.hpp -- what each customer of a partition did of what quotients are made of.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "count/finisher.hpp"
#include "count/frame.hpp"
#include "count/table.hpp"

namespace engage::count {

/// The amounts of the customers of one partition in each cell; those of sessions are not kept, but made when these are.
class CustomerSums {
public:
    explicit CustomerSums(const Frame& frame) : frame_(&frame) {}
    /// An event of the period, of a known customer and a word that is summed.
    void apply(const Counted& counted);
    /// Of a tally that is made of several events; nothing happens where no quotient is made of it.
    void add(Cell cell, Family family, std::uint32_t customer, std::size_t tally, std::int64_t amount);
    void finish(Finisher& finisher) const;
    std::size_t bytes() const { return lines_.bytes() + amounts_.capacity() * sizeof(int128); }

private:
    int128* line(Cell cell, Family family, std::uint32_t customer);

    const Frame* frame_;
    Table<2, std::uint32_t> lines_; ///< by (cell, customer): where their amounts begin, and 1
    std::vector<int128> amounts_;   ///< by slot, in what Totals counts in
};

} // namespace engage::count
