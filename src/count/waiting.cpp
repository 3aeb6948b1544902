// waiting.cpp -- events put down in few bytes.
// SPDX-License-Identifier: MIT
#include "count/waiting.hpp"

#include <algorithm>

namespace engage::count {

/// Where the next `size` bytes go.
char* Waiting::room(std::size_t size) {
    if (used_blocks_ == 0 || blocks_[used_blocks_ - 1].size - blocks_[used_blocks_ - 1].used < size) {
        if (used_blocks_ == blocks_.size()) blocks_.emplace_back();
        Block& next = blocks_[used_blocks_++];
        if (next.size < size) {
            next.size = std::max(size, usual_block);
            next.bytes = std::make_unique_for_overwrite<char[]>(next.size);
        }
    }
    Block& block = blocks_[used_blocks_ - 1];
    char* const at = block.bytes.get() + block.used;
    block.used += size;
    return at;
}

std::size_t Waiting::put(const Event& event, const Detail& detail, const Routed& routed) {
    const bool odd = event.count != 1 || detail.duration >= 0, keyed = routed.keys != nullptr;
    const auto size_of = [](std::string_view text) { return static_cast<std::uint32_t>(text.size()); };
    const Head head{event.time, routed.valued, routed.hash, routed.subject, event.campaign,
                    size_of(event.customer), size_of(event.session), size_of(event.message),
                    event.verb, event.when, event.machine, odd, keyed};
    std::size_t size = sizeof head + cell_count_ * sizeof(Cell) + (odd ? sizeof(Odd) : 0) + (keyed ? key_count_ * sizeof(Label) : 0);
    size += event.customer.size() + event.session.size() + event.message.size();
    size = (size + alignment - 1) / alignment * alignment;
    char* at = room(size);
    const auto add = [&](const void* bytes, std::size_t count) {
        if (count != 0) std::memcpy(at, bytes, count);
        at += count;
    };
    add(&head, sizeof head);
    add(routed.cells, cell_count_ * sizeof(Cell));
    if (odd) {
        const Odd numbers{event.count, detail.duration};
        add(&numbers, sizeof numbers);
    }
    if (keyed) add(routed.keys, key_count_ * sizeof(Label));
    add(event.customer.data(), event.customer.size());
    add(event.session.data(), event.session.size());
    add(event.message.data(), event.message.size());
    return size;
}

void Waiting::clear() {
    for (std::size_t i = 0; i < used_blocks_; ++i) blocks_[i].used = 0;
    used_blocks_ = 0;
}

} // namespace engage::count
