// counter.cpp -- batches of events to the tallies of every cell.
// SPDX-License-Identifier: MIT
#include "count/counter.hpp"

#include "count/packing.hpp"
#include "count/worker.hpp"

namespace engage::count {

Counter::Counter(Frame frame, Labels& labels, std::size_t inputs, std::uint64_t memory_limit)
    : frame_(std::move(frame)), labels_(&labels), inputs_(inputs), memory_(memory_limit) {
    customers_ = cells_.find({0, Family::customer, no_key, 0});
    const std::size_t parts = memory_.is_limited() ? parts_within_limit : usual_parts;
    for (std::size_t i = 0; i < parts; ++i) parts_.emplace_back(frame_, cells_);
}

Counter::~Counter() = default;

WorkerPointer Counter::worker() {
    return {new Worker(frame_, cells_, inputs_, parts_.size()), [](Worker* worker) { delete worker; }};
}

bool Counter::admit(Batch& batch) {
    if (postponed_) {
        postponed_->add(batch);
        return false;
    }
    const std::string_view owner = owner_of_ids(batch);
    for (Event& event : batch.events)
        if (!event.id.empty()) ids_.intern(owner, event.id, hash_of(event.id), &event.duplicate);
    ++admitted_;
    if (memory_.is_limited()) {
        memory_.change(ids_bytes_, ids_.bytes());
        if (ids_bytes_ > memory_.limit() / 2) postponed_ = std::make_unique<Postponed>();
    }
    return true;
}

void Counter::count(Worker& worker, const Batch& batch, std::uint64_t number) {
    worker.prepare(batch);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        Part& part = parts_[i];
        part.turn.wait(number);
        if (memory_.is_limited()) apply_or_put_by(part, i, worker);
        else part.partition.apply(worker.prepared, worker.prepared.parts[i], worker.zone);
        part.turn.pass();
    }
}

/// Once an event of a partition waits, so do all that come after it.
void Counter::apply_or_put_by(Part& part, std::size_t number, Worker& worker) {
    const auto& events = worker.prepared.parts[number];
    if (events.empty()) return;
    if (!part.waiting && !memory_.is_full()) {
        part.partition.apply(worker.prepared, events, worker.zone);
        memory_.change(part.bytes, part.partition.bytes());
        return;
    }
    if (!part.waiting) part.waiting = std::make_unique<TemporaryFile>();
    worker.packed.clear();
    pack(worker.prepared, events, worker.packed);
    part.waiting->append(worker.packed);
}

void Counter::abandon() {
    for (Part& part : parts_) part.turn.abandon();
}

} // namespace engage::count
