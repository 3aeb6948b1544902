// period.hpp -- a half-open span of local calendar days in a stated time zone.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
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

/// First and last day, both inside.
using Days = std::pair<Day, Day>;

enum class WeekStart : std::uint8_t { monday, sunday, saturday };
std::string_view name_of(WeekStart start);

/// A unit of the calendar.
enum class Every : std::uint8_t { none, day, week, month, quarter, year };
inline constexpr std::array<std::string_view, 6> every_names{"none", "day", "week", "month", "quarter", "year"};
/// The unit that the day is in.
Days unit_around(Day day, Every every, WeekStart start);

/// First and last day of `2026`, `2026-Q4`, `2026-11` or, by ISO 8601, `2026-W46`; of `yesterday`, `last-week`,
/// `last-month`, `last-quarter`, `last-year` or `last-7d` (any number of days): the last that are over when `today`
/// begins. Throws Failure(usage).
Days read_period(std::string_view text, Day today, WeekStart start);
/// Whether that depends on today.
bool is_relative_period(std::string_view text);

/// As many days that come before: of whole months the months before, else by whole weeks, so that weekdays agree.
Days days_before(Days days);
/// The same a year earlier: of whole months the same months, else 52 weeks earlier, so that weekdays agree.
Days year_before(Days days);

struct Period {
    bool from_asked = false;    ///< the first day was given; else it is that of the first event, and there is no history
    bool to_asked = false;      ///< the last day was given; else it is that of the last event
    bool empty = true;          ///< a day is missing: it was not given, and there was no event with a time
    Day from = 0, to = 0;       ///< first and last day, both inside
    Instant start = 0, end = 0; ///< the first instant of `from`, the first after `to`
    std::string time_zone = "UTC";
    WeekStart week_start = WeekStart::monday;
    std::string incomplete{};   ///< why the data cannot cover it; empty: nothing says that they do not
};

} // namespace engage
