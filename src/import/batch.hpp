// batch.hpp -- the events of one chunk.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "engage/event.hpp"
#include "engage/row.hpp"
#include "engage/tally.hpp"
#include "import/interner.hpp"
#include "import/ledger.hpp"

namespace engage {

/// What few events have.
struct Detail {
    Quantity value;
    std::int64_t score = 0;     ///< millionths
    std::int64_t duration = -1; ///< microseconds; < 0: not known
    Label currency = 0;
    bool scored = false;
    bool priced = false;    ///< there is a value; a blank one has no currency either
    bool part = false;      ///< of a measured amount: it counts for the values of breakdowns only
    std::uint8_t tally = 0; ///< of a measured amount, which is `count` or what the tally's unit asks for: in tallies()
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
    Instant earliest = INT64_MAX; ///< of the readable rows that no condition left out
    Instant latest = INT64_MIN;   ///< likewise, where a period is asked for
    Ledger ledger;                ///< rows already ignored or refused; events are entered when they are counted
    std::uint64_t line_count = 0;
    std::size_t input = 0;      ///< position among the inputs
    std::uint32_t importer = 0; ///< its number: ids are compared within one importer
    bool ids_of_words = false;  ///< and one event word
    bool several = false;       ///< some events continue a row
    bool measured = false;      ///< some are measured amounts

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
        latest = INT64_MIN;
        ledger = {};
        several = false;
        measured = false;
    }
    /// Rows that made events.
    std::size_t rows() const {
        const auto begins = [](const Event& event) { return !event.continues; };
        return several ? static_cast<std::size_t>(std::count_if(events.begin(), events.end(), begins)) : events.size();
    }
};

/// Enters what became of the rows that made the events, each row once: it is counted if any of its events is, else
/// outside the period if any is, else a duplicate.
void enter_rows(const Batch& batch, Ledger& ledger);

/// Among whose ids one is looked for. As bytes it stands before the id wherever ids are kept.
struct IdOwner {
    std::uint32_t importer = 0;
    std::uint16_t verb = 0xFFFF, tally = 0; ///< where words have ids of their own

    IdOwner(const Batch& batch, const Event& event) : importer(batch.importer) {
        if (!batch.ids_of_words) return;
        verb = event.verb;
        tally = batch.detail(event).tally;
    }
    std::string_view bytes() const { return {reinterpret_cast<const char*>(this), sizeof *this}; }
};
static_assert(sizeof(IdOwner) == 8);

/// The event of the same row that has the same id and owner: it is no duplicate of that one, but counted or not with
/// it. Null where there is none.
inline const Event* twin_before(const Batch& batch, const Event& event) {
    for (const Event* before = &event; before->continues;) {
        --before;
        if (IdOwner(batch, *before).bytes() == IdOwner(batch, event).bytes()) return before;
    }
    return nullptr;
}

/// Marks the events whose id is among `ids` or came earlier in the batch, and adds the others.
void mark_duplicates(Batch& batch, Interner& ids);

} // namespace engage
