// partition.cpp -- one part of the customers.
// SPDX-License-Identifier: MIT
#include "count/partition.hpp"

namespace engage::count {

void Partition::apply(Zone& zone) {
    waiting_.each([&](const Event& event, const Detail& detail, const Waiting::Routed& routed) { apply(event, detail, routed, zone); });
    waiting_.clear();
}

void Partition::put_by(TemporaryFile& file) {
    waiting_.each_run([&](std::string_view run) { file.append(run); });
    waiting_.clear();
}

void Partition::apply(TemporaryFile& file, Zone& zone) {
    const auto take = [&](const Event& event, const Detail& detail, const Waiting::Routed& routed) { apply(event, detail, routed, zone); };
    for (std::string run; file.next(run);) waiting_.each_of(run, take);
}

void Partition::apply(const Event& event, const Detail& detail, const Waiting::Routed& routed, Zone& zone) {
    const Use& use = frame_->rules.uses[event.verb];
    const std::uint64_t hash = std::uint64_t{routed.hash} << 32;
    const std::uint32_t customer = event.customer.empty() ? nobody : customers_.intern(event.customer, hash);
    const Counted counted{event, detail, customer, routed.cells, 1 + frame_->rules.breakdown_count, routed.valued, routed.subject, routed.keys};
    if (use.visit) visits_.apply(counted);
    if (customer == nobody) return;
    members_.apply(counted, zone);
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
