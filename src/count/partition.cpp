// partition.cpp -- one part of the customers.
// SPDX-License-Identifier: MIT
#include "count/partition.hpp"

namespace engage::count {

void Partition::apply(const Prepared& prepared, std::span<const std::uint32_t> events, Zone& zone) {
    const Batch& batch = *prepared.batch;
    // The tables are far larger than the caches: ask for all slots first, so that the look-ups wait for one another less.
    for (const std::uint32_t i : events) customers_.prefetch(prepared.hashes[i]);
    for (const std::uint32_t i : events) customers_.prefetch_bytes(prepared.hashes[i]);
    numbers_.clear();
    for (const std::uint32_t i : events)
        numbers_.push_back(batch.events[i].customer.empty() ? nobody : customers_.intern(batch.events[i].customer, prepared.hashes[i]));
    for (std::size_t at = 0; at < events.size(); ++at)
        if (numbers_[at] != nobody) {
            members_.prefetch(batch.events[events[at]], prepared.cells[events[at] * prepared.stride], numbers_[at]);
            base_.prefetch(numbers_[at]);
        }
    for (std::size_t at = 0; at < events.size(); ++at) {
        const std::uint32_t i = events[at];
        const Event& event = batch.events[i];
        const Counted counted{event, batch.detail(event), numbers_[at], &prepared.cells[i * prepared.stride], prepared.stride,
                              batch.keys.data() + i * batch.key_count};
        visits_.apply(counted);
        if (counted.customer == nobody) continue;
        members_.apply(counted, zone);
        answers_.apply(counted);
        base_.apply(counted);
    }
}

void Partition::finish(const Whole& facts, Cell customers, const Period& period, const Zone& zone, Cells& cells,
                       Totals& totals) const {
    members_.finish(facts, cells, totals);
    visits_.finish(facts, cells, totals);
    answers_.finish(totals);
    base_.finish(facts, customers, period, zone, totals);
}

} // namespace engage::count
