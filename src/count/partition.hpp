// partition.hpp -- everything that is remembered of the customers whose hash falls in one part of the range.
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "count/answers.hpp"
#include "count/base.hpp"
#include "count/members.hpp"
#include "count/visits.hpp"

namespace engage::count {

/// A batch with what its thread has worked out about every event of it.
struct Prepared {
    const Batch* batch = nullptr;
    std::size_t stride = 1;             ///< cells of an event
    std::vector<Cell> cells;            ///< of each event: the whole channel's, then one per breakdown
    std::vector<std::uint64_t> valued;  ///< of each event: the breakdowns in which it has a value, a bit each
    std::vector<Cell> subjects;         ///< of each event: as Counted::subject, or `no_cell`
    std::vector<std::uint64_t> hashes;  ///< of the customer, or of the session of nobody
    std::vector<std::vector<std::uint32_t>> parts; ///< positions of events by partition, in order
};

/// Events must be applied in the order of the input; then the outcome is the same for any number of threads.
class Partition {
public:
    Partition(const Frame& frame, Cells& cells) : frame_(&frame), members_(frame, cells), visits_(frame), base_(frame) {}
    void apply(const Prepared& prepared, std::span<const std::uint32_t> events, Zone& zone);
    void finish(const Whole& facts, Cell customers, const Period& period, const Zone& zone, Cells& cells,
                Totals& totals) const;
    std::size_t bytes() const {
        return customers_.bytes() + members_.bytes() + visits_.bytes() + answers_.bytes() + base_.bytes();
    }
    std::uint32_t customers() const { return customers_.size(); }
    std::uint32_t sessions() const { return visits_.sessions(); }
    const Interner& messages() const { return members_.messages(); }

private:
    void find_customers(const Prepared& prepared, std::span<const std::uint32_t> events);
    void look_ahead(const Prepared& prepared, std::span<const std::uint32_t> events);

    const Frame* frame_;
    Interner customers_;
    Members members_;
    Visits visits_;
    Answers answers_;
    Base base_;
    // Of the events at hand:
    std::vector<std::uint32_t> numbers_; ///< of the customers
    std::vector<std::uint64_t> sessions_; ///< hashes; of events without any: 0
};

} // namespace engage::count
