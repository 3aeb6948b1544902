// unreached.hpp -- what recipients did with messages that nothing was sent of to them, or not yet.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "import/batch.hpp"

namespace engage::measure {

/// Looks at all events twice, in 16 MiB, however many recipients there are: the first sending or delivery to a
/// recipient is kept in a place that others may share. What is found is certain; where more recipients than places share them,
/// some is not found, the same in every run. Batches must have one set of labels.
class Unreached {
public:
    Unreached() : first_(places, never) {}

    /// First of every event, whenever it happened.
    void note(const Batch& batch, const Event& event);

    /// Then: whether the event is of somebody whom nothing of the message was sent or delivered to at the time or
    /// before. Never in a channel that records neither.
    bool finds(const Batch& batch, const Event& event) const;

private:
    static constexpr std::size_t places = std::size_t{1} << 21;
    static constexpr Instant never = INT64_MAX;

    std::vector<Instant> first_; ///< by recipient's place
    std::set<Label> channels_;   ///< that record what was sent or delivered
};

} // namespace engage::measure
