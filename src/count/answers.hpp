// answers.hpp -- how long a ticket waited: from its first contact to its first answer.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "count/frame.hpp"
#include "count/totals.hpp"

namespace engage::count {

/// The tickets (customer and campaign) of one partition.
class Answers {
public:
    void apply(const Counted& counted);
    void finish(Totals& totals) const;

private:
    struct Step {
        Cell cell = 0;
        std::uint32_t customer = 0;
        Label campaign = 0;
        bool answer = false;
        Instant time = no_time;
        std::int64_t duration = -1;
    };
    using Steps = std::vector<Step>::const_iterator;
    static void finish_ticket(Steps begin, Steps end, Totals& totals);
    std::vector<Step> steps_;
};

} // namespace engage::count
