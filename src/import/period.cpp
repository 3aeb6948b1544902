// period.cpp -- calendar days as numbers and as text.
// SPDX-License-Identifier: MIT
#include "engage/period.hpp"

#include <array>
#include <charconv>

#include <date/date.h>
#include <fmt/format.h>

#include "engage/problem.hpp"

namespace engage {
namespace {

template <class Number>
bool read_whole(std::string_view digits, Number& number) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc() && end == digits.data() + digits.size();
}

Day to_day(const date::year_month_day& ymd) { return date::sys_days(ymd).time_since_epoch().count(); }

} // namespace

Day make_day(int year, unsigned month, unsigned day) {
    return date::sys_days(date::year(year) / static_cast<int>(month) / static_cast<int>(day))
        .time_since_epoch()
        .count();
}

std::string to_text(Day day) {
    const date::year_month_day ymd{date::sys_days(date::days(day))};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                       static_cast<unsigned>(ymd.day()));
}

Day read_day(std::string_view text) {
    int year = 0;
    unsigned month = 0, day = 0;
    const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' && read_whole(text.substr(0, 4), year) &&
                        read_whole(text.substr(5, 2), month) && read_whole(text.substr(8, 2), day);
    const date::year_month_day ymd{date::year(year), date::month(month), date::day(day)};
    if (!shaped || year < 1 || !ymd.ok())
        throw Failure(Status::usage, "'" + printable(text) + "' is not a day", "write YYYY-MM-DD, as 2026-11-09");
    return to_day(ymd);
}

std::pair<Day, Day> read_period(std::string_view text) {
    int year = 0;
    unsigned part = 0;
    const auto months = [&](unsigned first, int count) {
        const auto from = date::year(year) / date::month(first) / 1;
        return std::pair(to_day(from), to_day(from + date::months(count)) - 1);
    };
    if (text.size() >= 4 && read_whole(text.substr(0, 4), year) && year >= 1) {
        const auto rest = text.substr(4);
        if (rest.empty()) return months(1, 12);
        if (rest.starts_with("-Q") && read_whole(rest.substr(2), part) && part >= 1 && part <= 4)
            return months(part * 3 - 2, 3);
        if (rest.starts_with("-W") && rest.size() == 4 && read_whole(rest.substr(2), part) && part >= 1) {
            // Week 1 is the one with 4 January; the last is the one before the next year's first.
            const auto first_monday = [](int of) {
                const date::sys_days fourth{date::year(of) / 1 / 4};
                return fourth - (date::weekday(fourth) - date::Monday);
            };
            const auto monday = first_monday(year) + date::weeks(part - 1);
            if (monday < first_monday(year + 1)) {
                const Day from = monday.time_since_epoch().count();
                return {from, from + 6};
            }
        }
        if (rest.size() == 3 && rest[0] == '-' && read_whole(rest.substr(1), part) && part >= 1 && part <= 12)
            return months(part, 1);
    }
    throw Failure(Status::usage, "'" + printable(text) + "' is not a period",
                  "write 2026, 2026-Q4, 2026-11 or 2026-W46");
}

std::string_view name_of(WeekStart start) {
    constexpr std::array<std::string_view, 3> names{"monday", "sunday", "saturday"};
    return names[static_cast<std::size_t>(start)];
}

} // namespace engage
