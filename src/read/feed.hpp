// feed.hpp -- the bytes of an input, in pieces whose unused ends come again.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include "read/input.hpp"

namespace engage::read {

struct Chunk;

/// Fills chunks, and takes back what was not a part of them.
class Feed {
public:
    explicit Feed(Input input) : input_(std::move(input)) {}

    /// Brings the chunk to `size` bytes, or as many as there are. Its buffer has `padding` bytes more.
    void fill(Chunk& chunk, std::size_t size);
    /// The chunk's bytes from `from` on come again.
    void put_back(const Chunk& chunk, std::size_t from);
    /// Whether every byte was given, and none came back.
    bool at_end() const { return input_ended_ && pending_begin_ == pending_.size(); }
    const Input& input() const { return input_; }

private:
    Input input_;
    std::vector<char> pending_; // read already; [pending_begin_, ...) is to come again
    std::size_t pending_begin_ = 0;
    bool input_ended_ = false;
};

} // namespace engage::read
