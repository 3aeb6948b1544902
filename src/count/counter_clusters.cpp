// counter_clusters.cpp -- the customers of every cell, as all threads found them.
// SPDX-License-Identifier: MIT
#include "count/counter.hpp"

namespace engage::count {

/// The cells of visitor_type are known only at the end; here, so that their customers can be told apart.
void Counter::make_visitor_types() {
    if (!frame_.rules.visitor_type_key) return;
    for (Cell cell = 0, size = static_cast<Cell>(cells_.size()); cell < size; ++cell) {
        const CellInfo info = cells_.info(cell);
        if (info.family != Family::web || info.key != no_key) continue;
        for (const std::string_view type : {"", "new", "returning"})
            cells_.find({info.channel, info.family, *frame_.rules.visitor_type_key, labels_->intern(type)});
    }
}

void Counter::add_clusters(const Whole& known, const std::deque<Finisher>& finishers, const Totals& totals,
                           std::vector<CellCounts>& cells) const {
    auto counts = cells.begin();
    for (Cell cell = 0; cell < cells_.size(); ++cell) {
        if (!totals.find(cell)) continue;
        const CellInfo& info = counts->info;
        if (finishers.front().has_clusters(cell)) {
            std::uint32_t at = known.clusters.begins[cell];
            for (const std::uint8_t position : frame_.rules.quotients.of(info.family, info.key)) {
                Clusters all;
                for (const Finisher& finisher : finishers) all.add(finisher.clusters[at]);
                ++at;
                counts->clusters.emplace_back(&frame_.rules.quotients.families[index_of(info.family)].all[position].of,
                                              all);
            }
        }
        ++counts;
    }
}

} // namespace engage::count
