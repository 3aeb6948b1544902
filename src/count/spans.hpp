// spans.hpp -- the time line cut where any period begins or ends: what is in one span is in the same periods.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "count/frame.hpp"

namespace engage::count {

struct Span_of_time {
    Instant start = INT64_MIN, end = INT64_MAX; ///< half-open
    bool holds(Instant time) const { return time >= start && time < end; }
};

/// Those of all periods of a frame. One thread's own.
class Spans {
public:
    explicit Spans(const Frame& frame);
    /// The one that the instant is in.
    Span_of_time around(Instant time);

private:
    std::vector<Instant> cuts_; ///< in order; none: the spans are calendar units
    Every every_;
    WeekStart week_start_;
    Zone zone_;
};

} // namespace engage::count
