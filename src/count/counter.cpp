// counter.cpp -- batches of events to the tallies of every cell.
// SPDX-License-Identifier: MIT
#include "count/counter.hpp"

#include <algorithm>
#include <bit>

#include "count/worker.hpp"

namespace engage::count {

namespace {

constexpr std::size_t least_waiting = std::size_t{16} << 20;

/// As many that the tables of one stay small beside the cache, of exports as they usually are.
std::size_t parts_for(std::uint64_t bytes) {
    constexpr std::uint64_t bytes_of_part = 3 << 19, unknown = 256, least = 16, most = 4096;
    return bytes == 0 ? unknown : std::clamp(std::bit_ceil(bytes / bytes_of_part), least, most);
}

} // namespace

Counter::Counter(Frame frame, Labels& labels, std::size_t inputs, std::uint64_t bytes)
    : frame_(std::move(frame)), labels_(&labels), inputs_(inputs), partitions_(parts_for(bytes)),
      waiting_(partitions_.size(), frame_.rules.keys.size()), most_waiting_(least_waiting) {
    customers_ = cells_.find({0, Family::customer, no_key, 0});
}

Counter::~Counter() = default;

WorkerPointer Counter::worker() {
    return {new Worker(frame_, cells_, inputs_), [](Worker* worker) { delete worker; }};
}

void Counter::admit(Batch& batch) {
    // Ids are compared within one importer.
    const std::string_view importer(reinterpret_cast<const char*>(&batch.importer), sizeof batch.importer);
    for (Event& event : batch.events)
        if (!event.id.empty()) ids_.intern(importer, event.id, hash_of(event.id), &event.duplicate);
}

void Counter::count(Worker& worker, const Batch& batch, std::uint64_t number) {
    worker.prepare(batch);
    const auto apply_part = [&](std::size_t part) { apply(part, worker.applier); };
    crew_.wait(number, apply_part);
    put(worker.prepared());
    if (waiting_.size() > most_waiting_) {
        crew_.share(partitions_.size(), apply_part);
        waiting_.start_again();
        std::size_t tables = 0;
        for (const auto& partition : partitions_) tables += partition ? partition->bytes() : 0;
        // The more there is to bring into the cache, the more should wait for it.
        most_waiting_ = std::max(least_waiting, tables / 2);
    }
    crew_.pass();
}

void Counter::put(const Prepared& prepared) {
    const Batch& batch = *prepared.batch;
    for (const auto& route : prepared.routes) {
        const Event& event = batch.events[route.event];
        const Label* const keys = frame_.rules.uses[event.verb].often ? batch.keys.data() + route.event * batch.key_count : nullptr;
        // The tables of a partition take the upper half of the hash; the lower half has parted them.
        waiting_.put(route.hash % partitions_.size(), event, batch.detail(event),
                     {static_cast<std::uint32_t>(route.hash >> 32), route.channel, route.subject, route.valued, route.value_count,
                      prepared.values.data() + route.values, keys});
    }
}

void Counter::apply(std::size_t part, Applier& applier) {
    auto& partition = partitions_[part];
    waiting_.each(part, [&](const Event& event, const Detail& detail, const Routed& routed) {
        if (!partition) partition = std::make_unique<Partition>(frame_, cells_);
        partition->apply(event, detail, routed, applier);
    });
    waiting_.clear(part);
}

void Counter::abandon() { crew_.abandon(); }

} // namespace engage::count
