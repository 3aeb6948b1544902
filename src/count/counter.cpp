// counter.cpp -- batches of events to the tallies of every cell.
// SPDX-License-Identifier: MIT
#include "count/counter.hpp"

#include <algorithm>

#include "count/worker.hpp"

namespace engage::count {

Counter::Counter(Frame frame, Labels& labels, std::size_t inputs)
    : frame_(std::move(frame)), labels_(&labels), inputs_(inputs), turns_(part_count) {
    customers_ = cells_.find({0, Family::customer, no_key, 0});
    for (std::size_t i = 0; i < part_count; ++i) partitions_.emplace_back(frame_, cells_);
}

Counter::~Counter() = default;

WorkerPointer Counter::worker() {
    return {new Worker(frame_, cells_, inputs_, part_count), [](Worker* worker) { delete worker; }};
}

void Counter::admit(Batch& batch) {
    // Ids are compared within one importer.
    const std::string_view importer(reinterpret_cast<const char*>(&batch.importer), sizeof batch.importer);
    for (Event& event : batch.events)
        if (!event.id.empty()) ids_.intern(importer, event.id, hash_of(event.id), &event.duplicate);
}

void Counter::count(Worker& worker, const Batch& batch, std::uint64_t number) {
    worker.prepare(batch);
    for (std::size_t part = 0; part < part_count; ++part) {
        turns_[part].wait(number);
        partitions_[part].apply(worker.prepared, worker.prepared.parts[part], worker.zone);
        turns_[part].pass();
    }
}

void Counter::abandon() {
    for (Turn& turn : turns_) turn.abandon();
}

} // namespace engage::count
