// partition.hpp -- everything that is remembered of the customers whose hash falls in one part of the range.
// SPDX-License-Identifier: MIT
#pragma once

#include "count/answers.hpp"
#include "count/base.hpp"
#include "count/finisher.hpp"
#include "count/members.hpp"
#include "count/temporary_file.hpp"
#include "count/visits.hpp"
#include "count/waiting.hpp"

namespace engage::count {

/// Events must be put in the order of the input; then the outcome is the same for any number of threads.
class Partition {
public:
    Partition(const Frame& frame, Cells& cells)
        : frame_(&frame), waiting_(1 + frame.rules.breakdown_count, frame.rules.keys.size()), members_(frame, cells),
          visits_(frame), base_(frame) {}
    /// Returns the bytes it takes.
    std::size_t put(const Event& event, const Detail& detail, const Waiting::Routed& routed) {
        return waiting_.put(event, detail, routed);
    }
    /// Applies what waits. `zone` is the calling thread's own.
    void apply(Zone& zone);
    /// What waits goes to the end of a file instead, from which it is applied later.
    void put_by(TemporaryFile& file);
    void apply(TemporaryFile& file, Zone& zone);
    /// When nothing waits any more, and nothing will come.
    void finish(Finisher& finisher, Cell customers) const;
    std::size_t bytes() const {
        return customers_.bytes() + members_.bytes() + visits_.bytes() + answers_.bytes() + base_.bytes();
    }
    std::uint32_t customers() const { return customers_.size(); }
    std::uint32_t sessions() const { return visits_.sessions(); }
    const Interner& messages() const { return members_.messages(); }

private:
    void apply(const Event& event, const Detail& detail, const Waiting::Routed& routed, Zone& zone);

    const Frame* frame_;
    Waiting waiting_;
    Interner customers_;
    Members members_;
    Visits visits_;
    Answers answers_;
    Base base_;
};

} // namespace engage::count
