// partition.hpp -- everything that is remembered of the customers whose hash falls in one part of the range.
// SPDX-License-Identifier: MIT
#pragma once

#include "count/answers.hpp"
#include "count/applier.hpp"
#include "count/base.hpp"
#include "count/finisher.hpp"
#include "count/members.hpp"
#include "count/visits.hpp"

namespace engage::count {

/// Events must be applied in the order of the input; then the outcome is the same for any number of threads.
class Partition {
public:
    Partition(const Frame& frame, Cells& cells)
        : frame_(&frame), members_(frame, cells), visits_(frame), base_(frame) {}
    void apply(const Applied& event, const Routed& routed, Applier& applier);
    /// Bring what the event with that `Routed::hash` needs first into the cache, one after the other.
    void prefetch(std::uint32_t hash) const { customers_.prefetch(std::uint64_t{hash} << 32); }
    void prefetch_text(std::uint32_t hash) const { customers_.prefetch_text(std::uint64_t{hash} << 32); }
    void finish(Finisher& finisher, Cell customers) const;
    std::size_t bytes() const {
        return customers_.bytes() + members_.bytes() + visits_.bytes() + answers_.bytes() + base_.bytes();
    }
    std::uint32_t customers() const { return customers_.size(); }
    std::uint32_t sessions() const { return visits_.sessions(); }
    const Interner& messages() const { return members_.messages(); }

private:
    const Frame* frame_;
    Interner customers_;
    Members members_;
    Visits visits_;
    Answers answers_;
    Base base_;
};

} // namespace engage::count
