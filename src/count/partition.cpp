// partition.cpp -- one part of the customers.
// SPDX-License-Identifier: MIT
#include "count/partition.hpp"

namespace engage::count {

void Partition::apply(const Applied& event, const Routed& routed, Applier& applier) {
    const Rules& rules = frame_->rules;
    const Use& use = rules.uses[event.verb];
    const std::uint64_t hash = std::uint64_t{routed.hash} << 32;
    const std::uint32_t customer = event.customer.empty() ? nobody : customers_.intern(event.customer, hash);
    const auto& cells = applier.cells_of(routed);
    const Cell subject = rules.campaign_key && use.pairs ? cells[1 + *rules.campaign_key] : routed.subject;
    const Counted counted{event, customer, cells.data(), cells.size(), routed.valued, subject, routed.keys};
    if (use.visit) visits_.apply(counted);
    if (customer == nobody) return;
    members_.apply(counted, applier.zone);
    if (use.answer) answers_.apply(counted);
    if (use.active || use.life) base_.apply(counted);
}

void Partition::finish(Finisher& finisher, Cell customers) const {
    members_.finish(finisher);
    visits_.finish(finisher);
    answers_.finish(finisher.totals);
    base_.finish(finisher.whole, customers, finisher.period, finisher.zone, finisher.totals);
}

} // namespace engage::count
