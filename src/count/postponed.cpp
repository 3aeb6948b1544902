// postponed.cpp -- batches that wait until it is known which of their events are duplicates.
// SPDX-License-Identifier: MIT
#include "count/postponed.hpp"

#include <algorithm>

#include "count/packing.hpp"

namespace engage::count {

void Postponed::add(const Batch& batch) {
    for (std::size_t i = 0; i < batch.events.size(); ++i) {
        const Event& event = batch.events[i];
        const std::string_view id = batch.view(event.id);
        if (id.empty() || twin_before(batch, event)) continue;
        std::string& part = of_batch_[hash_of(id) % part_count];
        put(part, events_ + i);
        part += IdOwner(batch, event).bytes();
        put(part, static_cast<std::uint32_t>(id.size()));
        part += id;
    }
    for (std::size_t part = 0; part < part_count; ++part) {
        if (of_batch_[part].empty()) continue;
        ids_[part].append(of_batch_[part]);
        of_batch_[part].clear();
    }
    packed_.clear();
    put(packed_, events_);
    put(packed_, batch.input);
    put(packed_, batch.earliest);
    pack(batch, packed_);
    batches_.append(packed_);
    events_ += batch.events.size();
}

void Postponed::find_duplicates(const Interner& known) {
    duplicate_.resize(events_);
    for (TemporaryFile& part : ids_) find_duplicates_of_part(part, known);
}

void Postponed::find_duplicates_of_part(TemporaryFile& part, const Interner& known) {
    Interner found;
    for (std::string block; part.next(block);)
        for (std::string_view rest = block; !rest.empty();) {
            const auto event = take<std::uint64_t>(rest);
            const std::string_view owner = rest.substr(0, sizeof(IdOwner));
            rest.remove_prefix(owner.size());
            const auto size = take<std::uint32_t>(rest);
            const std::string_view id = rest.substr(0, size);
            rest.remove_prefix(size);
            const std::uint64_t hash = hash_of(id);
            bool again = known.contains(owner, id, hash);
            if (!again) found.intern(owner, id, hash, &again);
            if (again) duplicate_[event] = true;
        }
    distinct_ += found.size();
    table_bytes_ = std::max(table_bytes_, found.bytes());
}

bool Postponed::next(Batch& batch, std::string& block) {
    if (!batches_.next(block)) return false;
    std::string_view rest = block;
    const auto first = take<std::uint64_t>(rest);
    batch.input = take<std::size_t>(rest);
    const auto earliest = take<Instant>(rest);
    unpack(rest, batch);
    batch.earliest = earliest;
    for (std::size_t i = 0; i < batch.events.size(); ++i) {
        Event& event = batch.events[i];
        const Event* const twin = batch.several ? twin_before(batch, event) : nullptr;
        event.duplicate = twin ? twin->duplicate : duplicate_[first + i];
    }
    return true;
}

std::uint64_t Postponed::spilled_bytes() const {
    std::uint64_t bytes = batches_.bytes();
    for (const TemporaryFile& part : ids_) bytes += part.bytes();
    return bytes;
}

} // namespace engage::count
