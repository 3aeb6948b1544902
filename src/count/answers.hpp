// answers.hpp -- how long a ticket waited: from its first contact to its first answer.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "count/blocks.hpp"
#include "count/customer_sums.hpp"
#include "count/frame.hpp"
#include "count/totals.hpp"

namespace engage::count {

/// The tickets (customer and campaign) of one partition.
class Answers {
public:
    explicit Answers(const Frame& frame) : cells_of_step_(1 + frame.rules.breakdown_count) {}
    void apply(const Counted& counted);
    void finish(Totals& totals, CustomerSums& sums) const;
    std::size_t bytes() const { return steps_.bytes() + cells_.bytes(); }

private:
    struct Step {
        Instant time = no_time;
        std::int64_t duration = -1;
        std::uint32_t customer = 0;
        Label campaign = 0;
        bool answer = false;
    };
    /// A step as one of the cells it counts for sees it.
    struct Seen {
        Cell cell = 0;
        const Step* step = nullptr;
    };
    using Steps = std::vector<Seen>::const_iterator;
    static void finish_ticket(Steps begin, Steps end, Totals& totals, CustomerSums& sums);

    std::size_t cells_of_step_;
    Blocks<Step> steps_;
    Blocks<Cell> cells_;    ///< of each step
    bool answered_ = false; ///< some step is an answer
};

} // namespace engage::count
