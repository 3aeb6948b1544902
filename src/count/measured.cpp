// measured.cpp -- batches in which rows stand for several events, or for amounts of tallies that an export gives.
// SPDX-License-Identifier: MIT
#include "count/worker.hpp"

#include <algorithm>

namespace engage::count {

static_assert(std::all_of(tally_table.begin(), tally_table.end(),
                          [](const Tally& tally) { return adds_up(tally) || tally.unit == Unit::count; }),
              "what does not add up is kept as a whole number");

/// As `prepare`, which other batches need not be slower for.
void Counter::Worker::prepare_mixed(const Batch& batch) {
    enter_rows(batch, ledgers[batch.input]);
    for (std::uint32_t i = 0; i < batch.events.size(); ++i) {
        const Event& event = batch.events[i];
        if (event.duplicate) continue;
        if (event.time != no_time) latest = std::max(latest, event.time);
        if (event.when == When::outside) continue;
        if (frame_->several && event.when == When::inside) turn_to(event.time);
        if (is_measured(event.verb)) measure(batch, event);
        else add(batch, i);
    }
}

/// Adds a measured amount to the channel and to its values of breakdowns.
void Counter::Worker::measure(const Batch& batch, const Event& event) {
    const Detail& detail = batch.detail(event);
    const Tally& tally = tally_table[detail.tally];
    if (!detail.part) measure(event, detail, cells_.find({event.channel, tally.family, no_key, 0}));
    // As of the customers' events: only who used a feature is told apart by value.
    if (tally.family == Family::customer && tally.rule.how != How::customers) return;
    // A report that is not by page says nothing of pages.
    for (const std::uint32_t key : frame_->rules.breakdowns[index_of(tally.family)])
        if (const Label value = batch.key(event, key); value != 0)
            measure(event, detail, cells_.find({event.channel, tally.family, key, value}));
}

void Counter::Worker::measure(const Event& event, const Detail& detail, Cell cell) {
    const Tally& tally = tally_table[detail.tally];
    const std::uint8_t place = tally_places[detail.tally];
    totals().add_measured(cell, detail.tally, event.count);
    totals().add_weight(cell, tally.unit == Unit::count ? event.count : 0);
    if (!adds_up(tally)) return;
    switch (tally.unit) {
    case Unit::money: totals().add_money(cell, place, detail.currency, detail.value); break;
    case Unit::seconds: totals().add(cell, place, detail.duration); break;
    case Unit::score: totals().add(cell, place, detail.score); break;
    default: totals().add(cell, place, event.count); break;
    }
}

/// Of a tally that does not add up, what one row gives stands, in place of a figure of the customer base; several rows,
/// or rows and events, leave it undefined.
void Counter::settle_measured(const Totals& totals, std::vector<CellCounts>& cells) const {
    if (totals.measured().size() == 0) return;
    std::vector<std::size_t> positions(cells_.size()); // of each cell among those that have amounts
    std::size_t next = 0;
    for (Cell cell = 0; cell < positions.size(); ++cell) positions[cell] = totals.find(cell) ? next++ : next;
    totals.measured().each([&](const auto& slot) {
        const auto tally = static_cast<std::uint8_t>(slot.key[1]);
        const auto& [rows, given] = slot.value;
        CellCounts& counts = cells[positions[slot.key[0]]];
        counts.measured.set(tally);
        if (adds_up(tally_table[tally])) return;
        Amount& amount = counts.amounts[tally_places[tally]];
        const std::string name(tally_table[tally].name);
        const bool also_events = amount.quantity.units != 0 && tally_table[tally].rule.how != How::base;
        if (rows > 1) amount = {{}, name + " of " + std::to_string(rows) + " rows do not add up"};
        else if (also_events) amount = {{}, name + " of events and of a row do not add up"};
        else amount = {Quantity::of(given), {}};
    });
}

} // namespace engage::count
