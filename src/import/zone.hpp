// zone.hpp -- local time of a named zone, to instants and back.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "engage/event.hpp"
#include "engage/period.hpp"

namespace date { class time_zone; }

namespace engage {

/// Remembers the span of constant offset it last used, so that rows near one another in time cost a comparison.
/// Copy one for each thread.
class Zone {
public:
    /// An IANA name. Throws Failure(usage) that names the nearest zone.
    explicit Zone(const std::string& name);
    /// Of a local time given as if it were UTC. A time that occurs twice is the first; one that a clock skipped is
    /// the instant of the skip.
    Instant instant_of(std::int64_t local);
    Day day_of(Instant instant);
    Instant start_of(Day day) { return instant_of(std::int64_t{day} * 86'400 * microseconds); }

private:
    void learn(Instant instant);
    const date::time_zone* zone_ = nullptr; ///< null: UTC
    Instant begin_ = no_time, end_ = no_time;
    std::int64_t offset_ = 0;
};

} // namespace engage
