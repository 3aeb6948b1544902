// partition.cpp -- one part of the customers.
// SPDX-License-Identifier: MIT
#include "count/partition.hpp"

namespace engage::count {
// The tables are far larger than the caches. So every step is taken for all events at hand before the next one is, and
// asks for the memory that the next one needs: then the events wait for memory together, and not one after the other.

void Partition::apply(const Prepared& prepared, std::span<const std::uint32_t> events, Zone& zone) {
    find_customers(prepared, events);
    look_ahead(prepared, events);
    const Batch& batch = *prepared.batch;
    for (std::size_t at = 0; at < events.size(); ++at) {
        const std::uint32_t i = events[at];
        const Event& event = batch.events[i];
        const Use& use = frame_->rules.uses[event.verb];
        const Counted counted{event, batch.detail(event), numbers_[at], &prepared.cells[i * prepared.stride], prepared.stride,
                              prepared.valued[i], prepared.subjects[i], batch.keys.data() + i * batch.key_count};
        if (use.visit) visits_.apply(counted, sessions_[at]);
        if (counted.customer == nobody) continue;
        members_.apply(counted, zone);
        if (use.answer) answers_.apply(counted);
        if (use.active || use.life) base_.apply(counted);
    }
}

void Partition::find_customers(const Prepared& prepared, std::span<const std::uint32_t> events) {
    for (const std::uint32_t i : events) customers_.prefetch(prepared.hashes[i]);
    for (const std::uint32_t i : events) customers_.prefetch_text(prepared.hashes[i]);
    numbers_.clear();
    for (const std::uint32_t i : events) {
        const auto customer = prepared.batch->events[i].customer;
        numbers_.push_back(customer.empty() ? nobody : customers_.intern(customer, prepared.hashes[i]));
    }
}

void Partition::look_ahead(const Prepared& prepared, std::span<const std::uint32_t> events) {
    sessions_.assign(events.size(), 0);
    for (std::size_t at = 0; at < events.size(); ++at) {
        const std::uint32_t i = events[at];
        const Event& event = prepared.batch->events[i];
        const Cell* const cells = &prepared.cells[i * prepared.stride];
        if (frame_->rules.uses[event.verb].visit) {
            sessions_[at] = Visits::hash(event, cells[0], numbers_[at]);
            visits_.prefetch(sessions_[at]);
        }
        if (numbers_[at] == nobody) continue;
        members_.prefetch(event, {cells, prepared.stride}, prepared.subjects[i], numbers_[at]);
        if (frame_->rules.uses[event.verb].active) base_.prefetch(numbers_[at]);
    }
    for (std::size_t at = 0; at < events.size(); ++at)
        if (sessions_[at] != 0) visits_.prefetch(sessions_[at], prepared.cells[events[at] * prepared.stride], numbers_[at]);
}

void Partition::finish(const Whole& facts, Cell customers, const Period& period, const Zone& zone, Cells& cells,
                       Totals& totals) const {
    members_.finish(facts, cells, totals);
    visits_.finish(facts, cells, totals);
    answers_.finish(totals);
    base_.finish(facts, customers, period, zone, totals);
}

} // namespace engage::count
