// batch.hpp -- the events of one chunk.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "engage/event.hpp"
#include "engage/row.hpp"
#include "engage/tally.hpp"
#include "import/ledger.hpp"

namespace engage {

/// What few events have.
struct Detail {
    Quantity value;
    std::int64_t score = 0;     ///< millionths
    std::int64_t duration = -1; ///< microseconds; < 0: not known
    Label currency = 0;
    bool scored = false;
    bool priced = false; ///< there is a value; a blank one has no currency either
};

/// A row that was refused, with its line within the chunk.
struct Refusal {
    std::uint64_t line = 0;
    std::string_view reason;
    std::string what;
    std::string advice;
};

/// Events in the order of their rows. Reused from chunk to chunk.
struct Batch {
    static constexpr std::uint32_t in_constants = 1u << 31; ///< set in Text::begin where it counts from `constants`
    /// What texts are runs of; owned by what the batch was made from. `read::padding` bytes can be read beyond them.
    const char* text = nullptr;
    std::string constants; ///< texts that are the same for every row, and in none; padded likewise
    std::vector<Event> events;
    std::vector<Detail> details; ///< [0] is the detail of events that have none
    std::vector<Label> keys;     ///< of each event, one label per key asked for
    std::size_t key_count = 0;
    std::vector<Refusal> refusals; ///< in the order of the lines
    std::vector<Remark> remarks;
    Instant earliest = INT64_MAX;  ///< of the readable rows that no condition left out
    Ledger ledger;                 ///< rows already ignored or refused; events are entered when they are counted
    std::uint64_t line_count = 0;
    std::size_t input = 0;          ///< position among the inputs
    const void* importer = nullptr; ///< ids are compared within one importer

    std::string_view view(Text of) const {
        return {(of.begin & in_constants ? constants.data() : text) + (of.begin & ~in_constants), of.size};
    }
    const Detail& detail(const Event& event) const { return details[event.detail]; }
    Label key(const Event& event, std::size_t key) const {
        return keys[static_cast<std::size_t>(&event - events.data()) * key_count + key];
    }
    /// For the events of another chunk. Those of the last one stay, to be written over.
    void reuse() {
        details.assign(1, {});
        refusals.clear();
        earliest = INT64_MAX;
        ledger = {};
    }
};

} // namespace engage
