// units.cpp -- the days, weeks and months of a period.
// SPDX-License-Identifier: MIT
#include "count/units.hpp"

#include <date/date.h>

namespace engage::count {
namespace {

/// The first days of the weeks that lie wholly in the period and, last, the day after them.
std::vector<Day> whole_weeks(const Period& period) {
    std::vector<Day> weeks;
    for (Day day = unit_around(period.from + 6, Every::week, period.week_start).first; day <= period.to + 1; day += 7)
        weeks.push_back(day);
    return weeks;
}

std::vector<Day> whole_months(const Period& period) {
    const date::year_month_day from{date::sys_days(date::days(period.from))};
    std::vector<Day> months;
    for (auto month = from.year() / from.month() / 1;; month += date::months(1)) {
        const Day day = date::sys_days(month).time_since_epoch().count();
        if (day > period.to + 1) return months;
        if (day >= period.from) months.push_back(day);
    }
}

/// `begins`: the first day of each unit and, last, the first day after them.
Units units_of(const std::vector<Day>& begins) {
    Units units;
    if (begins.size() < 2) return units;
    units.first = begins.front();
    units.count = begins.size() - 1;
    for (std::uint32_t unit = 0; unit < units.count; ++unit)
        units.of_day.insert(units.of_day.end(), static_cast<std::size_t>(begins[unit + 1] - begins[unit]), unit);
    return units;
}

} // namespace

std::array<Units, span_count> whole_units(const Period& period) {
    std::vector<Day> days;
    for (Day day = period.from; day <= period.to + 1; ++day) days.push_back(day);
    std::array<Units, span_count> units;
    units[index_of(Span::day)] = units_of(days);
    units[index_of(Span::week)] = units_of(whole_weeks(period));
    units[index_of(Span::month)] = units_of(whole_months(period));
    return units;
}

} // namespace engage::count
