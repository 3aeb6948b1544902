// waiting.cpp -- events put down in few bytes.
// SPDX-License-Identifier: MIT
#include "count/waiting.hpp"

#include <algorithm>

namespace engage::count {

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

void Waiting::put(std::size_t partition, const Event& event, const Detail& detail, const Routed& routed) {
    constexpr std::size_t longest = 255;
    const std::array texts{event.customer, event.session, event.message};
    const std::size_t text_size = texts[0].size() + texts[1].size() + texts[2].size();
    const std::size_t cells = routed.value_count;
    const bool has_odd = event.count != 1 || detail.duration >= 0;
    const bool has_long = std::any_of(texts.begin(), texts.end(), [](auto text) { return text.size() > longest; });
    Head head{{}, {}, routed.hash, routed.channel, event.campaign, {}, event.verb, event.when, 0, static_cast<std::uint8_t>(cells)};
    std::memcpy(head.time.data(), &event.time, sizeof event.time);
    std::memcpy(head.valued.data(), &routed.valued, sizeof routed.valued);
    head.parts = static_cast<std::uint8_t>((has_odd ? odd : 0) | (routed.keys ? keyed : 0) | (has_long ? long_texts : 0) |
                                           (event.machine ? machine : 0) | (routed.subject != no_cell ? has_subject : 0));
    for (std::size_t i = 0; i < texts.size(); ++i) head.sizes[i] = static_cast<std::uint8_t>(texts[i].size());

    std::size_t size = sizeof head + (routed.subject != no_cell ? sizeof(Cell) : 0) + (has_odd ? sizeof(Odd) : 0) + cells * sizeof(Cell) +
                       (routed.keys ? key_count_ * sizeof(Label) : 0) + (has_long ? sizeof(std::uint32_t) * texts.size() : 0) + text_size;
    size = (size + alignment - 1) / alignment * alignment;
    if (static_cast<std::size_t>(ends_[partition].limit - ends_[partition].at) < size) next_block(partition, size);
    size_ += size;
    char* at = std::exchange(ends_[partition].at, ends_[partition].at + size);
    const auto add = [&](const void* bytes, std::size_t count) { at = static_cast<char*>(std::memcpy(at, bytes, count)) + count; };
    add(&head, sizeof head);
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
    for (const auto text : texts) at = std::copy(text.begin(), text.end(), at);
}

void Waiting::clear(std::size_t partition) {
    blocks_[partition].used = 0;
    ends_[partition] = {};
}

} // namespace engage::count
