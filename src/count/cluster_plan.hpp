// cluster_plan.hpp -- the cells whose customers are told apart: those that are shown.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "count/cells.hpp"
#include "count/rules.hpp"
#include "count/totals.hpp"
#include "import/labels.hpp"

namespace engage::count {

/// Where the clusters of each cell begin, among those of all.
struct ClusterPlan {
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    std::vector<std::uint32_t> begins; ///< by cell
    std::size_t size = 0;
};

/// Whole channels, and of the values of each breakdown the `top` largest, all of them if it is 0: by weight, then by
/// text. `plain`: what needs no memory of other events, and so every weight but those of visitor_type.
std::vector<bool> shown_cells(const std::vector<CellInfo>& cells, const Totals& plain, const Labels& labels,
                              std::size_t top);

ClusterPlan plan_clusters(const Rules& rules, const std::vector<CellInfo>& cells, const std::vector<bool>& shown);

} // namespace engage::count
