// cell_amounts.cpp -- all tallies of one cell.
// SPDX-License-Identifier: MIT
#include "measure/cell_amounts.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "count/tallies.hpp"
#include "measure/measure.hpp"
#include "measure/sum.hpp"

namespace engage::measure {
namespace {

constexpr bool every_formula_reads() {
    for (const Tally& tally : tally_table) {
        if ((tally.rule.how == How::sum) != (!tally.rule.formula.empty() && tally.rule.how != How::channel))
            return false;
        for (const auto text : {tally.rule.formula, tally.rule.otherwise})
            if (!text.empty() && !parse_sum(text)) return false;
    }
    return true;
}
static_assert(every_formula_reads(), "a tally's sum names an unknown tally");

/// A tally that is made of others.
struct Made {
    std::size_t tally = 0;
    std::optional<Sum> formula, otherwise;
    std::optional<std::size_t> of_channel; ///< the tally of the whole channel that it is
};

/// In the order of the tallies: a sum may be of sums before it.
const std::vector<Made>& made_tallies() {
    static const std::vector<Made> all = [] {
        std::vector<Made> found;
        for (std::size_t i = 0; i < tally_table.size(); ++i) {
            const Rule& rule = tally_table[i].rule;
            Made made{i, {}, {}, {}};
            if (!rule.otherwise.empty()) made.otherwise = parse_sum(rule.otherwise);
            if (rule.how == How::sum) made.formula = parse_sum(rule.formula);
            if (rule.how == How::channel) made.of_channel = tally_position(rule.formula);
            if (made.otherwise || made.formula || made.of_channel) found.push_back(made);
        }
        return found;
    }();
    return all;
}

auto place_of(const count::CellInfo& info) { return std::tuple(info.channel, info.family, info.key, info.value); }

} // namespace

CellIndex::CellIndex(const count::Counts& counts) {
    cells_.reserve(counts.cells.size());
    for (const auto& cell : counts.cells) cells_.push_back(&cell);
    std::sort(cells_.begin(), cells_.end(),
              [](const auto* a, const auto* b) { return place_of(a->info) < place_of(b->info); });
}

const count::CellCounts* CellIndex::find(Label channel, Family family, std::uint32_t key, Label value) const {
    const auto before = [](const auto* cell, const auto& place) { return place_of(cell->info) < place; };
    const auto at = std::lower_bound(cells_.begin(), cells_.end(), std::tuple(channel, family, key, value), before);
    return at == cells_.end() || place_of((*at)->info) != std::tuple(channel, family, key, value) ? nullptr : *at;
}

std::span<const count::CellCounts* const> CellIndex::values(Label channel, Family family, std::uint32_t key) const {
    const auto wanted = std::tuple(channel, family, key);
    const auto key_of = [](const auto* cell) {
        return std::tuple(cell->info.channel, cell->info.family, cell->info.key);
    };
    const auto from =
        std::partition_point(cells_.begin(), cells_.end(), [&](const auto* cell) { return key_of(cell) < wanted; });
    const auto to = std::partition_point(from, cells_.end(), [&](const auto* cell) { return key_of(cell) == wanted; });
    return {from, to};
}

namespace {

/// Whether the input has events of the family, or of customers, of which its figures could be made.
bool has_events(Family family, const count::Seen& seen, const count::Counts& counts) {
    static constexpr auto words = [] {
        std::array<Verbs, family_count> all{};
        for (std::size_t i = 0; i < family_count; ++i) all[i] = verbs_of(static_cast<Family>(i));
        return all;
    }();
    return (seen.words & words[index_of(family)]) || (family == Family::customer && counts.customers_known);
}

/// Whether the channel's input can contain what the tally is made of: any of its events, but all of them for figures of
/// what comes together. What was sent and did not bounce stands for what was delivered.
bool can_be_made(const Rule& rule, Verbs possible) {
    constexpr Verbs delivered = verbs("message.delivered"), instead = verbs("message.sent message.bounced");
    if ((rule.events & delivered) && (possible & instead) == instead) return true;
    const bool of_both = rule.figure == Figure_of::sessions_converted || rule.figure == Figure_of::walk_ins ||
                         rule.figure == Figure_of::attended_registrants;
    const Verbs found = rule.events & possible;
    return (of_both ? found == rule.events : found != 0) && (rule.first == 0 || (rule.first & possible));
}

/// Of likes, shares and tags those that an export gives are a sum, too; of what is taken away all must be known.
bool adds_only(const Sum& sum) {
    const auto terms = sum.all();
    return std::all_of(terms.begin(), terms.end(), [](const Term& term) { return term.coefficient > 0; });
}

} // namespace

CellAmounts::CellAmounts(const CellIndex& index, const count::Counts& counts, Label channel, std::uint32_t key,
                         Label value, const CellAmounts* channel_amounts)
    : amounts_(tally_table.size()), derived_(tally_table.size()) {
    static const count::Seen nothing;
    const auto at = counts.seen.find(channel);
    const count::Seen& seen = at == counts.seen.end() ? nothing : at->second;
    std::array<bool, family_count> all_known{};
    std::array<std::size_t, family_count> places{}; // of the next tally of each family
    for (std::size_t family = 0; family < family_count; ++family) {
        cells_[family] = index.find(channel, static_cast<Family>(family), key, value);
        all_known[family] = has_events(static_cast<Family>(family), seen, counts);
    }
    if (!channel_amounts) measured_ = seen.measured;
    for (std::size_t i = 0; i < tally_table.size(); ++i) {
        const std::size_t family = index_of(tally_table[i].family);
        if (cells_[family]) {
            amounts_[i] = cells_[family]->amounts[places[family]++];
            measured_[i] = measured_[i] || cells_[family]->measured[i];
        }
        const Rule& rule = tally_table[i].rule;
        const bool made =
            rule.events == 0 || tally_table[i].family == Family::customer || can_be_made(rule, seen.possible);
        known_[i] = (all_known[family] && made) || measured_[i];
    }
    make_others(seen, channel_amounts);
}

void CellAmounts::make_others(const count::Seen& seen, const CellAmounts* channel_amounts) {
    const Lookup lookup = [this](std::size_t tally) { return amounts_[tally]; };
    for (const Made& made : made_tallies()) {
        Amount& amount = amounts_[made.tally];
        const Rule& rule = tally_table[made.tally].rule;
        const bool is_told = (seen.words & rule.events) || seen.measured[made.tally];
        if (made.otherwise && !is_told && known(*made.otherwise)) {
            amount = evaluate(*made.otherwise, lookup);
            derived_[made.tally] = known_[made.tally] = true;
            if (amount.quantity.units < 0) amount = {{}, std::string(rule.otherwise) + " is below 0"};
        }
        if (made.formula) {
            amount = evaluate(*made.formula, lookup);
            known_[made.tally] = known(*made.formula) || (adds_only(*made.formula) && any_known(*made.formula));
        }
        if (made.of_channel) {
            const CellAmounts& of = channel_amounts ? *channel_amounts : *this;
            amount = of[*made.of_channel];
            known_[made.tally] = of.known(*made.of_channel);
        }
    }
}

} // namespace engage::measure
