// waiting.cpp -- events put down in few bytes.
// SPDX-License-Identifier: MIT
#include "count/waiting.hpp"

#include <algorithm>
#include <new>

namespace engage::count {
namespace {

/// Copies without a call what is short, as most identifiers are: in pieces of 16 bytes, for as much may be read beyond
/// a text of a batch and written beyond one that waits.
char* put_text(char* at, std::string_view text) {
    const auto copy_piece = [&](std::size_t from) { std::memcpy(at + from, text.data() + from, 16); };
    if (text.size() > 32) {
        std::memcpy(at, text.data(), text.size());
    } else {
        copy_piece(0);
        if (text.size() > 16) copy_piece(16);
    }
    return at + text.size();
}

template <class Number>
void put_number(char*& at, const Number& number) {
    std::memcpy(at, &number, sizeof number);
    at += sizeof number;
}

template <class Number>
void take_number(const char*& at, Number& number) {
    std::memcpy(&number, at, sizeof number);
    at += sizeof number;
}

} // namespace

void Waiting::next_block(std::size_t partition, std::size_t size) {
    auto& [blocks, used] = blocks_[partition];
    if (used > 0) blocks[used - 1].end = ends_[partition].at;
    if (used == blocks.size()) blocks.emplace_back();
    Block& next = blocks[used++];
    if (next.size < size) {
        next.size = std::max(size, usual_block);
        next.bytes = std::make_unique_for_overwrite<char[]>(next.size + slack);
    }
    ends_[partition] = {next.bytes.get(), next.bytes.get() + next.size};
}

std::size_t Waiting::size_of_rare(std::uint8_t parts) const {
    return (parts & has_subject ? sizeof(Cell) : 0) + (parts & has_campaign ? sizeof(Label) : 0) +
           (parts & odd ? sizeof(Odd) : 0) + (parts & many_keys ? sizeof(Routed::valued) : 0) +
           (parts & keyed ? key_count_ * sizeof(Label) : 0) + (parts & long_texts ? sizeof(Sizes) : 0);
}

char* Waiting::put_rare(char* at, const Event& event, std::int64_t duration, const Routed& routed,
                        std::uint8_t parts) const {
    if (parts & has_subject) put_number(at, routed.subject);
    if (parts & has_campaign) put_number(at, routed.campaign);
    if (parts & odd) put_number(at, Odd{event.count, duration});
    if (parts & many_keys) put_number(at, routed.valued);
    for (std::size_t i = 0; parts & keyed && i < key_count_; ++i) put_number(at, routed.keys[i]);
    if (parts & long_texts) put_number(at, Sizes{event.customer.size, event.session.size, event.message.size});
    return at;
}

const char* Waiting::read_rare(const char* at, std::uint8_t parts, Counted& counted, Sizes& sizes) const {
    if (parts & has_subject) take_number(at, counted.subject);
    if (parts & has_campaign) take_number(at, counted.campaign);
    if (parts & odd) {
        Odd numbers;
        take_number(at, numbers);
        counted.count = numbers.count;
        counted.duration = numbers.duration;
    }
    if (parts & many_keys) take_number(at, counted.valued);
    if (parts & keyed)
        counted.keys = reinterpret_cast<const Label*>(std::exchange(at, at + key_count_ * sizeof(Label)));
    if (parts & long_texts) take_number(at, sizes);
    return at;
}

void Waiting::put(std::size_t partition, const Batch& batch, const Event& event, const Routed& routed) {
    constexpr std::size_t longest = 255;
    const std::int64_t duration = event.detail == 0 ? -1 : batch.detail(event).duration;
    const std::size_t text_size = std::size_t{event.customer.size} + event.session.size + event.message.size;
    const auto parts = static_cast<std::uint8_t>(
        (event.machine ? machine : 0) | (event.when == When::before ? before : 0) |
        (event.count != 1 || duration >= 0 ? odd : 0) | (routed.keys ? keyed : 0) |
        (text_size > longest ? long_texts : 0) | (routed.subject != no_cell ? has_subject : 0) |
        (routed.campaign != 0 ? has_campaign : 0) | (routed.valued > 255 ? many_keys : 0));
    std::size_t size = sizeof(Head) + routed.value_count * sizeof(Cell) + text_size;
    if (parts & rare) size += size_of_rare(parts);
    size = (size + alignment - 1) / alignment * alignment;
    End& end = ends_[partition];
    if (static_cast<std::size_t>(end.limit - end.at) < size) next_block(partition, size);
    size_ += size;
    char* at = std::exchange(end.at, end.at + size);
    // Made where it stays: bytes that are written one by one cannot be copied in wide pieces right after.
    Head* const head = new (std::exchange(at, at + sizeof(Head))) Head;
    std::memcpy(head->time.data(), &event.time, sizeof event.time);
    head->hash = routed.hash, head->channel = routed.channel;
    head->sizes = {static_cast<std::uint8_t>(event.customer.size), static_cast<std::uint8_t>(event.session.size),
                   static_cast<std::uint8_t>(event.message.size)};
    head->verb = event.verb;
    head->parts = parts;
    head->valued = static_cast<std::uint8_t>(routed.valued);
    head->cells = static_cast<std::uint8_t>(routed.value_count);
    head->units = size / alignment > longest ? 0 : static_cast<std::uint8_t>(size / alignment);
    if (parts & rare) at = put_rare(at, event, duration, routed, parts);
    for (std::size_t i = 0; i < routed.value_count; ++i) put_number(at, routed.values[i]);
    for (const Text text : {event.customer, event.session, event.message})
        if (!text.empty()) at = put_text(at, batch.view(text));
}

void Waiting::clear(std::size_t partition) {
    blocks_[partition].used = 0;
    ends_[partition] = {};
}

} // namespace engage::count
