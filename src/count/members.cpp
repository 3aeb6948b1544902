// members.cpp -- distinct customers and pairs.
// SPDX-License-Identifier: MIT
#include "count/members.hpp"

#include <algorithm>

namespace engage::count {
namespace {

constexpr std::int64_t day_length = 86'400 * microseconds;

std::uint32_t joined(std::uint32_t have, std::uint32_t flags) {
    return have | flags | (have & flags & flag_delivered ? flag_delivered_again : 0);
}

} // namespace

std::size_t Members::bytes() const {
    std::size_t bytes = messages_.bytes() + flags_.bytes() + other_flags_.bytes() + times_.bytes() + days_.bytes() + often_.bytes();
    for (const auto& [place, values] : varied_) bytes += values.bytes();
    return bytes;
}

void Members::prefetch(const Event& event, std::span<const Cell> cells, Cell subject, std::uint32_t customer) const {
    const Rules& rules = frame_->rules;
    if (subject != no_cell && event.message.empty()) flags_.prefetch(flags_.hash({subject, customer}));
    if (!(rules.every_events & bit(event.verb)) || event.time == no_time) return;
    const Day day = Day(event.time / day_length); // nearly: the zone would take longer than it is worth
    days_.prefetch(days_.hash(days_key(cells[0], customer, day)));
    if (rules.campaign_key) days_.prefetch(days_.hash(days_key(cells[1 + *rules.campaign_key], customer, day)));
}

/// A pair that is its campaign's has one entry, by its subject, for the whole channel and for the breakdown by campaign.
void Members::apply_flags(const Counted& counted, Flags flags, std::uint32_t target) {
    const bool pairs = has_pairs(vocabulary[counted.event.verb].family), by_campaign = pairs && !(target & message_target);
    if (by_campaign) {
        Flags& have = flags_.at({counted.subject, counted.customer});
        have = joined(have, flags);
    }
    for (std::size_t i = by_campaign ? 1 : 0; i < cells_.size(); ++i) {
        const Cell cell = cells_[i];
        if (cell == no_cell || (by_campaign && frame_->rules.campaign_key == i - 1)) continue;
        Flags& have = pairs ? other_flags_.at({cell, counted.customer, target}) : flags_.at({cell, counted.customer});
        have = joined(have, flags);
    }
}

void Members::apply_times(const Counted& counted, std::uint32_t target) {
    const Event& event = counted.event;
    const bool later = frame_->rules.after & bit(event.verb);
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        if (cells_[i] == no_cell) continue;
        if (i > 0 && !(target & message_target) && frame_->rules.campaign_key == i - 1) continue;
        Times& times = times_.at({cells_[i], counted.customer, target});
        // Without a time the order is not known: such a click comes before, such a conversion after everything.
        if (later) {
            times.later = true;
            times.last = std::max(times.last, event.time == no_time ? INT64_MAX : event.time);
        } else {
            times.earlier = true;
            times.first = std::min(times.first, event.time);
        }
    }
}

void Members::apply_days(const Counted& counted, Zone& zone) {
    const Day day = zone.day_of(counted.event.time);
    for (std::size_t i = 0; i < cells_.size(); ++i)
        if (cells_[i] != no_cell)
            days_.at(days_key(cells_[i], counted.customer, day)) |= std::uint64_t{1} << (day & 63);
}

void Members::apply_often(const Counted& counted) {
    const Event& event = counted.event;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const Cell cell = cells_[i];
        if (cell == no_cell) continue;
        for (const auto& rule : frame_->rules.often[event.verb]) {
            often_.at({cell, counted.customer, rule.place}) += event.count;
            least_[rule.place] = rule.at_least;
        }
        for (const auto& rule : frame_->rules.varied[event.verb]) {
            const Label value = counted.keys[static_cast<std::size_t>(rule.key)];
            if (value == 0) continue;
            varied_[rule.place].at({cell, counted.customer, value});
            least_[rule.place] = rule.at_least;
        }
    }
}

void Members::find_apart(const Counted& counted) {
    cells_.assign(counted.cells, counted.cells + counted.cell_count);
    const Cell channel = cells_[0];
    if (channel >= most_together) return;
    const std::size_t begin = channel * cells_.size();
    if (blanks_.size() < begin + cells_.size()) blanks_.resize(begin + cells_.size());
    const bool pairs = has_pairs(vocabulary[counted.event.verb].family);
    for (std::size_t i = 1; i < cells_.size(); ++i) {
        if (cells_[i] == no_cell || (pairs && frame_->rules.campaign_key == i - 1)) continue;
        Blank& blank = blanks_[begin + i];
        if (blank.apart) continue;
        if (counted.keys[i - 1] == 0) {
            blank.cell = cells_[i];
            cells_[i] = no_cell;
        } else {
            part(channel, blank);
        }
    }
}

/// Gives the blank value what its channel has.
void Members::part(Cell channel, Blank& blank) {
    blank.apart = true;
    if (blank.cell == no_cell) return;
    const CellInfo whole = shared_->info(channel);
    const auto copy = [&](auto& table) {
        auto all = table;
        all.each([&](const auto& slot) {
            auto key = slot.key;
            if (key[0] != channel) return;
            key[0] = blank.cell;
            table.at(key) = slot.value;
        });
    };
    if (has_pairs(whole.family)) {
        flags_.each([&](const auto& slot) {
            const CellInfo subject = shared_->info(slot.key[0]);
            if (subject.channel == whole.channel && subject.family == whole.family)
                other_flags_.at({blank.cell, slot.key[1], subject.value}) = slot.value;
        });
    } else {
        copy(flags_);
    }
    copy(other_flags_);
    copy(times_);
    copy(days_);
    copy(often_);
    for (auto& [place, values] : varied_) copy(values);
}

void Members::apply(const Counted& counted, Zone& zone) {
    find_apart(counted);
    const Event& event = counted.event;
    const Rules& rules = frame_->rules;
    Flags flags = event.machine ? rules.machine_flags[event.verb] : rules.flags[event.verb];
    if (event.when == When::before) flags &= flag_registered;
    const bool in_times = (rules.after_first & bit(event.verb)) || ((rules.after & bit(event.verb)) && event.when == When::inside);
    if (flags != 0 || in_times) {
        const bool by_message = vocabulary[event.verb].family == Family::message && !event.message.empty();
        const std::uint32_t target = by_message ? message_target | messages_.intern(event.message) : event.campaign;
        if (flags != 0) apply_flags(counted, flags, target);
        if (in_times) apply_times(counted, target);
    }
    if (event.when != When::inside) return;
    if ((rules.every_events & bit(event.verb)) && event.time != no_time) apply_days(counted, zone);
    if (!rules.often[event.verb].empty() || !rules.varied[event.verb].empty()) apply_often(counted);
}

} // namespace engage::count
