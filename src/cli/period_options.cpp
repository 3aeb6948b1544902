// period_options.cpp -- which days are counted, in which units, and with what they are compared.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <tuple>

#include "cli/options.hpp"
#include "engage/problem.hpp"
#include "import/time.hpp"
#include "import/zone.hpp"

namespace engage::cli {
namespace {

/// What `--as-of` says, else SOURCE_DATE_EPOCH, else the clock.
Instant now(const std::string& as_of, const Zone& zone) {
    if (!as_of.empty()) {
        if (const auto time = TimeReader(zone, {}).read(as_of)) return *time;
        throw Failure(Status::usage, "--as-of " + printable(as_of) + " is no time",
                      "write 2026-11-16 or 2026-11-16T08:00:00+01:00");
    }
    if (const char* const fixed = std::getenv("SOURCE_DATE_EPOCH"); fixed && *fixed) {
        std::int64_t seconds = 0;
        const std::string_view text(fixed);
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
        constexpr std::int64_t most = INT64_MAX / microseconds / 4;
        if (error == std::errc() && end == text.data() + text.size() && seconds >= 0 && seconds < most)
            return seconds * microseconds;
        throw Failure(Status::usage, "SOURCE_DATE_EPOCH " + printable(text) + " is no number of seconds",
                      "write seconds since 1970-01-01, or unset it");
    }
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

/// "2026-10-01..2026-10-31"
Days read_days(const std::string& text) {
    const auto at = text.find("..");
    if (at == text.npos)
        throw Failure(Status::usage, "--compare '" + printable(text) + "' is nothing to compare with",
                      "write previous, year or FROM..TO, as 2026-10-01..2026-10-31");
    const Days days(read_day(text.substr(0, at)), read_day(text.substr(at + 2)));
    if (days.first > days.second)
        throw Failure(Status::usage, "--compare " + printable(text) + " ends before it begins", "exchange the days");
    return days;
}

void settle_comparison(Options& options) {
    Request& request = options.request;
    for (std::size_t i = 1; i < every_names.size(); ++i)
        if (options.every == every_names[i]) request.every = static_cast<Every>(i);
    request.adjust = !options.adjust.empty();
    if (request.adjust && options.compare.empty())
        throw Failure(Status::usage, "--adjust needs comparisons", "give --compare, too");
    if (options.compare.empty()) return;
    if (options.compare == "previous") request.compare = Compare::previous;
    else if (options.compare == "year") request.compare = Compare::year;
    else request.compare = Compare::days, request.compare_days = read_days(options.compare);
    if (request.compare == Compare::days && request.every != Every::none)
        throw Failure(Status::usage, "--compare FROM..TO and --every are given together",
                      "write --compare previous or year to compare every " + options.every);
    if (!request.from && request.every == Every::none)
        throw Failure(Status::usage, "--compare needs to know which period is compared",
                      "give --period, --from or --every");
}

} // namespace

void settle_period(Options& options) {
    Request& request = options.request;
    for (const auto start : {WeekStart::monday, WeekStart::sunday, WeekStart::saturday})
        if (name_of(start) == options.week_start) request.week_start = start;
    if (!options.period.empty() && (!options.from.empty() || !options.to.empty()))
        throw Failure(Status::usage, "--period and --from/--to are given together", "give one of them");
    Zone zone(request.time_zone);
    if (!options.as_of.empty() || is_relative_period(options.period)) request.as_of = now(options.as_of, zone);
    if (!options.period.empty())
        std::tie(request.from, request.to) =
            read_period(options.period, request.as_of ? zone.day_of(*request.as_of) : 0, request.week_start);
    if (!options.from.empty()) request.from = read_day(options.from);
    if (!options.to.empty()) request.to = read_day(options.to);
    settle_comparison(options);
}

void add_period_options(CLI::App& command, Options& options) {
    const auto group = "Period";
    auto* const period =
        command
            .add_option(
                "--period", options.period,
                "2026, 2026-Q4, 2026-11 or 2026-W46; yesterday, last-week, last-month, last-quarter, last-year or "
                "last-7d (any number of days): whole ones, up to --as-of")
            ->type_name("PERIOD")
            ->group(group);
    command.add_option("--from", options.from, "First day (default: that of the first event)")
        ->type_name("DAY")
        ->group(group)
        ->excludes(period);
    command.add_option("--to", options.to, "Last day, inclusive (default: that of the last event)")
        ->type_name("DAY")
        ->group(group)
        ->excludes(period);
    command.add_option("--tz", options.request.time_zone, "Time zone of days and of the report")
        ->type_name("ZONE")
        ->capture_default_str()
        ->group(group);
    command
        .add_option("--as-of", options.as_of,
                    "When it is, for --period last-week and the like; a period that ends later is incomplete "
                    "(default: SOURCE_DATE_EPOCH, else now)")
        ->type_name("TIME")
        ->group(group);
    command.add_option("--week-start", options.week_start, "First day of a week")
        ->check(CLI::IsMember({"monday", "sunday", "saturday"}))
        ->type_name("DAY")
        ->capture_default_str()
        ->group(group);
}

void add_series_options(CLI::App& command, Options& options) {
    const auto group = "Period";
    command.add_option("--every", options.every, "The figures of each day, week … of the period as well")
        ->check(CLI::IsMember(std::vector<std::string>(every_names.begin() + 1, every_names.end())))
        ->type_name("UNIT")
        ->group(group);
    command
        .add_option("--compare", options.compare,
                    "With the period before (previous), a year earlier (year) or the days FROM..TO; weekdays with the "
                    "same weekdays, whole months with whole months")
        ->type_name("PERIOD")
        ->group(group);
    command
        .add_option(
            "--adjust", options.adjust,
            "Judge all comparisons at once: holm keeps the chance of any false up or down within 100 - confidence")
        ->check(CLI::IsMember({"holm"}))
        ->type_name("METHOD")
        ->group(group);
}

} // namespace engage::cli
