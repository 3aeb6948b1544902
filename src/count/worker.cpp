// worker.cpp -- one thread's sums, and the sorting of events to partitions.
// SPDX-License-Identifier: MIT
#include "count/worker.hpp"

#include <algorithm>

#include "import/number.hpp"

namespace engage::count {
namespace {

constexpr Verb attended = verb("event.attended"), page_view = verb("web.page_view");

/// The words that some distinct set, session, ticket or customer has a use for.
Verbs remembered(const Rules& rules) {
    Verbs words = verbs("web.page_view web.converted support.contacted support.answered customer.joined customer.left");
    words |= rules.after | rules.after_first | rules.every_events;
    for (Verb code = 0; code < verb_count; ++code)
        if (rules.flags[code] != 0 || !rules.often[code].empty() || !rules.varied[code].empty() ||
            vocabulary[code].doing == Doing::yes)
            words |= bit(code);
    return words;
}

} // namespace

Counter::Worker::Worker(const Frame& frame, Cells& cells, std::size_t inputs, std::size_t parts)
    : totals(cells), zone(frame.zone), ledgers(inputs), frame_(&frame), cells_(cells), remembered_(remembered(frame.rules)) {
    prepared.parts.resize(parts);
    prepared.stride = 1 + frame.rules.keys.size();
}

void Counter::Worker::find_cells(const Batch& batch, std::size_t position, Cell* cells) {
    const Event& event = batch.events[position];
    const Family family = vocabulary[event.verb].family;
    *cells++ = cells_.find({event.channel, family, no_key, 0});
    for (std::uint32_t key = 0; key < frame_->rules.keys.size(); ++key) {
        bool wanted = frame_->rules.broken_down[key] >> index_of(family) & 1;
        // Whose views are whose is known only when all are read; of nobody's views it is known that they are nobody's.
        if (frame_->rules.visitor_type_key == key) wanted = event.verb == page_view && is_nobodys(event);
        // Of the customers' events only those in a distinct set (who used a feature) are told apart by value.
        if (family == Family::customer && frame_->rules.flags[event.verb] == 0) wanted = false;
        *cells++ = wanted ? cells_.find({event.channel, family, key, batch.key(event, key)}) : no_cell;
    }
}

bool Counter::Worker::applies(const Adding& rule, const Batch& batch, const Event& event) const {
    if (rule.human && event.machine) return false;
    if (rule.known_customer && event.customer.empty()) return false;
    const Detail& detail = batch.detail(event);
    if (rule.score.none() ? detail.scored : !rule.score.all() && !(detail.scored && rule.score.holds(detail.score)))
        return false;
    if (rule.key < 0) return true;
    const Label value = batch.key(event, static_cast<std::size_t>(rule.key));
    return rule.any ? value != 0 : frame_->yes.contains(value);
}

void Counter::Worker::add_sums(const Batch& batch, const Event& event, const Cell* cells) {
    const Rules& rules = frame_->rules;
    const Detail& detail = batch.detail(event);
    for (std::size_t i = 0; i < prepared.stride; ++i) {
        const Cell cell = cells[i];
        if (cell == no_cell) continue;
        totals.add_weight(cell, event.count);
        if (event.customer.empty()) totals.add_without_customer(cell);
        for (const Adding& rule : rules.rows[event.verb])
            if (applies(rule, batch, event)) totals.add(cell, rule.place, event.count);
        for (const Adding& rule : rules.scores[event.verb])
            if (applies(rule, batch, event)) totals.add(cell, rule.place, int128{detail.score} * event.count);
        for (const Adding& rule : rules.money[event.verb])
            if (detail.priced && applies(rule, batch, event)) totals.add_money(cell, rule.place, detail.currency, detail.value);
        for (const Adding& rule : rules.values[event.verb])
            if (const Label value = batch.key(event, static_cast<std::size_t>(rule.key)); value != 0)
                totals.add_value(cell, rule.place, value);
    }
}

void Counter::Worker::route(const Event& event, std::uint32_t position) {
    const auto who = event.customer.empty() ? event.session : event.customer;
    if (who.empty() || !(remembered_ & bit(event.verb))) return;
    customers_known |= !event.customer.empty();
    const std::uint64_t hash = hash_of(who);
    prepared.hashes[position] = hash;
    // The table inside a partition takes the lower bits, its tags the top ones.
    prepared.parts[(hash >> 40) % prepared.parts.size()].push_back(position);
}

void Counter::Worker::prepare(const Batch& batch) {
    Ledger& ledger = ledgers[batch.input];
    prepared.batch = &batch;
    earliest = std::min(earliest, batch.earliest);
    prepared.cells.resize(batch.events.size() * prepared.stride);
    prepared.hashes.resize(batch.events.size());
    for (auto& part : prepared.parts) part.clear();
    for (std::uint32_t i = 0; i < batch.events.size(); ++i) {
        const Event& event = batch.events[i];
        if (event.duplicate) {
            ledger.ignore(Ignored::duplicate);
            continue;
        }
        if (event.time != no_time) latest = std::max(latest, event.time);
        if (event.when == When::inside) ++ledger.counted;
        else ledger.ignore(Ignored::outside_period);
        if (event.when == When::outside) continue;
        Cell* cells = &prepared.cells[i * prepared.stride];
        find_cells(batch, i, cells);
        if (event.when == When::inside) add_sums(batch, event, cells);
        if (event.verb == attended) totals.add_attended(cells[0], event.campaign, event.time);
        route(event, i);
    }
}

} // namespace engage::count
