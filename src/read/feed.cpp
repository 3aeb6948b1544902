// feed.cpp -- the bytes of an input, in pieces whose unused ends come again.
// SPDX-License-Identifier: MIT
#include "read/feed.hpp"

#include <algorithm>
#include <cstring>

#include "read/scan.hpp"
#include "read/table.hpp"

namespace engage::read {

void Feed::fill(Chunk& chunk, std::size_t size) {
    if (chunk.buffer.size() < size + padding) chunk.buffer.resize(size + padding);
    if (chunk.size >= size) return;
    const std::size_t count = std::min(size - chunk.size, pending_.size() - pending_begin_);
    if (count != 0) std::memcpy(chunk.buffer.data() + chunk.size, pending_.data() + pending_begin_, count);
    pending_begin_ += count;
    chunk.size += count;
    if (chunk.size == size || input_ended_) return;
    chunk.size += input_.read(chunk.buffer.data() + chunk.size, size - chunk.size);
    input_ended_ = chunk.size < size;
}

void Feed::put_back(const Chunk& chunk, std::size_t from) {
    if (pending_begin_ < pending_.size()) {
        pending_begin_ -= chunk.size - from; // all of it came from there
    } else {
        pending_.assign(chunk.buffer.data() + from, chunk.buffer.data() + chunk.size);
        pending_begin_ = 0;
    }
}

} // namespace engage::read
