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
    const std::array texts{batch.view(event.customer), batch.view(event.session), batch.view(event.message)};
    const Detail& detail = batch.detail(event);
    const std::size_t text_size = texts[0].size() + texts[1].size() + texts[2].size();
    const std::size_t cells = routed.value_count;
    const bool has_odd = event.count != 1 || detail.duration >= 0;
    const bool has_long = std::any_of(texts.begin(), texts.end(), [](auto text) { return text.size() > longest; });
    std::size_t size = sizeof(Head) + (routed.subject != no_cell ? sizeof(Cell) : 0) + (has_odd ? sizeof(Odd) : 0) +
                       cells * sizeof(Cell) + (routed.keys ? key_count_ * sizeof(Label) : 0) +
                       (has_long ? sizeof(std::uint32_t) * texts.size() : 0) + text_size;
    size = (size + alignment - 1) / alignment * alignment;
    if (static_cast<std::size_t>(ends_[partition].limit - ends_[partition].at) < size) next_block(partition, size);
    size_ += size;
    char* at = std::exchange(ends_[partition].at, ends_[partition].at + size);
    // Made where it stays: bytes that are written one by one cannot be copied in wide pieces right after.
    Head* const head = new (std::exchange(at, at + sizeof(Head))) Head;
    std::memcpy(head->time.data(), &event.time, sizeof event.time);
    std::memcpy(head->valued.data(), &routed.valued, sizeof routed.valued);
    head->hash = routed.hash, head->channel = routed.channel, head->campaign = event.campaign;
    for (std::size_t i = 0; i < texts.size(); ++i) head->sizes[i] = static_cast<std::uint8_t>(texts[i].size());
    head->verb = event.verb, head->when = event.when;
    head->parts =
        static_cast<std::uint8_t>((has_odd ? odd : 0) | (routed.keys ? keyed : 0) | (has_long ? long_texts : 0) |
                                  (event.machine ? machine : 0) | (routed.subject != no_cell ? has_subject : 0));
    head->cells = static_cast<std::uint8_t>(cells);
    head->units = size / alignment > longest ? 0 : static_cast<std::uint8_t>(size / alignment);
    const auto add = [&](const void* bytes, std::size_t count) {
        at = static_cast<char*>(std::memcpy(at, bytes, count)) + count;
    };
    if (routed.subject != no_cell) add(&routed.subject, sizeof routed.subject);
    if (has_odd) {
        const Odd numbers{event.count, detail.duration};
        add(&numbers, sizeof numbers);
    }
    for (std::size_t i = 0; i < cells; ++i) add(&routed.cells[i], sizeof(Cell));
    if (routed.keys) add(routed.keys, key_count_ * sizeof(Label));
    if (has_long)
        for (const auto text : texts) {
            const auto long_size = static_cast<std::uint32_t>(text.size());
            add(&long_size, sizeof long_size);
        }
    for (const auto text : texts) at = put_text(at, text);
}

void Waiting::clear(std::size_t partition) {
    blocks_[partition].used = 0;
    ends_[partition] = {};
}

} // namespace engage::count
