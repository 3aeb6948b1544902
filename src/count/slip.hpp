// slip.hpp -- an event in few bytes, as it waits for its partition.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>
#include <vector>

#include "count/frame.hpp"
#include "import/hash.hpp"
#include "read/scan.hpp"

namespace engage::count {

/// What an event is to its partition, besides itself.
struct Routed {
    std::uint32_t hash = 0;        ///< upper half of that of the customer, or of the session of nobody
    Cell subject = no_cell;        ///< as Counted
    Cell channel = 0;              ///< the whole channel; apart from the hash, or gcc reads both at once, too early
    Label campaign = 0;            ///< as Counted
    std::uint64_t valued = 0;      ///< as Counted
    std::uint32_t value_count = 0; ///< in how many breakdowns it has a value
    const Cell* values = nullptr;  ///< as Counted; `Slips::cells_at_once` of them can be read
    const Label* keys = nullptr;   ///< as Counted
    bool told = false;             ///< its score and money are wanted
};

/// An event that comes to its partition, and who it is about.
struct Arrival {
    std::string_view customer;
    std::uint32_t hash; ///< as Routed
    Counted counted;
};

/// Writes events as slips, and reads them.
class Slips {
public:
    /// Slips begin at multiples of it.
    static constexpr std::size_t alignment = 4;
    /// Slips are written, and may be copied, in pieces, the last of which may go so far beyond.
    static constexpr std::size_t slack = 32;
    static constexpr std::size_t cells_at_once = 4;
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
    /// How an event is written.
    struct Form {
        std::size_t size = 0; ///< bytes
        std::int64_t duration = -1;
        std::uint8_t parts = 0;
    };

    /// `key_count`: the labels of an event.
    explicit Slips(std::size_t key_count) : key_count_(key_count) {}

    [[gnu::always_inline]] Form form_of(const Batch& batch, const Event& event, const Routed& routed) const {
        const std::int64_t duration = event.detail == 0 ? -1 : routed.told ? with_told : batch.detail(event).duration;
        const std::size_t text_size = std::size_t{event.customer.size} + event.session.size + event.message.size;
        const auto parts = static_cast<std::uint8_t>(
            (event.machine ? machine : 0) | (event.when == When::before ? before : 0) |
            (event.count != 1 || duration != -1 ? odd : 0) | (routed.keys ? keyed : 0) |
            (text_size > longest ? long_texts : 0) | (routed.subject != no_cell ? has_subject : 0) |
            (routed.campaign != 0 ? has_campaign : 0) | (routed.valued > longest ? many_keys : 0));
        std::size_t size = sizeof(Head) + routed.value_count * sizeof(Cell) + text_size;
        if (parts & rare) size += size_of_rare(parts, duration);
        return {(size + alignment - 1) / alignment * alignment, duration, parts};
    }

    /// At `at` there must be room for the form's size and the slack.
    [[gnu::always_inline]] void write(char* at, const Form& form, const Batch& batch, const Event& event,
                                      const Routed& routed) const {
        Head* const head = new (std::exchange(at, at + sizeof(Head))) Head;
        std::memcpy(head->time.data(), &event.time, sizeof event.time);
        head->hash = routed.hash, head->channel = routed.channel;
        head->sizes = {static_cast<std::uint8_t>(event.customer.size), static_cast<std::uint8_t>(event.session.size),
                       static_cast<std::uint8_t>(event.message.size)};
        head->verb = event.verb;
        head->parts = form.parts;
        head->valued = static_cast<std::uint8_t>(routed.valued);
        head->cells = static_cast<std::uint8_t>(routed.value_count);
        const std::size_t units = form.size / alignment;
        head->units = units > longest ? 0 : static_cast<std::uint8_t>(units);
        if (form.parts & rare) at = write_rare(at, form, batch, event, routed);
        // How many there are could only be guessed.
        std::memcpy(at, routed.values, cells_at_once * sizeof(Cell));
        if (routed.value_count > cells_at_once) std::memcpy(at, routed.values, routed.value_count * sizeof(Cell));
        at += routed.value_count * sizeof(Cell);
        at = write_text(at, batch, event.customer);
        at = write_text(at, batch, event.session);
        if (!event.message.empty()) write_text(at, batch, event.message);
    }

    /// Reads the event at `at`. Returns where the next begins. The blanks of the event, and the number of its customer,
    /// are left to the caller.
    [[gnu::always_inline]] const char* read(const char* at, Arrival& arrival) const {
        const Head& head = *reinterpret_cast<const Head*>(at);
        at += sizeof(Head);
        Counted& counted = arrival.counted;
        std::memcpy(&counted.time, head.time.data(), sizeof counted.time);
        arrival.hash = head.hash;
        counted.count = 1;
        counted.duration = -1;
        counted.told = nullptr;
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
    /// The hashes of the events of a run, in order, up to the first very long one.
    template <class Take>
    [[gnu::always_inline]] static void each_hash(std::string_view run, Take take) {
        for (const char* at = run.data(); at != run.data() + run.size();) {
            const auto* const head = reinterpret_cast<const Head*>(at);
            if (head->units == 0) return;
            take(head->hash);
            at += head->units * alignment;
        }
    }
    /// The fewest bytes of one.
    static constexpr std::size_t least() { return sizeof(Head); }

private:
    static constexpr std::size_t longest = 255;
    using Sizes = std::array<std::uint32_t, 3>; ///< of customer, session and message
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
    static constexpr std::int64_t with_told = -2; ///< in place of a duration: a Told follows

    /// Copies without a call, and without a guess at its size, what is short, as most identifiers are: for so much may
    /// be read beyond a text of a batch.
    [[gnu::always_inline]] static char* write_text(char* at, const Batch& batch, Text text) {
        const std::string_view bytes = batch.view(text);
        static_assert(slack <= read::padding);
        std::memcpy(at, bytes.data(), slack);
        if (bytes.size() > slack) std::memcpy(at, bytes.data(), bytes.size());
        return at + bytes.size();
    }
    std::size_t size_of_rare(std::uint8_t parts, std::int64_t duration) const;
    char* write_rare(char* at, const Form& form, const Batch& batch, const Event& event, const Routed& routed) const;
    const char* read_rare(const char* at, std::uint8_t parts, Counted& counted, Sizes& sizes) const;

    std::size_t key_count_;
};

} // namespace engage::count
