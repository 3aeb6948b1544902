// waiting.cpp -- events put down in few bytes.
// SPDX-License-Identifier: MIT
#include "count/waiting.hpp"

#include <algorithm>
#include <new>

namespace engage::count {
namespace {

/// Copies without a call what is short, as most identifiers are.
char* put_text(char* at, std::string_view text) {
    const auto copy = [&]<class Word>(Word word, std::size_t from) {
        std::memcpy(&word, text.data() + from, sizeof word);
        std::memcpy(at + from, &word, sizeof word);
    };
    const std::size_t size = text.size();
    if (size > 32) {
        std::memcpy(at, text.data(), size);
    } else if (size >= 8) {
        for (std::size_t from = 0; from + 8 < size; from += 8) copy(std::uint64_t{}, from);
        copy(std::uint64_t{}, size - 8);
    } else {
        for (std::size_t i = 0; i < size; ++i) at[i] = text[i];
    }
    return at + size;
}

} // namespace

void Waiting::next_block(std::size_t partition, std::size_t size) {
    auto& [blocks, used] = blocks_[partition];
    if (used > 0) blocks[used - 1].end = ends_[partition].at;
    if (used == blocks.size()) blocks.emplace_back();
    Block& next = blocks[used++];
    if (next.size < size) {
        next.size = std::max(size, usual_block);
        next.bytes = std::make_unique_for_overwrite<char[]>(next.size);
    }
    ends_[partition] = {next.bytes.get(), next.bytes.get() + next.size};
}

void Waiting::put(std::size_t partition, const Batch& batch, const Event& event, const Routed& routed) {
    constexpr std::size_t longest = 255;
    const std::int64_t duration = batch.detail(event).duration;
    const std::size_t text_size = std::size_t{event.customer.size} + event.session.size + event.message.size;
    const std::size_t cells = routed.value_count;
    const bool has_odd = event.count != 1 || duration >= 0, has_many = routed.valued > 255;
    const bool has_long = text_size > longest;
    std::size_t size = sizeof(Head) + (routed.subject != no_cell ? sizeof(Cell) : 0) +
                       (routed.campaign != 0 ? sizeof(Label) : 0) + (has_odd ? sizeof(Odd) : 0) +
                       (has_many ? sizeof routed.valued : 0) + cells * sizeof(Cell) +
                       (routed.keys ? key_count_ * sizeof(Label) : 0) + (has_long ? 3 * sizeof(std::uint32_t) : 0) +
                       text_size;
    size = (size + alignment - 1) / alignment * alignment;
    if (static_cast<std::size_t>(ends_[partition].limit - ends_[partition].at) < size) next_block(partition, size);
    size_ += size;
    char* at = std::exchange(ends_[partition].at, ends_[partition].at + size);
    // Made where it stays: bytes that are written one by one cannot be copied in wide pieces right after.
    Head* const head = new (std::exchange(at, at + sizeof(Head))) Head;
    std::memcpy(head->time.data(), &event.time, sizeof event.time);
    head->hash = routed.hash, head->channel = routed.channel;
    head->sizes = {static_cast<std::uint8_t>(event.customer.size), static_cast<std::uint8_t>(event.session.size),
                   static_cast<std::uint8_t>(event.message.size)};
    head->verb = event.verb;
    head->parts = static_cast<std::uint8_t>(
        (has_odd ? odd : 0) | (routed.keys ? keyed : 0) | (has_long ? long_texts : 0) | (event.machine ? machine : 0) |
        (routed.subject != no_cell ? has_subject : 0) | (routed.campaign != 0 ? has_campaign : 0) |
        (event.when == When::before ? before : 0) | (has_many ? many_keys : 0));
    head->valued = static_cast<std::uint8_t>(routed.valued);
    head->cells = static_cast<std::uint8_t>(cells);
    head->units = size / alignment > longest ? 0 : static_cast<std::uint8_t>(size / alignment);
    const auto add = [&](const auto& number) {
        at = static_cast<char*>(std::memcpy(at, &number, sizeof number)) + sizeof number;
    };
    if (routed.subject != no_cell) add(routed.subject);
    if (routed.campaign != 0) add(routed.campaign);
    if (has_odd) add(Odd{event.count, duration});
    if (has_many) add(routed.valued);
    for (std::size_t i = 0; i < cells; ++i) add(routed.values[i]);
    for (std::size_t i = 0; routed.keys && i < key_count_; ++i) add(routed.keys[i]);
    if (has_long) add(std::array{event.customer.size, event.session.size, event.message.size});
    for (const Text text : {event.customer, event.session, event.message})
        if (!text.empty()) at = put_text(at, batch.view(text));
}

const char* Waiting::read(const char* at, Arrival& arrival) const {
    const auto take = [&](auto& number) {
        std::memcpy(&number, at, sizeof number);
        at += sizeof number;
    };
    const Head& head = *reinterpret_cast<const Head*>(at);
    at += sizeof(Head);
    Counted& counted = arrival.counted;
    std::memcpy(&counted.time, head.time.data(), sizeof counted.time);
    arrival.hash = head.hash;
    counted.channel = head.channel;
    counted.verb = head.verb;
    counted.when = head.parts & before ? When::before : When::inside;
    counted.machine = head.parts & machine;
    counted.valued = head.valued;
    if (head.parts & has_subject) take(counted.subject);
    if (head.parts & has_campaign) take(counted.campaign);
    if (head.parts & odd) {
        Odd numbers;
        take(numbers);
        counted.count = numbers.count;
        counted.duration = numbers.duration;
    }
    if (head.parts & many_keys) take(counted.valued);
    counted.values = reinterpret_cast<const Cell*>(at);
    at += head.cells * sizeof(Cell);
    if (head.parts & keyed)
        counted.keys = reinterpret_cast<const Label*>(std::exchange(at, at + key_count_ * sizeof(Label)));
    std::array<std::uint32_t, 3> sizes{head.sizes[0], head.sizes[1], head.sizes[2]};
    if (head.parts & long_texts) take(sizes);
    const auto text = [&](std::size_t size) { return std::string_view(std::exchange(at, at + size), size); };
    arrival.customer = text(sizes[0]);
    counted.session = text(sizes[1]);
    counted.message = text(sizes[2]);
    return at + (-reinterpret_cast<std::uintptr_t>(at) & (alignment - 1));
}

void Waiting::read(std::string_view run, std::vector<Arrival>& events) const {
    events.clear();
    for (const char* at = run.data(); at != run.data() + run.size();) at = read(at, events.emplace_back());
}

void Waiting::clear(std::size_t partition) {
    blocks_[partition].used = 0;
    ends_[partition] = {};
}

} // namespace engage::count
