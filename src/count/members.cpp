// members.cpp -- distinct customers and pairs.
// SPDX-License-Identifier: MIT
#include "count/members.hpp"

#include <algorithm>
#include <bit>

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
[[gnu::always_inline]] inline void Members::apply_flags(const Counted& counted, std::uint64_t apart, Flags flags,
                                                        std::uint32_t target) {
    const auto join = [flags](Flags& have) { have = joined(have, flags); };
    const std::uint32_t customer = counted.customer;
    if (!frame_->rules.uses[counted.verb].pairs) {
        const auto join_cell = [&](Cell cell) { join(flags_.at({cell, customer})); };
        join_cell(counted.channel);
        each_cell(counted, apart, join_cell);
        return;
    }
    const auto join_cell = [&](Cell cell) { join(other_flags_.at({cell, customer, target})); };
    if (target & message_target) {
        join_cell(counted.channel);
        each_cell(counted, apart, join_cell);
    } else {
        join(flags_.at({counted.subject, customer}));
        each_cell(counted, but_campaign(apart), join_cell);
    }
}

void Members::apply_times(const Counted& counted, std::uint64_t apart, std::uint32_t target) {
    const bool later = frame_->rules.uses[counted.verb].after;
    const auto note = [&](Cell cell) {
        Times& times = times_.at({cell, counted.customer, target});
        // Without a time the order is not known: such a click comes before, such a conversion after everything.
        if (later) {
            times.later = true;
            times.last = std::max(times.last, counted.time == no_time ? INT64_MAX : counted.time);
        } else {
            times.earlier = true;
            times.first = std::min(times.first, counted.time);
        }
    };
    note(counted.channel);
    each_cell(counted, target & message_target ? apart : but_campaign(apart), note);
}

void Members::apply_days(const Counted& counted, std::uint64_t apart, Zone& zone) {
    const Day day = zone.day_of(counted.time);
    const auto note = [&](Cell cell) {
        days_.at({cell, counted.customer, static_cast<std::uint32_t>(day >> 6)}) |= std::uint64_t{1} << (day & 63);
    };
    note(counted.channel);
    each_cell(counted, apart, note);
}

void Members::apply_often(const Counted& counted, std::uint64_t apart) {
    const auto note = [&](Cell cell) {
        for (const auto& rule : frame_->rules.often[counted.verb]) {
            often_.at({cell, counted.customer, rule.place}) += counted.count;
            least_[rule.place] = rule.at_least;
        }
        for (const auto& rule : frame_->rules.varied[counted.verb]) {
            const Label value = counted.keys[static_cast<std::size_t>(rule.key)];
            if (value == 0) continue;
            varied_[rule.place].at({cell, counted.customer, value});
            least_[rule.place] = rule.at_least;
        }
    };
    note(counted.channel);
    each_cell(counted, apart, note);
}

/// The breakdowns whose sets of the event's channel are not those of the channel.
[[gnu::always_inline]] inline std::uint64_t Members::apart(const Counted& counted) {
    if (counted.channel < channels_.size()) {
        const Channel& known = channels_[counted.channel];
        if (known.known && !(counted.valued & ~known.apart)) return known.apart;
    }
    return find_apart(counted);
}

std::uint64_t Members::find_apart(const Counted& counted) {
    const Cell channel = counted.channel;
    const Rules& rules = frame_->rules;
    const auto all = [&] {
        std::uint64_t every = 0;
        for (const std::uint32_t key : rules.breakdowns[index_of(vocabulary[counted.verb].family)])
            every |= std::uint64_t{1} << key;
        return every;
    };
    if (channel >= last_together) return all();
    if (channel >= channels_.size()) channels_.resize(channel + 1);
    Channel& known = channels_[channel];
    if (!known.known) {
        known.known = true;
        // The pairs of a campaign are in its cell from the start.
        if (rules.campaign_key && rules.uses[counted.verb].pairs) known.apart = std::uint64_t{1} << *rules.campaign_key;
        if (++together_ > most_together) known.apart = all();
    }
    if (counted.valued & ~known.apart) part(channel, counted.valued & ~known.apart);
    return known.apart;
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
    const auto copy = [&]<class Entries>(Entries& table) {
        std::vector<typename Entries::Slot> found; // before the table grows
        table.each([&](const auto& slot) {
            if (slot.key[0] == from) found.push_back(slot);
        });
        for (auto& slot : found) {
            slot.key[0] = to;
            table.at(slot.key) = slot.value;
        }
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
            other_flags_.at({to, slot.key[1], slot.key[0]}) = slot.value;
    });
}

void Members::apply(const Counted& counted, Zone& zone) {
    const Use& use = frame_->rules.uses[counted.verb];
    Flags flags = counted.machine ? use.machine_flags : use.flags;
    const bool inside = counted.when == When::inside;
    if (!inside) flags &= flag_registered;
    const bool in_times = use.first || (use.after && inside), in_often = inside && use.often;
    const bool in_days = inside && use.every && counted.time != no_time;
    if (flags == 0 && !in_times && !in_days && !in_often) return;
    const std::uint64_t apart = this->apart(counted);
    if (flags != 0 || in_times) {
        const bool by_message = use.message && !counted.message.empty();
        const std::uint32_t target = by_message ? message_target | messages_.intern(counted.message) : counted.subject;
        if (flags != 0) apply_flags(counted, apart, flags, target);
        if (in_times) apply_times(counted, apart, target);
    }
    if (in_days) apply_days(counted, apart, zone);
    if (in_often) apply_often(counted, apart);
}

} // namespace engage::count
