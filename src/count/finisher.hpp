// finisher.hpp -- what a thread that finishes partitions, one after the other, keeps for all of them.
// SPDX-License-Identifier: MIT
#pragma once

#include <utility>
#include <vector>

#include "count/frame.hpp"
#include "count/totals.hpp"
#include "count/visit_sums.hpp"

namespace engage::count {

/// A value per cell, of one customer or session at a time: the next one begins with none.
template <class Value>
class Stamps {
public:
    void begin() { ++now_; }
    Value& at(Cell cell) {
        if (cell >= stamps_.size()) stamps_.resize(cell + 1 + stamps_.size() / 2);
        Stamp& stamp = stamps_[cell];
        if (stamp.of != now_) stamp = {now_, {}};
        return stamp.value;
    }

private:
    struct Stamp {
        std::uint64_t of = 0;
        Value value{};
    };
    std::vector<Stamp> stamps_;
    std::uint64_t now_ = 0;
};

struct Finisher {
    Finisher(const Whole& facts, const Period& settled, const Zone& local, const Quotients& wanted, Cells& shared)
        : whole(facts), period(settled), zone(local), quotients(wanted), cells(shared), totals(shared),
          clusters(facts.clusters.size) {}

    const Whole& whole;
    const Period& period;
    Zone zone;
    const Quotients& quotients;
    CellCache cells;
    Totals totals;
    Stamps<std::uint32_t> flags; ///< of a customer
    VisitSums visits;
    std::uint64_t views = 0;        ///< that are in them
    std::vector<Clusters> clusters; ///< as whole.clusters has them

    /// Whether the customers of a cell are told apart.
    bool has_clusters(Cell cell) const {
        const auto& begins = whole.clusters.begins;
        return cell < begins.size() && begins[cell] != ClusterPlan::none;
    }
    /// All that one customer has of a cell: `amount_of(slot)`.
    template <class AmountOf>
    void add_cluster(Cell cell, AmountOf amount_of) {
        if (!has_clusters(cell)) return;
        const CellInfo& info = whole.cells[cell];
        const auto& of_family = quotients.families[index_of(info.family)].all;
        Clusters* to = &clusters[whole.clusters.begins[cell]];
        for (const std::uint8_t position : quotients.of(info.family, info.key)) {
            const Quotients::Split& quotient = of_family[position];
            (to++)->add(quotient.y.steps(amount_of), quotient.x.steps(amount_of));
        }
    }
};

} // namespace engage::count
