// blocks.hpp -- sequences that grow without moving what they hold, so that memory stays near what is in it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace engage::count {

template <class Item>
class Blocks {
public:
    void push_back(const Item& item) {
        if (size_ % per_block == 0) blocks_.push_back(std::make_unique_for_overwrite<Block>());
        blocks_.back()->items[size_++ % per_block] = item;
    }
    /// Makes it at least `size` long.
    void reach(std::size_t size, const Item& item) {
        while (size_ < size) push_back(item);
    }
    Item& operator[](std::size_t i) { return blocks_[i / per_block]->items[i % per_block]; }
    const Item& operator[](std::size_t i) const { return blocks_[i / per_block]->items[i % per_block]; }
    std::size_t size() const { return size_; }
    std::size_t bytes() const { return blocks_.size() * per_block * sizeof(Item); }

private:
    static constexpr std::size_t per_block = 256;
    /// At the start of a line of the cache, so that few items are on two of them.
    struct alignas(64) Block {
        Item items[per_block];
    };
    std::vector<std::unique_ptr<Block>> blocks_;
    std::size_t size_ = 0;
};

/// The same of lines of words, as many in each as is known only when the program runs.
class Lines {
public:
    using Word = std::uint32_t;
    explicit Lines(std::size_t words) : words_(words) {}
    /// A new line, not set.
    Word* add() {
        if (size_ % per_block == 0) blocks_.push_back(std::make_unique_for_overwrite<Word[]>(per_block * words_));
        return &blocks_.back()[size_++ % per_block * words_];
    }
    const Word* operator[](std::size_t i) const { return &blocks_[i / per_block][i % per_block * words_]; }
    std::size_t size() const { return size_; }
    std::size_t bytes() const { return blocks_.size() * per_block * words_ * sizeof(Word); }

private:
    static constexpr std::size_t per_block = 256;
    std::size_t words_;
    std::vector<std::unique_ptr<Word[]>> blocks_;
    std::size_t size_ = 0;
};

} // namespace engage::count
