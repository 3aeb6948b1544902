// zone.cpp -- local time of a named zone, to instants and back.
// SPDX-License-Identifier: MIT
#include "import/zone.hpp"

#include <date/tz.h>

#include <algorithm>

#include "engage/problem.hpp"
#include "import/nearest.hpp"

namespace engage {
namespace {

using Microseconds = std::chrono::microseconds;

const date::time_zone* find_zone(const std::string& name) {
    try {
        return date::locate_zone(name);
    } catch (const std::runtime_error&) {
        std::vector<std::string_view> names;
        for (const auto& zone : date::get_tzdb().zones) names.push_back(zone.name());
        throw Failure(Status::usage, "there is no time zone '" + printable(name) + "'", did_you_mean(name, names));
    }
}

} // namespace

Zone::Zone(const std::string& name) {
    if (name != "UTC" && name != "Etc/UTC") zone_ = find_zone(name);
}

void Zone::learn(Instant instant) {
    const auto info = zone_->get_info(date::sys_time<Microseconds>(Microseconds(instant)));
    begin_ = info.begin.time_since_epoch().count() * microseconds;
    end_ = info.end.time_since_epoch().count() * microseconds;
    offset_ = std::chrono::duration_cast<Microseconds>(info.offset).count();
}

Instant Zone::instant_of(std::int64_t local) {
    if (!zone_) return local;
    // A day away from either change of offset, a local time can mean only one instant.
    constexpr std::int64_t margin = 86'400 * microseconds;
    if (begin_ != no_time && local - offset_ > begin_ + margin && local - offset_ < end_ - margin)
        return local - offset_;
    const auto info = zone_->get_info(date::local_time<Microseconds>(Microseconds(local)));
    learn(local - std::chrono::duration_cast<Microseconds>(info.first.offset).count());
    if (info.result == date::local_info::nonexistent)
        return info.second.begin.time_since_epoch().count() * microseconds;
    return local - std::chrono::duration_cast<Microseconds>(info.first.offset).count();
}

Day Zone::day_of(Instant instant) {
    constexpr std::int64_t day = 86'400 * microseconds;
    if (zone_ && (instant < begin_ || instant >= end_)) learn(instant);
    const std::int64_t local = instant + (zone_ ? offset_ : 0);
    return static_cast<Day>(local >= 0 ? local / day : (local - (day - 1)) / day);
}

} // namespace engage
