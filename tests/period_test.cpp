// period_test.cpp -- which days a period has, by its name, by its unit, and by what it is compared with.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <string>
#include <vector>

#include "engage/period.hpp"
#include "engage/problem.hpp"

using namespace engage;

namespace {

std::string text_of(Days days) { return to_text(days.first) + ".." + to_text(days.second); }

std::string read(const std::string& period, const std::string& today, WeekStart start = WeekStart::monday) {
    return text_of(read_period(period, read_day(today), start));
}

Days days_of(const std::string& text) { return {read_day(text.substr(0, 10)), read_day(text.substr(12))}; }

} // namespace

TEST_CASE("a relative period is the last whole one before today") {
    struct Row {
        std::string period, today, days;
    };
    // 2026-11-16 is a Monday.
    const std::vector<Row> rows{
        {"yesterday", "2026-03-01", "2026-02-28..2026-02-28"},
        {"last-week", "2026-11-16", "2026-11-09..2026-11-15"},
        {"last-week", "2026-11-22", "2026-11-09..2026-11-15"},
        {"last-week", "2021-01-04", "2020-12-28..2021-01-03"},
        {"last-month", "2026-03-31", "2026-02-01..2026-02-28"},
        {"last-month", "2024-03-01", "2024-02-01..2024-02-29"},
        {"last-month", "2026-01-01", "2025-12-01..2025-12-31"},
        {"last-quarter", "2026-01-15", "2025-10-01..2025-12-31"},
        {"last-quarter", "2026-05-31", "2026-01-01..2026-03-31"},
        {"last-year", "2026-01-01", "2025-01-01..2025-12-31"},
        {"last-7d", "2026-11-16", "2026-11-09..2026-11-15"},
        {"last-1d", "2026-11-16", "2026-11-15..2026-11-15"},
        {"last-28d", "2026-03-01", "2026-02-01..2026-02-28"},
    };
    for (const Row& row : rows) {
        INFO(row.period << " as of " << row.today);
        CHECK(read(row.period, row.today) == row.days);
    }
}

TEST_CASE("the last week begins on the first day of weeks") {
    CHECK(read("last-week", "2026-11-16", WeekStart::sunday) == "2026-11-08..2026-11-14");
    CHECK(read("last-week", "2026-11-15", WeekStart::sunday) == "2026-11-08..2026-11-14");
    CHECK(read("last-week", "2026-11-14", WeekStart::sunday) == "2026-11-01..2026-11-07");
    CHECK(read("last-week", "2026-11-16", WeekStart::saturday) == "2026-11-07..2026-11-13");
}

TEST_CASE("a year may have a week 53") {
    CHECK(read("2020-W53", "2026-01-01") == "2020-12-28..2021-01-03");
    CHECK(read("2026-W53", "2026-01-01") == "2026-12-28..2027-01-03");
    CHECK_THROWS_AS(read("2025-W53", "2026-01-01"), Failure);
}

TEST_CASE("what is no period is refused") {
    for (const std::string text : {"last-", "last-0d", "last-7", "last-d", "last-weeks", "last-99999999999d", "2026-13",
                                   "2026-Q5", "2026-W00", "today", ""})
        CHECK_THROWS_AS(read(text, "2026-01-01"), Failure);
}

TEST_CASE("every day is in one day, week, month, quarter and year") {
    const Day day = read_day("2024-02-29");
    CHECK(text_of(unit_around(day, Every::day, WeekStart::monday)) == "2024-02-29..2024-02-29");
    CHECK(text_of(unit_around(day, Every::week, WeekStart::monday)) == "2024-02-26..2024-03-03");
    CHECK(text_of(unit_around(day, Every::week, WeekStart::sunday)) == "2024-02-25..2024-03-02");
    CHECK(text_of(unit_around(day, Every::month, WeekStart::monday)) == "2024-02-01..2024-02-29");
    CHECK(text_of(unit_around(day, Every::quarter, WeekStart::monday)) == "2024-01-01..2024-03-31");
    CHECK(text_of(unit_around(day, Every::year, WeekStart::monday)) == "2024-01-01..2024-12-31");
}

TEST_CASE("the period before has the same weekdays, or is as many whole months") {
    struct Row {
        std::string days, previous, year;
    };
    const std::vector<Row> rows{
        {"2026-11-09..2026-11-15", "2026-11-02..2026-11-08", "2025-11-10..2025-11-16"}, // a week
        {"2026-11-12..2026-11-12", "2026-11-05..2026-11-05", "2025-11-13..2025-11-13"}, // a Thursday
        {"2026-11-03..2026-11-12", "2026-10-20..2026-10-29", "2025-11-04..2025-11-13"}, // ten days
        {"2026-03-01..2026-03-31", "2026-02-01..2026-02-28", "2025-03-01..2025-03-31"}, // months
        {"2024-02-01..2024-02-29", "2024-01-01..2024-01-31", "2023-02-01..2023-02-28"},
        {"2026-02-01..2026-02-28", "2026-01-01..2026-01-31", "2025-02-01..2025-02-28"}, // also four weeks
        {"2026-01-01..2026-03-31", "2025-10-01..2025-12-31", "2025-01-01..2025-03-31"}, // a quarter
        {"2026-01-01..2026-12-31", "2025-01-01..2025-12-31", "2025-01-01..2025-12-31"}, // a year
    };
    for (const Row& row : rows) {
        INFO(row.days);
        CHECK(text_of(days_before(days_of(row.days))) == row.previous);
        CHECK(text_of(year_before(days_of(row.days))) == row.year);
    }
}
