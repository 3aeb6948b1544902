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
    std::vector<Cell> cells;            ///< of each event: the whole channel's, then one per key
    std::vector<std::uint64_t> hashes;  ///< of the customer, or of the session of nobody
    std::vector<std::vector<std::uint32_t>> parts; ///< positions of events by partition, in order
};

/// Events must be applied in the order of the input; then the outcome is the same for any number of threads.
class Partition {
public:
    explicit Partition(const Frame& frame) : members_(frame), visits_(frame), base_(frame) {}
    void apply(const Prepared& prepared, std::span<const std::uint32_t> events, Zone& zone);
    void finish(const Whole& facts, Cell customers, const Period& period, const Zone& zone, Cells& cells,
                Totals& totals) const;

private:
    Interner customers_;
    Members members_;
    Visits visits_;
    Answers answers_;
    Base base_;
    std::vector<std::uint32_t> numbers_; ///< of the customers of the events at hand
};

} // namespace engage::count
