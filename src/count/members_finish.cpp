// members_finish.cpp -- distinct sets to tallies, when everything is read.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <bit>
#include <tuple>

#include "count/members.hpp"

namespace engage::count {
namespace {

constexpr auto registrants = place_of_figure(Figure_of::registrants), attendees = place_of_figure(Figure_of::attendees),
               both = place_of_figure(Figure_of::attended_registrants), walk_ins = place_of_figure(Figure_of::walk_ins),
               unique_after = place_where([](const Tally&tally) { return tally.rule.how == How::pairs_after; });

/// Items arranged by a small number each has: those of 0 first.
template <class Item, class Number>
std::vector<Item> arranged(const std::vector<Item>& items, Number number) {
    std::uint32_t most = 0;
    for (const Item& item : items) most = std::max(most, number(item));
    std::vector<std::uint32_t> next(std::size_t{most} + 2);
    for (const Item& item : items) ++next[number(item) + 1];
    for (std::size_t i = 1; i < next.size(); ++i) next[i] += next[i - 1];
    std::vector<Item> sorted(items.size());
    for (const Item& item : items) sorted[next[number(item)]++] = item;
    return sorted;
}

} // namespace

class Members::Finishing {
public:
    Finishing(const Members& members, Finisher& finisher, CustomerSums& sums)
        : members_(members), rules_(members.frame_->rules), whole_(finisher.whole), period_(finisher.period),
          cells_(finisher.cells), totals_(finisher.totals), sums_(sums), known_(finisher.flags) {
        for (std::size_t family = 0; family < family_count; ++family)
            for (const Member& member : rules_.members[family])
                (member.customers ? of_customers_ : of_pairs_)[family] |= member.flag;
    }

    void run() {
        members_.flags_.each([&](const auto& slot) {
            const CellInfo& info = whole_.cells[slot.key[0]];
            if (!has_pairs(info.family)) {
                add_members(slot.key[0], info.family, slot.value);
                return;
            }
            // The entry of a campaign's pair counts for the whole channel, too.
            const Cell channel = cells_.find({info.channel, info.family, no_key, 0});
            add_pair(channel, info.value, slot.key[1], slot.value);
            if (slot.value & flag_delivered_again) totals_.add_reused(channel);
            if (rules_.campaign_key) add_pair(slot.key[0], info.value, slot.key[1], slot.value);
        });
        members_.other_flags_.each([&](const auto& slot) {
            const Label campaign = slot.key[2] & message_target ? 0 : whole_.cells[slot.key[2]].value;
            add_pair(slot.key[0], campaign, slot.key[1], slot.value);
            if (slot.value & flag_delivered_again && whole_.cells[slot.key[0]].key == no_key)
                totals_.add_reused(slot.key[0]);
        });
        add_customers();
        add_times();
        add_often();
    }

private:
    /// A customer who is in some of the cell's distinct sets of customers, by one of their pairs.
    struct Belonging {
        std::uint32_t customer = 0;
        Cell cell = 0;
        Flags flags = 0;
    };

    /// Adds 1 to the tallies of the flags.
    void add_members(Cell cell, Family family, Flags flags) {
        for (const Member& member : rules_.members[index_of(family)])
            if (flags & member.flag) totals_.add(cell, member.place, 1);
    }

    void add_pair(Cell cell, Label campaign, std::uint32_t customer, Flags flags) {
        const CellInfo& info = whole_.cells[cell];
        const auto family = index_of(info.family);
        if (flags & of_pairs_[family]) add_members(cell, info.family, flags & of_pairs_[family]);
        Flags belongs = flags & of_customers_[family];
        if (of_customers_[family] != 0 && delivery_derived(info.channel))
            belongs = (flags & flag_sent) && !(flags & flag_bounced) ? of_customers_[family] : 0;
        if (belongs != 0) belongings_.push_back({customer, cell, belongs});
        if (info.family == Family::event && held(info, campaign)) add_attendance(cell, customer, flags);
    }

    void add_attendance(Cell cell, std::uint32_t customer, Flags flags) {
        const bool registered = flags & flag_registered, attended = flags & flag_attended;
        if (registered) totals_.add(cell, registrants, 1);
        if (!attended) return;
        totals_.add(cell, attendees, 1);
        sums_.add(cell, Family::event, customer, tally_position("attendees"), 1);
        totals_.add(cell, registered ? both : walk_ins, 1);
    }

    /// Customers with several pairs in a cell count there once.
    void add_customers() {
        std::uint32_t customer = nobody;
        for (const Belonging& one : arranged(belongings_, [](const Belonging& b) { return b.customer; })) {
            if (one.customer != customer) known_.begin();
            customer = one.customer;
            Flags& before = known_.at(one.cell);
            const Flags added = one.flags & ~before;
            before |= added;
            if (added != 0) add_members(one.cell, whole_.cells[one.cell].family, added);
        }
    }

    void add_times() {
        members_.times_.each([&](const auto& slot) {
            if (!slot.value.later || !slot.value.earlier || slot.value.last < slot.value.first) return;
            totals_.add(slot.key[0], unique_after, 1);
            // That of a campaign's pair counts for the breakdown by campaign, too.
            if (whole_.cells[slot.key[0]].key == no_key && !(slot.key[2] & message_target) && rules_.campaign_key)
                totals_.add(slot.key[2], unique_after, 1);
        });
    }

    void add_often() {
        members_.often_.each([&](const auto& slot) {
            const auto place = static_cast<std::uint8_t>(slot.key[2]);
            if (slot.value >= members_.least_.at(place)) totals_.add(slot.key[0], place, 1);
        });
        for (const auto& [place, values] : members_.varied_) {
            std::map<std::pair<Cell, std::uint32_t>, std::uint32_t> varied;
            values.each([&](const auto& slot) { ++varied[{slot.key[0], slot.key[1]}]; });
            for (const auto& [who, count] : varied)
                if (count >= members_.least_.at(place)) totals_.add(who.first, place, 1);
        }
    }

    /// Whether the channel has no `delivered` events at all, so that delivery is what was sent and did not bounce.
    bool delivery_derived(Label channel) {
        if (channel != asked_channel_) {
            const auto seen = whole_.seen.find(channel);
            derived_ = seen == whole_.seen.end() || !(seen->second.words & verbs("message.delivered"));
            asked_channel_ = channel;
        }
        return derived_;
    }
    bool held(const CellInfo& info, Label campaign) {
        const Cell channel = cells_.find({info.channel, info.family, no_key, 0});
        const auto first = whole_.first_attended.find({channel, campaign});
        if (first == whole_.first_attended.end()) return false;
        return (!period_.from_asked || first->second >= period_.start) &&
               (!period_.to_asked || first->second < period_.end);
    }

    const Members& members_;
    const Rules& rules_;
    const Whole& whole_;
    const Period& period_;
    CellCache& cells_;
    Totals& totals_;
    CustomerSums& sums_;
    Stamps<Flags>& known_;
    std::array<Flags, family_count> of_pairs_{}, of_customers_{};
    std::vector<Belonging> belongings_;
    Label asked_channel_ = 0; ///< no channel of messages has it
    bool derived_ = false;
};

/// Of customers_every: in how many of the period's whole days, weeks and months a customer did something.
class Members::Days {
public:
    Days(const Members& members, Finisher& finisher)
        : members_(members), whole_(finisher.whole), totals_(finisher.totals) {}

    void run() {
        std::vector<Entry> entries;
        entries.reserve(members_.days_.size());
        members_.days_.each([&](const auto& slot) { entries.push_back({slot.key, slot.value}); });
        // By customer and cell they need not be in order, but what belongs together must stand together.
        const bool several =
            std::any_of(entries.begin(), entries.end(), [&](const Entry& e) { return e.key[2] != entries[0].key[2]; });
        if (several) std::sort(entries.begin(), entries.end());
        for (auto begin = entries.cbegin(); begin != entries.cend();) {
            const auto end = std::find_if(begin, entries.cend(), [&](const Entry& e) {
                return e.key[0] != begin->key[0] || e.key[1] != begin->key[1];
            });
            for (const Adding& rule : members_.frame_->rules.every[index_of(whole_.cells[begin->key[0]].family)])
                if (enough(begin, end, whole_.units[index_of(rule.span)])) totals_.add(begin->key[0], rule.place, 1);
            begin = end;
        }
    }

private:
    struct Entry {
        std::array<std::uint32_t, 3> key;
        std::uint64_t days;
        Day block() const { return static_cast<Day>(key[2]); }
        bool operator<(const Entry& other) const {
            return std::tuple(key[0], key[1], block()) < std::tuple(other.key[0], other.key[1], other.block());
        }
    };
    using Entries = std::vector<Entry>::const_iterator;

    bool enough(Entries begin, Entries end, const Units& units) const {
        std::size_t hit = 0, latest = SIZE_MAX;
        for (auto entry = begin; entry != end; ++entry)
            for (std::uint64_t left = entry->days; left != 0; left &= left - 1) {
                const Day day = entry->block() * 64 + std::countr_zero(left);
                if (day < units.first || static_cast<std::size_t>(day - units.first) >= units.of_day.size()) continue;
                const std::size_t unit = units.of_day[static_cast<std::size_t>(day - units.first)];
                hit += unit != latest;
                latest = unit;
            }
        return units.count > 0 && hit * 100 >= static_cast<std::size_t>(members_.frame_->opener_share) * units.count;
    }

    const Members& members_;
    const Whole& whole_;
    Totals& totals_;
};

void Members::finish(Finisher& finisher, CustomerSums& sums) const {
    // Where a blank value is together with its channel, it gets what the channel gets here.
    std::vector<std::pair<Cell, std::vector<int128>>> before;
    for (Cell channel = 0; channel < channels_.size(); ++channel)
        if (channels_[channel].known) before.emplace_back(channel, finisher.totals.copy_of(channel));
    Finishing(*this, finisher, sums).run();
    Days(*this, finisher).run();
    for (const auto& [channel, had] : before) {
        const CellInfo& info = finisher.whole.cells[channel];
        for (const std::uint32_t key : frame_->rules.breakdowns[index_of(info.family)])
            if (!(channels_[channel].apart >> key & 1))
                finisher.totals.add_since(had, channel, finisher.cells.find({info.channel, info.family, key, 0}));
    }
}

} // namespace engage::count
