// worker.cpp -- one thread's sums, and the sorting of events to partitions.
// SPDX-License-Identifier: MIT
#include "count/worker.hpp"

#include <algorithm>

#include "import/number.hpp"

namespace engage::count {
namespace {

constexpr Verb attended = verb("event.attended"), page_view = verb("web.page_view");

} // namespace

Counter::Worker::Worker(const Frame& frame, Cells& cells, std::size_t inputs, std::size_t parts)
    : totals(cells), zone(frame.zone), ledgers(inputs), frame_(&frame), cells_(cells) {
    prepared.parts.resize(parts);
    prepared.stride = 1 + frame.rules.breakdown_count;
}

void Counter::Worker::find_cells(const Batch& batch, std::size_t position, Cell* cells) {
    const Event& event = batch.events[position];
    const Rules& rules = frame_->rules;
    const Family family = vocabulary[event.verb].family;
    cells[0] = cells_.find({event.channel, family, no_key, 0});
    std::fill(cells + 1, cells + prepared.stride, no_cell);
    prepared.subjects[position] = no_cell;
    if (has_pairs(family) && event.message.empty())
        prepared.subjects[position] = cells_.find({event.channel, family, rules.subject_key(), event.campaign});
    // Of the customers' events only those in a distinct set (who used a feature) are told apart by value.
    if (family == Family::customer && rules.flags[event.verb] == 0) return;
    for (const std::uint32_t key : rules.breakdowns[index_of(family)]) {
        // Whose views are whose is known only when all are read; of nobody's views it is known that they are nobody's.
        if (rules.visitor_type_key == key && !(event.verb == page_view && is_nobodys(event))) continue;
        cells[1 + key] = cells_.find({event.channel, family, key, batch.key(event, key)});
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
    const bool conditional = frame_->rules.conditional & bit(event.verb);
    for (std::size_t i = 0; i < prepared.stride; ++i) {
        if (cells[i] == no_cell) continue;
        add_event(event, cells[i]);
        if (conditional) add_conditional(batch, event, cells[i]);
    }
}

void Counter::Worker::add_event(const Event& event, Cell cell) {
    Hits& hits = hits_[event.verb];
    if (cell >= hits.count.size()) hits.count.resize(std::max<std::size_t>(cell + 1, hits.count.size() * 2));
    constexpr std::int64_t small = std::int64_t{1} << 31; // of such, more than there will ever be fit in 64 bits
    if (event.count < small) hits.count[cell] += static_cast<std::uint64_t>(event.count);
    else add_hits(event.verb, cell, event.count);
    if (!event.customer.empty()) return;
    if (cell >= hits.nobody.size()) hits.nobody.resize(hits.count.size());
    ++hits.nobody[cell];
}

void Counter::Worker::add_hits(Verb verb, Cell cell, int128 count) {
    totals.add_weight(cell, count);
    for (const std::uint8_t place : frame_->rules.plain[verb]) totals.add(cell, place, count);
}

void Counter::Worker::finish() {
    for (Verb verb = 0; verb < verb_count; ++verb) {
        const Hits& hits = hits_[verb];
        for (Cell cell = 0; cell < hits.count.size(); ++cell)
            if (hits.count[cell] != 0) add_hits(verb, cell, static_cast<int128>(hits.count[cell]));
        for (Cell cell = 0; cell < hits.nobody.size(); ++cell)
            if (hits.nobody[cell] != 0) totals.add_without_customer(cell, hits.nobody[cell]);
    }
}

void Counter::Worker::add_conditional(const Batch& batch, const Event& event, Cell cell) {
    const Rules& rules = frame_->rules;
    const Detail& detail = batch.detail(event);
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

void Counter::Worker::route(const Event& event, std::uint32_t position) {
    const auto who = event.customer.empty() ? event.session : event.customer;
    if (who.empty() || !(frame_->rules.remembered & bit(event.verb))) return;
    customers_known |= !event.customer.empty();
    const std::uint64_t hash = hash_of(who);
    prepared.hashes[position] = hash;
    // The tables inside a partition take the upper half.
    prepared.parts[hash % prepared.parts.size()].push_back(position);
}

void Counter::Worker::prepare(const Batch& batch) {
    Ledger& ledger = ledgers[batch.input];
    prepared.batch = &batch;
    earliest = std::min(earliest, batch.earliest);
    prepared.cells.resize(batch.events.size() * prepared.stride);
    prepared.subjects.resize(batch.events.size());
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
