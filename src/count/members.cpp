// members.cpp -- distinct customers and pairs.
// SPDX-License-Identifier: MIT
#include "count/members.hpp"

#include <algorithm>

namespace engage::count {
namespace {

std::uint32_t joined(std::uint32_t have, std::uint32_t flags) {
    return have | flags | (have & flags & flag_delivered ? flag_delivered_again : 0);
}

} // namespace

std::size_t Members::bytes() const {
    std::size_t bytes =
        messages_.bytes() + flags_.bytes() + other_flags_.bytes() + times_.bytes() + days_.bytes() + often_.bytes();
    for (const auto& [place, values] : varied_) bytes += values.bytes();
    return bytes;
}

/// A pair that is its campaign's has one entry, by its subject, for the whole channel and for the breakdown by
/// campaign.
void Members::apply_flags(const Counted& counted, Flags flags, std::uint32_t target) {
    const bool pairs = frame_->rules.uses[counted.event.verb].pairs, by_campaign = pairs && !(target & message_target);
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
    const Applied& event = counted.event;
    const bool later = frame_->rules.uses[event.verb].after;
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
    const Applied& event = counted.event;
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
    const Cell channel = counted.cells[0];
    cells_.clear();
    cells_.push_back(channel);
    if (channel >= most_together) {
        cells_.insert(cells_.end(), counted.cells + 1, counted.cells + counted.cell_count);
        return;
    }
    if (channel >= channels_.size()) channels_.resize(channel + 1);
    Channel& known = channels_[channel];
    if (!known.known) {
        known.known = true;
        // The pairs of a campaign are in its cell from the start.
        const auto campaign = frame_->rules.campaign_key;
        if (campaign && frame_->rules.uses[counted.event.verb].pairs) known.apart = std::uint64_t{1} << *campaign;
    }
    if (counted.valued & ~known.apart) part(channel, counted.valued & ~known.apart);
    for (std::size_t i = 1; i < counted.cell_count; ++i)
        cells_.push_back(known.apart >> (i - 1) & 1 ? counted.cells[i] : no_cell);
}

/// Gives the blank values of the breakdowns what their channel has.
void Members::part(Cell channel, std::uint64_t breakdowns) {
    channels_[channel].apart |= breakdowns;
    const CellInfo whole = shared_->info(channel);
    for (std::uint32_t key = 0; key < frame_->rules.breakdown_count; ++key)
        if (breakdowns >> key & 1) copy_all(channel, shared_->find({whole.channel, whole.family, key, 0}));
}

void Members::copy_all(Cell from, Cell to) {
    const CellInfo whole = shared_->info(from);
    const auto copy = [&](auto& table) {
        const auto all = table; // it may grow
        all.each([&](const auto& slot) {
            auto key = slot.key;
            if (key[0] != from) return;
            key[0] = to;
            table.at(key) = slot.value;
        });
    };
    if (!has_pairs(whole.family)) copy(flags_);
    copy(other_flags_);
    copy(times_);
    copy(days_);
    copy(often_);
    for (auto& [place, values] : varied_) copy(values);
    if (!has_pairs(whole.family)) return;
    flags_.each([&](const auto& slot) {
        const CellInfo subject = shared_->info(slot.key[0]);
        if (subject.channel == whole.channel && subject.family == whole.family)
            other_flags_.at({to, slot.key[1], subject.value}) = slot.value;
    });
}

void Members::apply(const Counted& counted, Zone& zone) {
    const Applied& event = counted.event;
    const Use& use = frame_->rules.uses[event.verb];
    Flags flags = event.machine ? use.machine_flags : use.flags;
    if (event.when == When::before) flags &= flag_registered;
    const bool in_times = use.first || (use.after && event.when == When::inside);
    const bool inside = event.when == When::inside, in_days = inside && use.every && event.time != no_time;
    if (flags == 0 && !in_times && !in_days && !(inside && use.often)) return;
    find_apart(counted);
    if (flags != 0 || in_times) {
        const bool by_message = use.message && !event.message.empty();
        const std::uint32_t target = by_message ? message_target | messages_.intern(event.message) : event.campaign;
        if (flags != 0) apply_flags(counted, flags, target);
        if (in_times) apply_times(counted, target);
    }
    if (in_days) apply_days(counted, zone);
    if (inside && use.often) apply_often(counted);
}

} // namespace engage::count
