// time_formats.hpp -- times as people's exports write them: with names of months, in any order, on the 12-hour clock.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engage/convention.hpp"

namespace engage {

/// A date and time as written, taken apart before anything says which number is the day.
struct WrittenTime {
    enum class Date : std::uint8_t {
        settled, ///< year, month, day: a month has a name, or the year has four digits and stands first
        slashed, ///< three numbers in the order they stand, with slashes or hyphens
        dotted,  ///< … with points, as where the day comes first
    };
    Date date = Date::settled;
    std::array<int, 3> parts{};
    std::array<std::uint8_t, 3> digits{}; ///< of each part, as written
    std::int64_t time = 0;                ///< microseconds since midnight
    std::optional<int> offset;            ///< minutes east of UTC; nothing: none is written
};

/// The forms are those of tests/times_test.cpp: `Jun 09, 2018 09:30 pm`, `16/04/2015`, `22/Jan/2019:03:56:14 +0330` …
/// Nothing for anything else. Whether there is such a day is not asked here.
std::optional<WrittenTime> take_apart_time(std::string_view text);

/// Days since 1970 in that order; nothing where there is no such day. Of two digits of a year 69 to 99 are 19xx, the
/// others 20xx. `per_column` reads only what is settled.
std::optional<std::int64_t> days_of(const WrittenTime& written, DateOrder order);

/// Days since 1970; nothing where there is no such day of the years 1 to 9999.
std::optional<std::int64_t> days_of(int year, int month, int day);

} // namespace engage
