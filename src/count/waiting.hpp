// waiting.hpp -- events of one partition that wait for their turn, in few bytes.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "count/frame.hpp"

namespace engage::count {

/// The tables of all customers are far larger than the caches; those of one partition are not. So events are not applied
/// as they come, but are put down here, partition by partition, until there are enough of them that bringing a
/// partition's tables into the cache pays.
class Waiting {
public:
    /// What an event is to its partition, besides itself.
    struct Routed {
        std::uint32_t hash = 0;         ///< upper half of that of the customer, or of the session of nobody
        Cell subject = 0;               ///< as Counted
        std::uint64_t valued = 0;       ///< as Counted
        const Cell* cells = nullptr;    ///< as Counted
        const Label* keys = nullptr;    ///< as Counted; null where they are not needed
    };
    Waiting(std::size_t cell_count, std::size_t key_count) : cell_count_(cell_count), key_count_(key_count) {}

    /// Returns the bytes it takes.
    std::size_t put(const Event& event, const Detail& detail, const Routed& routed);
    /// `take(event, detail, routed)` for every event, in the order in which they were put.
    template <class Take>
    void each(Take take) const {
        for (std::size_t i = 0; i < used_blocks_; ++i) {
            const char* const begin = blocks_[i].bytes.get();
            each_of({begin, blocks_[i].used}, take);
        }
    }
    /// All events as they are in memory, in one or more runs of bytes, and those of such a run again: the events are read
    /// where its bytes are, which must be aligned as those of new memory.
    template <class Take>
    void each_run(Take take) const {
        for (std::size_t i = 0; i < used_blocks_; ++i) take(std::string_view(blocks_[i].bytes.get(), blocks_[i].used));
    }
    template <class Take>
    void each_of(std::string_view run, Take& take) const {
        const char* at = run.data();
        for (const char* const end = at + run.size(); at != end;) at = read(at, take);
    }
    /// Keeps the memory for what comes.
    void clear();

private:
    static constexpr std::size_t usual_block = 1 << 13, alignment = 8;
    struct Block {
        std::unique_ptr<char[]> bytes;
        std::size_t size = 0, used = 0;
    };
    /// Followed by the cells, the odd numbers, the keys and the texts, where they are there.
    struct Head {
        Instant time;
        std::uint64_t valued;
        std::uint32_t hash, subject, campaign;
        std::uint32_t customer, session, message; ///< sizes
        Verb verb;
        When when;
        bool machine, odd, keyed;
    };
    struct Odd {
        std::int64_t count, duration;
    };
    char* room(std::size_t size);

    template <class Take>
    const char* read(const char* at, Take& take) const {
        Head head;
        std::memcpy(&head, at, sizeof head);
        at += sizeof head;
        Routed routed{head.hash, head.subject, head.valued, reinterpret_cast<const Cell*>(at), nullptr};
        at += cell_count_ * sizeof(Cell);
        Event event;
        Detail detail;
        if (head.odd) {
            Odd odd;
            std::memcpy(&odd, at, sizeof odd);
            event.count = odd.count;
            detail.duration = odd.duration;
            at += sizeof odd;
        }
        if (head.keyed) {
            routed.keys = reinterpret_cast<const Label*>(at);
            at += key_count_ * sizeof(Label);
        }
        const auto text = [&](std::uint32_t size) { return std::string_view(std::exchange(at, at + size), size); };
        event.time = head.time;
        event.campaign = head.campaign;
        event.verb = head.verb;
        event.when = head.when;
        event.machine = head.machine;
        event.customer = text(head.customer);
        event.session = text(head.session);
        event.message = text(head.message);
        take(event, detail, routed);
        return at + (-reinterpret_cast<std::uintptr_t>(at) & (alignment - 1));
    }

    std::size_t cell_count_, key_count_;
    std::vector<Block> blocks_;
    std::size_t used_blocks_ = 0;
};

} // namespace engage::count
