// cluster_plan.cpp -- the cells whose customers are told apart.
// SPDX-License-Identifier: MIT
#include "count/cluster_plan.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace engage::count {
namespace {

using Value = std::pair<Label, int128>; ///< and its weight

/// The largest come first; those beyond `top` are left out.
void keep_largest(std::vector<Value>& values, const Labels& labels, std::size_t top) {
    const auto shown = values.begin() + static_cast<std::ptrdiff_t>(std::min(top, values.size()));
    std::partial_sort(values.begin(), shown, values.end(), [&](const Value& a, const Value& b) {
        return a.second != b.second ? a.second > b.second : labels.text(a.first) < labels.text(b.first);
    });
    values.erase(shown, values.end());
}

} // namespace

std::vector<bool> shown_cells(const std::vector<CellInfo>& cells, const Totals& plain, const Labels& labels,
                              std::size_t top) {
    using Breakdown = std::pair<Label, std::uint32_t>; // of a channel, by a key
    std::map<Breakdown, std::map<Label, int128>> weights;
    for (Cell cell = 0; cell < cells.size() && top != 0; ++cell) {
        const CellInfo& info = cells[cell];
        const int128* const sums = plain.find(cell);
        if (info.key != no_key && info.family != Family::customer && sums)
            weights[{info.channel, info.key}][info.value] += sums[Totals::weight];
    }
    std::map<Breakdown, std::set<Label>> largest;
    for (const auto& [breakdown, of_values] : weights) {
        std::vector<Value> values(of_values.begin(), of_values.end());
        keep_largest(values, labels, top);
        for (const auto& [label, weight] : values) largest[breakdown].insert(label);
    }
    std::vector<bool> shown;
    for (const CellInfo& info : cells)
        shown.push_back(top == 0 || info.key == no_key || largest[{info.channel, info.key}].contains(info.value));
    return shown;
}

ClusterPlan plan_clusters(const Rules& rules, const std::vector<CellInfo>& cells, const std::vector<bool>& shown) {
    ClusterPlan plan;
    plan.begins.resize(cells.size(), ClusterPlan::none);
    for (Cell cell = 0; cell < cells.size(); ++cell) {
        const CellInfo& info = cells[cell];
        const std::size_t size = rules.quotients.of(info.family, info.key).size();
        const bool wanted = (cell < shown.size() && shown[cell]) || info.key == rules.visitor_type_key;
        if (size == 0 || !wanted) continue;
        plan.begins[cell] = static_cast<std::uint32_t>(plan.size);
        plan.size += size;
    }
    return plan;
}

} // namespace engage::count
