// base.cpp -- who is a customer, and who is active.
// SPDX-License-Identifier: MIT
#include "count/base.hpp"

#include <algorithm>

namespace engage::count {
namespace {

constexpr Verb joined = verb("customer.joined");

} // namespace

void Base::note_activity_before(const Counted& counted) {
    last_before_.reach(std::size_t{counted.customer} + 1, no_time);
    last_before_[counted.customer] = std::max(last_before_[counted.customer], counted.time);
}

void Base::note_life(const Counted& counted) {
    const Instant time = counted.time;
    Life& life = lives_.at({counted.customer, 0});
    if (time >= life.end_time) life.end_time = time, life.at_end = counted.verb == joined;
    if (counted.when == When::inside) {
        (counted.verb == joined ? life.joined_inside : life.left_inside) = true;
    } else if (time >= life.start_time) {
        life.start_time = time, life.at_start = counted.verb == joined;
    }
}

Base::Standing Base::by_activity(std::uint32_t customer, const Period& period, Instant start_window,
                                 Instant end_window) const {
    const Instant before = customer < last_before_.size() ? last_before_[customer] : no_time;
    const auto [last, inside] = customers_[customer];
    Standing standing;
    standing.start = period.from_asked && before >= start_window && before != no_time;
    standing.end = last >= end_window && last != no_time;
    standing.joined = inside && !standing.start;
    standing.lost = (standing.start || standing.joined) && !standing.end;
    return standing;
}

Base::Standing Base::by_life(const Life& life, const Period& period) {
    return {period.from_asked && life.at_start, life.at_end, life.joined_inside, life.left_inside};
}

void Base::finish(const Whole& whole, Cell customers, const Period& period, Zone zone, Totals& totals) const {
    const auto days_before = [&](Day day, int days) { return zone.start_of(day - days); };
    const Day after = period.to + 1;
    const Instant start_window = days_before(period.from, frame_->active_days),
                  end_window = days_before(after, frame_->active_days);
    const std::array<Instant, 3> windows{days_before(after, 1), days_before(after, 7), days_before(after, 30)};
    constexpr std::array<std::uint8_t, 3> active{place_of_figure(Figure_of::active_1),
                                                 place_of_figure(Figure_of::active_7),
                                                 place_of_figure(Figure_of::active_30)};
    const auto add = [&](std::uint8_t place, bool holds) {
        if (holds) totals.add(customers, place, 1);
    };
    const auto enter = [&](const Standing& standing) {
        add(place_of_figure(Figure_of::at_start), standing.start);
        add(place_of_figure(Figure_of::at_end), standing.end);
        add(place_of_figure(Figure_of::gained), standing.end && !standing.start);
        add(place_of_figure(Figure_of::lost), standing.start && !standing.end);
        add(place_of_figure(Figure_of::all_joined), standing.joined);
        add(place_of_figure(Figure_of::all_lost), standing.lost);
    };
    for (std::uint32_t customer = 0; customer < customers_.size(); ++customer) {
        const Instant last = customers_[customer].last;
        for (std::size_t i = 0; i < windows.size() && last != no_time; ++i)
            if (last >= windows[i]) totals.add(customers, active[i], 1);
        if (!whole.lifecycle) enter(by_activity(customer, period, start_window, end_window));
    }
    if (whole.lifecycle) lives_.each([&](const auto& slot) { enter(by_life(slot.value, period)); });
}

} // namespace engage::count
