// period.cpp -- calendar days as numbers and as text.
// SPDX-License-Identifier: MIT
#include "engage/period.hpp"

#include <array>
#include <charconv>
#include <optional>

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

date::weekday first_weekday(WeekStart start) {
    return start == WeekStart::monday ? date::Monday : start == WeekStart::sunday ? date::Sunday : date::Saturday;
}

/// Of the first of a month.
Day months_later(Day first, int months) {
    return to_day(date::year_month_day{date::sys_days(date::days(first))} + date::months(months));
}

/// Of how many months they are all days; 0: of none.
int whole_months(Days days) {
    const date::year_month_day from{date::sys_days(date::days(days.first))},
        after{date::sys_days(date::days(days.second + 1))};
    if (from.day() != date::day(1) || after.day() != date::day(1)) return 0;
    return (after.year() / after.month() - from.year() / from.month()).count();
}

std::optional<Days> read_relative(std::string_view text, Day today, WeekStart start) {
    if (text == "yesterday") return Days(today - 1, today - 1);
    text.remove_prefix(std::string_view("last-").size());
    for (const Every every : {Every::week, Every::month, Every::quarter, Every::year})
        if (text == every_names[static_cast<std::size_t>(every)])
            return unit_around(unit_around(today, every, start).first - 1, every, start);
    int count = 0;
    const bool days = text.ends_with('d') && read_whole(text.substr(0, text.size() - 1), count);
    if (!days || count < 1 || count > 100'000) return std::nullopt;
    return Days(today - count, today - 1);
}

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

bool is_relative_period(std::string_view text) { return text == "yesterday" || text.starts_with("last-"); }

Days unit_around(Day day, Every every, WeekStart start) {
    const date::sys_days at{date::days(day)};
    const date::year_month_day ymd{at};
    const auto months = [&](unsigned first, int count) {
        const auto from = ymd.year() / date::month(first) / 1;
        return Days(to_day(from), to_day(from + date::months(count)) - 1);
    };
    const auto month = static_cast<unsigned>(ymd.month());
    switch (every) {
    case Every::week: {
        const Day from = day - (date::weekday(at) - first_weekday(start)).count();
        return {from, from + 6};
    }
    case Every::month: return months(month, 1);
    case Every::quarter: return months((month - 1) / 3 * 3 + 1, 3);
    case Every::year: return months(1, 12);
    default: return {day, day};
    }
}

Days days_before(Days days) {
    if (const int months = whole_months(days)) return {months_later(days.first, -months), days.first - 1};
    const Day weeks = (days.second - days.first) / 7 + 1;
    return {days.first - weeks * 7, days.second - weeks * 7};
}

Days year_before(Days days) {
    if (whole_months(days) != 0) return {months_later(days.first, -12), months_later(days.second + 1, -12) - 1};
    return {days.first - 364, days.second - 364};
}

Days read_period(std::string_view text, Day today, WeekStart start) {
    if (is_relative_period(text))
        if (const auto days = read_relative(text, today, start)) return *days;
    int year = 0;
    unsigned part = 0;
    const auto months = [&](unsigned first, int count) {
        const auto from = date::year(year) / date::month(first) / 1;
        return Days(to_day(from), to_day(from + date::months(count)) - 1);
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
                  "write 2026, 2026-Q4, 2026-11, 2026-W46, last-week, last-month, last-7d or the like");
}

std::string_view name_of(WeekStart start) {
    constexpr std::array<std::string_view, 3> names{"monday", "sunday", "saturday"};
    return names[static_cast<std::size_t>(start)];
}

} // namespace engage
