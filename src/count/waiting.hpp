// waiting.hpp -- events that wait to be applied to their partition, in few bytes.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "count/frame.hpp"

namespace engage::count {

/// What an event is to its partition, besides itself.
struct Routed {
    std::uint32_t hash = 0;        ///< upper half of that of the customer, or of the session of nobody
    Cell channel = 0;              ///< the whole channel
    Cell subject = no_cell;        ///< as Counted
    Label campaign = 0;            ///< as Counted
    std::uint64_t valued = 0;      ///< as Counted
    std::uint32_t value_count = 0; ///< in how many breakdowns it has a value
    const Cell* values = nullptr;  ///< as Counted
    const Label* keys = nullptr;   ///< as Counted
};

/// An event that comes to its partition, and who it is about.
struct Arrival {
    std::string_view customer;
    std::uint32_t hash = 0; ///< as Routed
    Counted counted;
};

/// The tables of all customers are far larger than the caches; those of one partition are not. So events are not
/// applied as they come, but are put down here, partition by partition, until there are enough of them that bringing a
/// partition's tables into the cache pays.
class Waiting {
public:
    /// `key_count`: the labels of an event.
    Waiting(std::size_t partitions, std::size_t key_count)
        : key_count_(key_count), ends_(partitions), blocks_(partitions) {}

    void put(std::size_t partition, const Batch& batch, const Event& event, const Routed& routed);
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
    /// The events of such a run, whose bytes must be aligned as those of new memory.
    void read(std::string_view run, std::vector<Arrival>& events) const;
    /// The hashes of the events of a run, in order, up to the first very long one.
    template <class Take>
    static void each_hash(std::string_view run, Take take) {
        for (const char* at = run.data(); at != run.data() + run.size();) {
            const auto* const head = reinterpret_cast<const Head*>(at);
            if (head->units == 0) return;
            take(head->hash);
            at += head->units * alignment;
        }
    }
    /// Keeps the memory for what comes. Not while events are put.
    void clear(std::size_t partition);
    /// Bytes that wait, in all, since `start_again`.
    std::size_t size() const { return size_; }
    void start_again() { size_ = 0; }

    bool empty(std::size_t partition) const { return blocks_[partition].used == 0; }

private:
    static constexpr std::size_t usual_block = 1 << 12, alignment = 4;
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
    enum Part : std::uint8_t {
        odd = 1,
        keyed = 2,
        long_texts = 4,
        machine = 8,
        has_subject = 16,
        has_campaign = 32,
        before = 64,
        many_keys = 128, ///< `valued` does not fit in a byte
    };
    /// Followed by the parts that it says are there, the cells and the texts.
    struct Head {
        std::array<std::uint32_t, 2> time;
        std::uint32_t hash, channel;
        std::array<std::uint8_t, 3> sizes; ///< of customer, session and message
        Verb verb;
        std::uint8_t parts;
        std::uint8_t valued;
        std::uint8_t cells; ///< their number
        std::uint8_t units; ///< the size of all, in units of `alignment`; 0: too large for that
    };
    struct Odd {
        std::int64_t count, duration;
    };
    static void prefetch_block(const Block& block) {
        constexpr std::size_t line = 64;
        for (std::size_t at = 0; at < std::min(block.size, usual_block); at += line) ask_for(block.bytes.get() + at);
    }
    void next_block(std::size_t partition, std::size_t size);

    template <class Value>
    static Value take_value(const char*& at) {
        Value value;
        std::memcpy(&value, at, sizeof value);
        at += sizeof value;
        return value;
    }
    const char* read(const char* at, Arrival& arrival) const;

    std::size_t key_count_;
    std::vector<End> ends_;
    std::vector<Blocks> blocks_;
    std::size_t size_ = 0;
};

} // namespace engage::count
