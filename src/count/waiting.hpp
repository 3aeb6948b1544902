// waiting.hpp -- events that wait for their partition to be in the cache, in as few bytes as they fit in.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "count/slip.hpp"

namespace engage::count {

/// The tables of all customers are far larger than the caches; those of one partition are not. So events are not
/// applied as they come, but are put down here, partition by partition, until there are enough of them that bringing a
/// partition's tables into the cache pays.
class Waiting {
public:
    explicit Waiting(std::size_t partitions) : ends_(partitions), blocks_(partitions) {}

    /// Puts down a slip of so many bytes, beyond which as many as the slack can be read.
    void put(std::size_t partition, const char* slip, std::size_t size) {
        constexpr std::size_t piece = 16, longest = 128;
        static_assert(piece <= Slips::slack);
        End& end = ends_[partition];
        if (static_cast<std::size_t>(end.limit - end.at) < size) next_block(partition, size);
        size_ += size;
        char* const at = std::exchange(end.at, end.at + size);
        if (size > longest) std::memcpy(at, slip, size);
        else
            for (std::size_t done = 0; done < size; done += piece) std::memcpy(at + done, slip + done, piece);
    }
    /// Brings where the next event of a partition goes into the cache.
    void prefetch(std::size_t partition) const { ask_for(ends_[partition].at); }
    /// All events of the partition as they are in memory, in runs of bytes, in the order in which they were put.
    template <class Take>
    void each_run(std::size_t partition, Take take) const {
        const auto& [blocks, used] = blocks_[partition];
        for (std::size_t i = 0; i < used; ++i) {
            const char* const begin = blocks[i].bytes.get();
            const char* const end = i + 1 == used ? ends_[partition].at : blocks[i].end;
            if (i + 1 < used) prefetch_block(blocks[i + 1]);
            take(std::string_view(begin, static_cast<std::size_t>(end - begin)));
        }
    }
    /// As many as a run may hold.
    static constexpr std::size_t most_in_run() { return usual_block / Slips::least() + 1; }
    /// Keeps the memory for what comes. Not while events are put.
    void clear(std::size_t partition);
    /// Bytes that wait, in all, since `start_again`.
    std::size_t size() const { return size_; }
    void start_again() { size_ = 0; }

    bool empty(std::size_t partition) const { return blocks_[partition].used == 0; }

private:
    static constexpr std::size_t usual_block = 1 << 12;
    struct Block {
        std::unique_ptr<char[]> bytes;
        std::size_t size = 0;
        const char* end = nullptr; ///< of what is used, when it is full
    };
    struct Blocks {
        std::vector<Block> blocks;
        std::size_t used = 0; ///< so many of them
    };
    /// Where the next event of a partition goes. Apart from the blocks, so that those of all partitions fit in the
    /// cache.
    struct End {
        char* at = nullptr;
        char* limit = nullptr;
    };
    static void prefetch_block(const Block& block) {
        constexpr std::size_t line = 64;
        for (std::size_t at = 0; at < std::min(block.size, usual_block); at += line) ask_for(block.bytes.get() + at);
    }
    void next_block(std::size_t partition, std::size_t size);

    std::vector<End> ends_;
    std::vector<Blocks> blocks_;
    std::size_t size_ = 0;
};

} // namespace engage::count
