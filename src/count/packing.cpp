// packing.cpp -- events as bytes.
// SPDX-License-Identifier: MIT
#include "count/packing.hpp"

namespace engage::count {
namespace {

/// An event without its texts and its id.
struct Packed {
    Instant time = no_time;
    std::int64_t count = 1;
    std::uint32_t customer = 0, message = 0, session = 0; ///< sizes of the texts
    std::uint32_t detail = 0;
    Label channel = 0, campaign = 0;
    Verb verb = 0;
    When when = When::inside;
    bool machine = false, duplicate = false;
};

template <class Number>
void put_all(std::string& into, const Number* from, std::size_t count) {
    if (count > 0) into.append(reinterpret_cast<const char*>(from), count * sizeof(Number));
}

template <class Number>
void take_all(std::string_view& from, std::vector<Number>& into, std::size_t count) {
    into.resize(count);
    if (count > 0) std::memcpy(into.data(), from.data(), count * sizeof(Number));
    from.remove_prefix(count * sizeof(Number));
}

std::string_view take_text(std::string_view& from, std::uint32_t size) {
    const std::string_view text = from.substr(0, size);
    from.remove_prefix(size);
    return text;
}

std::uint32_t size_of(std::string_view text) { return static_cast<std::uint32_t>(text.size()); }

} // namespace

void pack(const Batch& batch, std::span<const std::uint32_t> events, std::string& into) {
    std::uint32_t details = 0;
    put(into, static_cast<std::uint32_t>(events.size()));
    put(into, static_cast<std::uint32_t>(batch.key_count));
    for (const std::uint32_t i : events) {
        const Event& event = batch.events[i];
        put(into, Packed{event.time, event.count, size_of(event.customer), size_of(event.message),
                         size_of(event.session), event.detail == 0 ? 0 : ++details, event.channel, event.campaign,
                         event.verb, event.when, event.machine, event.duplicate});
    }
    for (const std::uint32_t i : events)
        if (batch.events[i].detail != 0) put(into, batch.detail(batch.events[i]));
    for (const std::uint32_t i : events) put_all(into, batch.keys.data() + i * batch.key_count, batch.key_count);
    for (const std::uint32_t i : events)
        for (const auto text : {batch.events[i].customer, batch.events[i].message, batch.events[i].session})
            into += text;
}

std::string_view unpack(std::string_view block, Batch& batch) {
    batch.clear();
    const auto count = take<std::uint32_t>(block);
    batch.key_count = take<std::uint32_t>(block);
    std::string_view events = block.substr(0, count * sizeof(Packed)), again = events;
    block.remove_prefix(events.size());
    for (std::uint32_t i = 0; i < count; ++i)
        if (take<Packed>(events).detail != 0) batch.details.push_back(take<Detail>(block));
    take_all(block, batch.keys, count * batch.key_count);
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto packed = take<Packed>(again);
        Event event;
        event.time = packed.time;
        event.count = packed.count;
        event.customer = take_text(block, packed.customer);
        event.message = take_text(block, packed.message);
        event.session = take_text(block, packed.session);
        event.row = i;
        event.detail = packed.detail;
        event.channel = packed.channel;
        event.campaign = packed.campaign;
        event.verb = packed.verb;
        event.when = packed.when;
        event.machine = packed.machine;
        event.duplicate = packed.duplicate;
        batch.events.push_back(event);
    }
    return block;
}

} // namespace engage::count
