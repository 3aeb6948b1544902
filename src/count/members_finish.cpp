// members_finish.cpp -- distinct sets to tallies, when everything is read.
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "count/members.hpp"

namespace engage::count {
namespace {

constexpr std::uint32_t message_target = 1u << 31;

} // namespace

struct Members::Finishing {
    const Whole& whole;
    CellCache cells;
    Totals& totals;
    std::vector<std::tuple<Cell, std::uint8_t, std::uint32_t>> customers; ///< cell, place, customer: made distinct later

    /// The cells that an entry counts for: its own and, for a whole channel's pair that is its campaign's, the
    /// campaign's in the breakdown by campaign.
    std::array<Cell, 2> cells_of(Cell cell, std::uint32_t target, const Rules& rules) {
        const CellInfo& info = whole.cells[cell];
        const bool pairs = info.family == Family::message || info.family == Family::event;
        if (info.key != no_key || !pairs || (target & message_target) || !rules.campaign_key) return {cell, no_cell};
        return {cell, cells.find({info.channel, info.family, *rules.campaign_key, target})};
    }
    /// Whether the channel has no `delivered` events at all, so that delivery is what was sent and did not bounce.
    bool delivery_derived(Label channel) const {
        const auto seen = whole.seen.find(channel);
        return seen == whole.seen.end() || !(seen->second & verbs("message.delivered"));
    }
    bool held(const CellInfo& info, Label campaign, const Period& period) {
        const Cell channel = cells.find({info.channel, info.family, no_key, 0});
        const auto first = whole.first_attended.find({channel, campaign});
        return first != whole.first_attended.end() && (!period.from_asked || first->second >= period.start);
    }
};

void Members::finish(const Whole& whole, Cells& cells, Totals& totals) const {
    Finishing finishing{whole, CellCache(cells), totals, {}};
    finish_flags(finishing);
    finish_times(finishing);
    finish_every(finishing);
    finish_often(finishing);
    auto& customers = finishing.customers;
    std::sort(customers.begin(), customers.end());
    customers.erase(std::unique(customers.begin(), customers.end()), customers.end());
    for (const auto& [cell, place, customer] : customers) totals.add(cell, place, 1);
}

void Members::finish_flags(Finishing& finishing) const {
    constexpr auto registrants = place_of_figure(Figure_of::registrants), attendees = place_of_figure(Figure_of::attendees),
                   both = place_of_figure(Figure_of::attended_registrants), walk_ins = place_of_figure(Figure_of::walk_ins);
    flags_.each([&](const auto& slot) {
        const CellInfo info = finishing.whole.cells[slot.a];
        const std::uint32_t flags = slot.value;
        const bool derived = info.family == Family::message && finishing.delivery_derived(info.channel);
        const bool is_event = info.family == Family::event && finishing.held(info, slot.c, frame_->period);
        if (flags & flag_delivered_again && info.key == no_key) finishing.totals.add_reused(slot.a);
        for (const Cell cell : finishing.cells_of(slot.a, slot.c, frame_->rules)) {
            if (cell == no_cell) continue;
            for (const Member& member : frame_->rules.members[index_of(info.family)]) {
                bool in = flags & member.flag;
                if (derived && member.customers) in = (flags & flag_sent) && !(flags & flag_bounced);
                if (!in) continue;
                if (member.customers) finishing.customers.emplace_back(cell, member.place, slot.b);
                else finishing.totals.add(cell, member.place, 1);
            }
            if (!is_event) continue;
            const bool registered = flags & flag_registered, attended = flags & flag_attended;
            if (registered) finishing.totals.add(cell, registrants, 1);
            if (attended) finishing.totals.add(cell, attendees, 1);
            if (attended) finishing.totals.add(cell, registered ? both : walk_ins, 1);
        }
    });
}

void Members::finish_times(Finishing& finishing) const {
    constexpr auto place = place_where([](const Tally& tally) { return tally.rule.how == How::pairs_after; });
    times_.each([&](const auto& slot) {
        if (!slot.value.later || !slot.value.earlier || slot.value.last < slot.value.first) return;
        for (const Cell cell : finishing.cells_of(slot.a, slot.c, frame_->rules))
            if (cell != no_cell) finishing.totals.add(cell, place, 1);
    });
}

void Members::finish_every(Finishing& finishing) const {
    std::vector<std::tuple<Cell, std::uint32_t, Day>> days;
    days.reserve(days_.size());
    days_.each([&](const auto& slot) { days.emplace_back(slot.a, slot.b, static_cast<Day>(slot.c)); });
    std::sort(days.begin(), days.end());
    for (auto begin = days.begin(); begin != days.end();) {
        const auto [cell, customer, first] = *begin;
        const auto end = std::find_if(begin, days.end(), [&, of = std::pair(cell, customer)](const auto& entry) {
            return std::pair(std::get<0>(entry), std::get<1>(entry)) != of;
        });
        for (const Adding& rule : frame_->rules.every[index_of(finishing.whole.cells[cell].family)]) {
            const auto& units = rule.span == Span::day ? finishing.whole.whole_days
                              : rule.span == Span::week ? finishing.whole.whole_weeks : finishing.whole.whole_months;
            // `units` holds the first day of each whole unit and, last, the first day after them.
            std::size_t hit = 0, latest = units.size();
            for (auto entry = begin; entry != end; ++entry) {
                const auto after = std::upper_bound(units.begin(), units.end(), std::get<2>(*entry));
                if (after == units.begin() || after == units.end()) continue;
                const auto unit = static_cast<std::size_t>(after - units.begin()) - 1;
                hit += unit != latest;
                latest = unit;
            }
            if (units.size() > 1 && hit * 100 >= static_cast<std::size_t>(frame_->opener_share) * (units.size() - 1))
                finishing.totals.add(cell, rule.place, 1);
        }
        begin = end;
    }
}

void Members::finish_often(Finishing& finishing) const {
    often_.each([&](const auto& slot) {
        const auto place = static_cast<std::uint8_t>(slot.c);
        if (slot.value >= least_.at(place)) finishing.totals.add(slot.a, place, 1);
    });
    for (const auto& [place, values] : varied_) {
        std::map<std::pair<Cell, std::uint32_t>, std::uint32_t> varied;
        values.each([&](const auto& slot) { ++varied[{slot.a, slot.b}]; });
        for (const auto& [who, count] : varied)
            if (count >= least_.at(place)) finishing.totals.add(who.first, place, 1);
    }
}

} // namespace engage::count
