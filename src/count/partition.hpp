// partition.hpp -- everything that is remembered of the customers whose hash falls in one part of the range.
// SPDX-License-Identifier: MIT
#pragma once

#include "count/answers.hpp"
#include "count/applier.hpp"
#include "count/base.hpp"
#include "count/customer_sums.hpp"
#include "count/finisher.hpp"
#include "count/members.hpp"
#include "count/visits.hpp"

namespace engage::count {

/// Events must be applied in the order of the input; then the outcome is the same for any number of threads.
class Partition {
public:
    Partition(const Frame& frame, Cells& cells)
        : frame_(&frame), members_(frame, cells), visits_(frame), answers_(frame), base_(frame), sums_(frame) {}
    /// Those of a run of waiting events.
    void apply(const Slips& slips, std::string_view run, Applier& applier);
    /// The same for one period of several: what comes before it is history, what comes after it is left out.
    void replay(const Slips& slips, std::string_view run, Applier& applier, const Period& period);
    /// Once, when all is applied.
    void finish(Finisher& finisher, Cell customers);
    std::size_t bytes() const {
        return members_.bytes() + visits_.bytes() + answers_.bytes() + base_.bytes() + sums_.bytes();
    }
    std::uint32_t customers() const { return base_.customers(); }
    std::uint32_t sessions() const { return visits_.sessions(); }
    const Interner& messages() const { return members_.messages(); }

private:
    void recognise(Arrival& arrival, Applier& applier);
    void apply(const Counted& counted, Applier& applier);

    const Frame* frame_;
    Members members_;
    Visits visits_;
    Answers answers_;
    Base base_;
    CustomerSums sums_;
};

} // namespace engage::count
