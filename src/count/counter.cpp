// counter.cpp -- batches of events to the tallies of every cell.
// SPDX-License-Identifier: MIT
#include "count/counter.hpp"

#include <algorithm>
#include <bit>

#include "count/worker.hpp"

namespace engage::count {

namespace {

constexpr std::size_t least_waiting = std::size_t{16} << 20;

// Powers of 2, so that the lower half of a hash tells the partition.

/// So many that one more or less is little, and few enough that each may have a file open.
constexpr std::size_t parts_within_limit = 128;

/// As many that the tables of one stay small beside the cache, of exports as they usually are.
std::size_t parts_for(std::uint64_t bytes) {
    constexpr std::uint64_t bytes_of_part = 3 << 19, unknown = 256, least = 16, most = 4096;
    return bytes == 0 ? unknown : std::clamp(std::bit_ceil(bytes / bytes_of_part), least, most);
}

} // namespace

Counter::Counter(Frame frame, Labels& labels, std::size_t inputs, std::uint64_t bytes, std::uint64_t memory_limit)
    : frame_(std::move(frame)), labels_(&labels), inputs_(inputs), memory_(memory_limit),
      partitions_(memory_.is_limited() ? parts_within_limit : parts_for(bytes)), asides_(partitions_.size()),
      slips_(frame_.rules.keys.size()), waiting_(partitions_.size()),
      most_waiting_(memory_.is_limited() ? std::min<std::size_t>(least_waiting, memory_limit / 4)
                    : frame_.several     ? SIZE_MAX // all of it is gone through again for each period
                                         : least_waiting) {
    customers_ = cells_.find({0, Family::customer, no_key, 0});
}

Counter::~Counter() = default;

WorkerPointer Counter::worker() {
    return {new Worker(frame_, cells_, inputs_), [](Worker* worker) { delete worker; }};
}

bool Counter::admit(Batch& batch) {
    if (postponed_) {
        postponed_->add(batch);
        return false;
    }
    mark_duplicates(batch, ids_);
    ++admitted_;
    if (memory_.is_limited()) {
        memory_.change(ids_bytes_, ids_.bytes());
        if (ids_bytes_ > memory_.limit() / 2) postponed_ = std::make_unique<Postponed>();
    }
    return true;
}

void Counter::count(Worker& worker, const Batch& batch, std::uint64_t number) {
    worker.prepare(batch);
    const auto apply_part = [&](std::size_t part) { apply(part, worker.applier); };
    crew_.wait(number, apply_part);
    put(worker.prepared());
    if (waiting_.size() > most_waiting_) {
        crew_.share(partitions_.size(), apply_part);
        waiting_.start_again();
        // The more there is to bring into the cache, the more should wait for it.
        if (!memory_.is_limited()) most_waiting_ = std::max(least_waiting, table_bytes() / 8);
    }
    crew_.pass();
}

std::size_t Counter::table_bytes() const {
    std::size_t bytes = 0;
    for (const auto& partition : partitions_) bytes += partition ? partition->bytes() : 0;
    return bytes;
}

void Counter::put(const Prepared& prepared) {
    const std::size_t lower = partitions_.size() - 1;
    constexpr std::ptrdiff_t ahead = 8;
    const char* slip = prepared.slips.data();
    for (const auto& route : prepared.routes) {
        if (&prepared.routes.back() - &route >= ahead) waiting_.prefetch((&route)[ahead].hash & lower);
        // The tables of a partition take the upper half of the hash; the lower half has parted them.
        waiting_.put(route.hash & lower, slip, route.size);
        slip += route.size;
    }
}

/// Once an event of a partition is put by, so are all that come after it.
void Counter::apply(std::size_t part, Applier& applier) {
    if (waiting_.empty(part)) return;
    if (memory_.is_limited() && (frame_.several || asides_[part].file || memory_.is_full())) put_by(part);
    else apply_waiting(part, applier);
    if (memory_.is_limited() && partitions_[part]) memory_.change(asides_[part].bytes, partitions_[part]->bytes());
}

void Counter::apply_waiting(std::size_t part, Applier& applier) {
    waiting_.each_run(part, [&](std::string_view run) { partition(part).apply(slips_, run, applier); });
    waiting_.clear(part);
}

Partition& Counter::partition(std::size_t part) {
    if (!partitions_[part]) partitions_[part] = std::make_unique<Partition>(frame_, cells_);
    return *partitions_[part];
}

void Counter::put_by(std::size_t part) {
    auto& file = asides_[part].file;
    if (!file) file = std::make_unique<TemporaryFile>();
    waiting_.each_run(part, [&](std::string_view run) { file->append(run); });
    waiting_.clear(part);
}

void Counter::abandon() { crew_.abandon(); }

} // namespace engage::count
