// spans.cpp -- where periods begin and end.
// SPDX-License-Identifier: MIT
#include "count/spans.hpp"

#include <algorithm>

namespace engage::count {

Spans::Spans(const Frame& frame) : every_(frame.every), week_start_(frame.period.week_start), zone_(frame.zone) {
    for (const Period& period : frame.periods) {
        cuts_.push_back(period.start);
        cuts_.push_back(period.end);
    }
    std::sort(cuts_.begin(), cuts_.end());
    cuts_.erase(std::unique(cuts_.begin(), cuts_.end()), cuts_.end());
}

Span_of_time Spans::around(Instant time) {
    Span_of_time span;
    if (cuts_.empty() && every_ != Every::none && time != no_time) {
        const auto [from, to] = unit_around(zone_.day_of(time), every_, week_start_);
        return {zone_.start_of(from), zone_.start_of(to + 1)};
    }
    const auto after = std::upper_bound(cuts_.begin(), cuts_.end(), time);
    if (after != cuts_.begin()) span.start = *(after - 1);
    if (after != cuts_.end()) span.end = *after;
    return span;
}

} // namespace engage::count
