// members.cpp -- distinct customers and pairs.
// SPDX-License-Identifier: MIT
#include "count/members.hpp"

#include <algorithm>

namespace engage::count {
namespace {

constexpr std::uint32_t message_target = 1u << 31; ///< set in targets that are messages; the others are campaigns

/// Whether figures are about pairs: then a target names the other half of the pair.
bool has_pairs(Family family) { return family == Family::message || family == Family::event; }

} // namespace

std::uint32_t Members::target_of(const Event& event, Family family) {
    if (!has_pairs(family)) return 0;
    if (family == Family::message && !event.message.empty()) return message_target | messages_.intern(event.message);
    return event.campaign;
}

void Members::apply_flags(const Counted& counted, std::uint32_t flags, std::uint32_t target) {
    const bool by_campaign = !(target & message_target) && has_pairs(vocabulary[counted.event.verb].family);
    for (std::size_t i = 0; i < counted.cell_count; ++i) {
        // A pair that is its campaign's needs no entry of its own in the breakdown by campaign: finish() derives it.
        if (counted.cells[i] == no_cell || (i > 0 && by_campaign && frame_->rules.campaign_key == i - 1)) continue;
        std::uint32_t& have = flags_.at(counted.cells[i], counted.customer, target);
        have |= flags | (have & flags & flag_delivered ? flag_delivered_again : 0);
    }
}

void Members::apply_times(const Counted& counted, std::uint32_t target) {
    const Event& event = counted.event;
    const bool later = frame_->rules.after & bit(event.verb);
    for (std::size_t i = 0; i < counted.cell_count; ++i) {
        if (counted.cells[i] == no_cell) continue;
        if (i > 0 && !(target & message_target) && frame_->rules.campaign_key == i - 1) continue;
        Times& times = times_.at(counted.cells[i], counted.customer, target);
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

void Members::apply(const Counted& counted, Zone& zone) {
    const Event& event = counted.event;
    const Rules& rules = frame_->rules;
    std::uint32_t flags = event.machine ? rules.machine_flags[event.verb] : rules.flags[event.verb];
    if (event.when == When::before) flags &= flag_registered;
    const bool in_times = (rules.after_first & bit(event.verb)) || ((rules.after & bit(event.verb)) && event.when == When::inside);
    if (flags != 0 || in_times) {
        const std::uint32_t target = target_of(event, vocabulary[event.verb].family);
        if (flags != 0) apply_flags(counted, flags, target);
        if (in_times) apply_times(counted, target);
    }
    if (event.when != When::inside) return;
    for (std::size_t i = 0; i < counted.cell_count; ++i) {
        const Cell cell = counted.cells[i];
        if (cell == no_cell) continue;
        if ((rules.every_events & bit(event.verb)) && event.time != no_time)
            days_.at(cell, counted.customer, static_cast<std::uint32_t>(zone.day_of(event.time)));
        for (const auto& rule : rules.often[event.verb]) {
            often_.at(cell, counted.customer, rule.place) += event.count;
            least_[rule.place] = rule.at_least;
        }
        for (const auto& rule : rules.varied[event.verb]) {
            const Label value = counted.keys[static_cast<std::size_t>(rule.key)];
            if (value == 0) continue;
            varied_[rule.place].at(cell, counted.customer, value);
            least_[rule.place] = rule.at_least;
        }
    }
}

} // namespace engage::count
