// waiting.cpp -- the memory in which events wait.
// SPDX-License-Identifier: MIT
#include "count/waiting.hpp"

namespace engage::count {

void Waiting::next_block(std::size_t partition, std::size_t size) {
    auto& [blocks, used] = blocks_[partition];
    if (used > 0) blocks[used - 1].end = ends_[partition].at;
    if (used == blocks.size()) blocks.emplace_back();
    Block& next = blocks[used++];
    if (next.size < size) {
        next.size = std::max(size, usual_block);
        next.bytes = std::make_unique_for_overwrite<char[]>(next.size + Slips::slack);
    }
    ends_[partition] = {next.bytes.get(), next.bytes.get() + next.size};
}

void Waiting::clear(std::size_t partition) {
    blocks_[partition].used = 0;
    ends_[partition] = {};
}

} // namespace engage::count
