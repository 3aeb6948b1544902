// agenda.cpp -- which periods figures are made of.
// SPDX-License-Identifier: MIT
#include "import/agenda.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engage/problem.hpp"

namespace engage {
namespace {

constexpr std::size_t most_units = 10'000; // of days 27 years; each has figures of its own

class Maker {
public:
    Maker(const Request& request, const Period& whole, Zone& zone)
        : request_(request), zone_(zone), whole_(whole), agenda_{{whole}, {}, {}} {}

    Agenda make() {
        agenda_.report = {0, compared(whole_)};
        if (request_.every != Every::none && !whole_.empty) add_series();
        return std::move(agenda_);
    }

private:
    void add_series() {
        std::vector<Days> units;
        for (Day day = whole_.from; day <= whole_.to; day = units.back().second + 1) {
            units.push_back(unit_around(day, request_.every, request_.week_start));
            if (units.size() > most_units)
                throw Failure(Status::usage,
                              fmt::format("{} to {} has more than {} {}s", to_text(whole_.from), to_text(whole_.to),
                                          most_units, every_names[static_cast<std::size_t>(request_.every)]),
                              "take a longer unit for --every, or a shorter --period");
        }
        for (const Days& unit : units) {
            Period period =
                period_of(request_, {std::max(unit.first, whole_.from), std::min(unit.second, whole_.to)}, zone_);
            if (period.from == whole_.from) period.from_asked = whole_.from_asked;
            if (period.from != unit.first || period.to != unit.second)
                period.incomplete = fmt::format("it is a part of {} to {}", to_text(unit.first), to_text(unit.second));
            const std::size_t at = add(period);
            agenda_.series.push_back({at, compared(period)});
        }
    }

    /// The position of the period that one is compared with, if any.
    std::optional<std::size_t> compared(const Period& period) {
        if (request_.compare == Compare::none || period.empty) return std::nullopt;
        Days days(period.from, period.to);
        if (request_.compare == Compare::previous) days = days_before(days);
        if (request_.compare == Compare::year) days = year_before(days);
        if (request_.compare == Compare::days) days = *request_.compare_days;
        if (!whole_.from_asked && days.first < whole_.from) return std::nullopt;
        return add(period_of(request_, days, zone_));
    }

    std::size_t add(const Period& period) {
        const auto same = std::find_if(agenda_.periods.begin(), agenda_.periods.end(), [&](const Period& known) {
            return known.from == period.from && known.to == period.to && known.incomplete == period.incomplete;
        });
        if (same != agenda_.periods.end()) return static_cast<std::size_t>(same - agenda_.periods.begin());
        agenda_.periods.push_back(period);
        return agenda_.periods.size() - 1;
    }

    const Request& request_;
    Zone& zone_;
    const Period whole_;
    Agenda agenda_;
};

} // namespace

Period asked_period(const Request& request, Zone& zone) {
    Period period;
    period.time_zone = request.time_zone;
    period.week_start = request.week_start;
    period.from_asked = request.from.has_value();
    period.to_asked = request.to.has_value();
    period.empty = !period.from_asked || !period.to_asked;
    period.from = request.from.value_or(0);
    period.to = request.to.value_or(0);
    if (request.from && request.to && period.from > period.to)
        throw Failure(Status::usage,
                      "the period ends before it begins (" + to_text(period.from) + " to " + to_text(period.to) + ")");
    period.start = request.from ? zone.start_of(period.from) : INT64_MIN;
    period.end = request.to ? zone.start_of(period.to + 1) : INT64_MAX;
    return period;
}

Period period_of(const Request& request, Days days, Zone& zone) {
    Period period;
    period.time_zone = request.time_zone;
    period.week_start = request.week_start;
    period.from_asked = period.to_asked = true;
    period.empty = false;
    std::tie(period.from, period.to) = days;
    period.start = zone.start_of(period.from);
    period.end = zone.start_of(period.to + 1);
    return period;
}

Agenda make_agenda(const Request& request, const Period& whole, Zone& zone) {
    return Maker(request, whole, zone).make();
}

bool has_several_periods(const Request& request) {
    return request.every != Every::none || request.compare != Compare::none;
}

} // namespace engage
