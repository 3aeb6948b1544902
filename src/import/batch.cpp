// batch.cpp -- what became of the rows that made the events of a batch.
// SPDX-License-Identifier: MIT
#include "import/batch.hpp"

namespace engage {

void enter_rows(const Batch& batch, Ledger& ledger) {
    for (auto event = batch.events.begin(); event != batch.events.end();) {
        bool counted = false, outside = false;
        do {
            counted |= !event->duplicate && event->when == When::inside;
            outside |= !event->duplicate && event->when != When::inside;
            ++event;
        } while (event != batch.events.end() && event->continues);
        if (counted) ++ledger.counted;
        else ledger.ignore(outside ? Ignored::outside_period : Ignored::duplicate);
    }
}

void mark_duplicates(Batch& batch, Interner& ids) {
    for (Event& event : batch.events) {
        if (event.id.empty()) continue;
        const Event* const twin = batch.several ? twin_before(batch, event) : nullptr;
        if (twin) {
            event.duplicate = twin->duplicate;
            continue;
        }
        const std::string_view id = batch.view(event.id);
        ids.intern(IdOwner(batch, event).bytes(), id, hash_of(id), &event.duplicate);
    }
}

} // namespace engage
