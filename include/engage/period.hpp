// period.hpp -- a half-open span of local calendar days in a stated time zone.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "engage/event.hpp"

namespace engage {

/// A local calendar day, as days since 1970-01-01 (proleptic Gregorian).
using Day = std::int32_t;
Day make_day(int year, unsigned month, unsigned day);
/// `2026-11-09`
std::string to_text(Day day);
/// Throws Failure(usage) for anything but an existing YYYY-MM-DD.
Day read_day(std::string_view text);

/// First and last day of `2026`, `2026-Q4`, `2026-11` or, by ISO 8601, `2026-W46`. Throws Failure(usage).
std::pair<Day, Day> read_period(std::string_view text);

enum class WeekStart : std::uint8_t { monday, sunday, saturday };
std::string_view name_of(WeekStart start);

struct Period {
    bool from_asked = false;    ///< the first day was given; else it is that of the first event, and there is no history
    bool to_asked = false;      ///< the last day was given; else it is that of the last event
    bool empty = true;          ///< a day is missing: it was not given, and there was no event with a time
    Day from = 0, to = 0;       ///< first and last day, both inside
    Instant start = 0, end = 0; ///< the first instant of `from`, the first after `to`
    std::string time_zone = "UTC";
    WeekStart week_start = WeekStart::monday;
};

} // namespace engage
