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
    std::uint32_t hash; ///< as Routed
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
    /// Reads the event at `at`, in a run whose bytes are aligned as those of new memory. Returns where the next begins.
    /// The blanks of the event, and the number of its customer, are left to the caller.
    const char* read(const char* at, Arrival& arrival) const {
        const Head& head = *reinterpret_cast<const Head*>(at);
        at += sizeof(Head);
        Counted& counted = arrival.counted;
        std::memcpy(&counted.time, head.time.data(), sizeof counted.time);
        arrival.hash = head.hash;
        counted.count = 1;
        counted.duration = -1;
        counted.valued = head.valued;
        counted.keys = nullptr;
        counted.visit_hash = 0;
        counted.customer = nobody;
        counted.channel = head.channel;
        counted.subject = no_cell;
        counted.campaign = 0;
        counted.verb = head.verb;
        counted.when = head.parts & before ? When::before : When::inside;
        counted.machine = head.parts & machine;
        Sizes sizes{head.sizes[0], head.sizes[1], head.sizes[2]};
        if (head.parts & rare) at = read_rare(at, head.parts, counted, sizes);
        counted.values = reinterpret_cast<const Cell*>(at);
        at += head.cells * sizeof(Cell);
        const auto text = [&](std::size_t size) { return std::string_view(std::exchange(at, at + size), size); };
        arrival.customer = text(sizes[0]);
        counted.session = text(sizes[1]);
        counted.message = text(sizes[2]);
        return at + (-reinterpret_cast<std::uintptr_t>(at) & (alignment - 1));
    }
    /// As many as a run may hold.
    static constexpr std::size_t most_in_run();
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
    /// Texts are copied in pieces, the last of which may go so far beyond.
    static constexpr std::size_t slack = 32;
    using Sizes = std::array<std::uint32_t, 3>; ///< of customer, session and message
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
        machine = 1,
        before = 2,
        // Of these few events have any:
        odd = 4,
        keyed = 8,
        long_texts = 16,
        has_subject = 32,
        has_campaign = 64,
        many_keys = 128, ///< `valued` does not fit in a byte
        rare = odd | keyed | long_texts | has_subject | has_campaign | many_keys,
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
    std::size_t size_of_rare(std::uint8_t parts) const;
    const char* read_rare(const char* at, std::uint8_t parts, Counted& counted, Sizes& sizes) const;
    char* put_rare(char* at, const Event& event, std::int64_t duration, const Routed& routed, std::uint8_t parts) const;

    std::size_t key_count_;
    std::vector<End> ends_;
    std::vector<Blocks> blocks_;
    std::size_t size_ = 0;
};

constexpr std::size_t Waiting::most_in_run() { return usual_block / sizeof(Head) + 1; }

} // namespace engage::count
