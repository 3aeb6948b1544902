// cell_amounts.cpp -- all tallies of one cell.
// SPDX-License-Identifier: MIT
#include "measure/cell_amounts.hpp"

#include "count/tallies.hpp"
#include "measure/measure.hpp"
#include "measure/sum.hpp"

namespace engage::measure {
namespace {

constexpr bool every_formula_reads() {
    for (const Tally& tally : tally_table) {
        if ((tally.rule.how == How::sum) != (!tally.rule.formula.empty() && tally.rule.how != How::channel)) return false;
        for (const auto text : {tally.rule.formula, tally.rule.otherwise})
            if (!text.empty() && !parse_sum(text)) return false;
    }
    return true;
}
static_assert(every_formula_reads(), "a tally's sum names an unknown tally");

} // namespace

CellIndex::CellIndex(const count::Counts& counts) {
    for (const auto& cell : counts.cells)
        cells_.emplace(std::tuple(cell.info.channel, cell.info.family, cell.info.key, cell.info.value), &cell);
}

const count::CellCounts* CellIndex::find(Label channel, Family family, std::uint32_t key, Label value) const {
    const auto at = cells_.find({channel, family, key, value});
    return at == cells_.end() ? nullptr : at->second;
}

CellAmounts::CellAmounts(const CellIndex& index, const count::Counts& counts, Label channel, std::uint32_t key,
                         Label value, const CellAmounts* channel_amounts)
    : amounts_(tally_table.size()), derived_(tally_table.size()) {
    std::array<const count::CellCounts*, family_count> cells{};
    for (std::size_t family = 0; family < family_count; ++family)
        cells[family] = index.find(channel, static_cast<Family>(family), key, value);
    for (std::size_t i = 0; i < tally_table.size(); ++i)
        if (const auto* cell = cells[index_of(tally_table[i].family)]) amounts_[i] = cell->amounts[count::place_of(i)];
    const Lookup lookup = [this](std::size_t tally) { return amounts_[tally]; };
    const auto seen = counts.seen.find(channel);
    for (std::size_t i = 0; i < tally_table.size(); ++i) {
        const Rule& rule = tally_table[i].rule;
        if (!rule.otherwise.empty() && (seen == counts.seen.end() || !(seen->second & rule.events))) {
            amounts_[i] = evaluate(*parse_sum(rule.otherwise), lookup);
            derived_[i] = true;
            if (amounts_[i].quantity.units < 0) amounts_[i] = {{}, std::string(rule.otherwise) + " is below 0"};
        }
        if (rule.how == How::sum) amounts_[i] = evaluate(*parse_sum(rule.formula), lookup);
        if (rule.how == How::channel)
            amounts_[i] = (channel_amounts ? *channel_amounts : *this)[tally_position(rule.formula)];
    }
}

} // namespace engage::measure
