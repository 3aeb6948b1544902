// partition.cpp -- one part of the customers.
// SPDX-License-Identifier: MIT
#include "count/partition.hpp"

namespace engage::count {
namespace {

/// Whether Members keep anything of such events; page views, which are many, they do not.
bool concerns_members(const Use& use) {
    return (use.flags | use.machine_flags) != 0 || use.first || use.after || use.every || use.often;
}

} // namespace

/// Who and what it is about, by their numbers and cells.
[[gnu::always_inline]] inline void Partition::recognise(Arrival& arrival, Applier& applier) {
    const Rules& rules = frame_->rules;
    Counted& counted = arrival.counted;
    const Use& use = rules.uses[counted.verb];
    if (!arrival.customer.empty())
        counted.customer = base_.number_of(arrival.customer, std::uint64_t{arrival.hash} << 32);
    counted.blanks = applier.blanks_of(counted.channel);
    if (rules.campaign_key && use.pairs) counted.subject = counted.cell(*rules.campaign_key);
    if (use.visit) visits_.prefetch(counted);
    if (use.flags != 0 && counted.customer != nobody) members_.prefetch(counted);
}

[[gnu::always_inline]] inline void Partition::apply(const Counted& counted, Applier& applier) {
    const Use& use = frame_->rules.uses[counted.verb];
    if (use.visit) visits_.apply(counted);
    if (counted.customer == nobody) return;
    if (concerns_members(use)) members_.apply(counted, applier.zone);
    if (use.answer) answers_.apply(counted);
    if (use.active || use.life) base_.apply(counted);
    if (use.summed && counted.when == When::inside) sums_.apply(counted);
}

/// In steps, each for all events of the run, that ask for what the next one looks up: so they wait for it together.
void Partition::apply(const Slips& slips, std::string_view run, Applier& applier) {
    Slips::each_hash(run, [&](std::uint32_t hash) { base_.prefetch(std::uint64_t{hash} << 32); });
    Slips::each_hash(run, [&](std::uint32_t hash) { base_.prefetch_record(std::uint64_t{hash} << 32); });
    Arrival* const begin = applier.arrivals.data();
    Arrival* end = begin;
    for (const char* at = run.data(); at != run.data() + run.size(); ++end) {
        at = slips.read(at, *end);
        recognise(*end, applier);
    }
    for (const Arrival* arrival = begin; arrival != end; ++arrival)
        if (arrival->counted.visit_hash != 0) visits_.prefetch_record(arrival->counted.visit_hash);
    for (const Arrival* arrival = begin; arrival != end; ++arrival) apply(arrival->counted, applier);
}

void Partition::replay(const Slips& slips, std::string_view run, Applier& applier, const Period& period) {
    Arrival arrival;
    for (const char* at = run.data(); at != run.data() + run.size();) {
        at = slips.read(at, arrival);
        Counted& counted = arrival.counted;
        if (counted.time >= period.end) continue;
        counted.when = counted.time >= period.start ? When::inside : When::before;
        if (counted.when == When::before && !tells_later(counted.verb)) continue;
        recognise(arrival, applier);
        apply(counted, applier);
    }
}

void Partition::finish(Finisher& finisher, Cell customers) {
    members_.finish(finisher, sums_);
    visits_.finish(finisher);
    answers_.finish(finisher.totals, sums_);
    base_.finish(finisher.whole, customers, finisher.period, finisher.zone, finisher.totals);
    sums_.finish(finisher);
}

} // namespace engage::count
