// worker.cpp -- one thread's sums, and the sorting of events to partitions.
// SPDX-License-Identifier: MIT
#include "count/worker.hpp"

#include <algorithm>
#include <bit>

#include "import/number.hpp"

namespace engage::count {
namespace {

constexpr Verb attended = verb("event.attended"), page_view = verb("web.page_view");

template <class Act>
void each_bit(std::uint64_t bits, Act act) {
    for (; bits != 0; bits &= bits - 1) act(static_cast<std::size_t>(std::countr_zero(bits)));
}

/// The number at a cell's position, which is made where it is not there.
std::uint64_t& at(std::vector<std::uint64_t>& numbers, Cell cell) {
    if (cell >= numbers.size()) numbers.resize(std::max<std::size_t>(cell + 1, numbers.size() * 2));
    return numbers[cell];
}

} // namespace

Counter::Worker::Worker(const Frame& frame, Cells& cells, std::size_t inputs)
    : totals(cells), zone(frame.zone), ledgers(inputs), frame_(&frame), cells_(cells) {
    prepared_.stride = 1 + frame.rules.breakdown_count;
}

Counter::Worker::Course& Counter::Worker::course(const Event& event) {
    if (event.channel >= few_channels) {
        std::uint32_t& known = rare_course_of_.at({event.channel, event.verb});
        if (known == 0) known = make_course(event);
        return courses_[known - 1];
    }
    const std::size_t at = event.channel * verb_count + event.verb;
    if (at >= course_of_.size()) course_of_.resize(at + 1);
    if (course_of_[at] == 0) course_of_[at] = make_course(event);
    return courses_[course_of_[at] - 1];
}

std::uint32_t Counter::Worker::make_course(const Event& event) {
    const Rules& rules = frame_->rules;
    const Family family = vocabulary[event.verb].family;
    Course course;
    course.verb = event.verb;
    course.cells.assign(prepared_.stride, no_cell);
    course.cells[0] = cells_.find({event.channel, family, no_key, 0});
    if (has_pairs(family)) course.subject_of_none = cells_.find({event.channel, family, rules.subject_key(), 0});
    for (const std::uint32_t key : rules.breakdowns[index_of(family)]) {
        if (key == rules.visitor_type_key) continue;
        // Of the customers' events only those in a distinct set (who used a feature) are told apart by value.
        if (family == Family::customer && rules.uses[event.verb].flags == 0) continue;
        course.cells[1 + key] = cells_.find({event.channel, family, key, 0});
        course.breakdowns |= std::uint64_t{1} << key;
    }
    if (rules.uses[event.verb].conditional) course.apart = course.breakdowns;
    courses_.push_back(std::move(course));
    return static_cast<std::uint32_t>(courses_.size());
}

/// Gives the blank cells of the breakdowns what the whole channel has.
void Counter::Worker::part(Course& course, std::uint64_t breakdowns) {
    course.apart |= breakdowns;
    Hits& hits = hits_[course.verb];
    const Cell whole = course.cells[0];
    each_bit(breakdowns, [&](std::size_t key) {
        const Cell blank = course.cells[1 + key];
        if (whole < hits.count.size() && hits.count[whole] != 0) at(hits.count, blank) = hits.count[whole];
        if (whole < hits.nobody.size() && hits.nobody[whole] != 0) at(hits.nobody, blank) = hits.nobody[whole];
    });
}

const Counter::Worker::Course& Counter::Worker::find_cells(const Batch& batch, std::size_t position) {
    const Event& event = batch.events[position];
    const Family family = vocabulary[event.verb].family;
    Course& course = this->course(event);
    Cell* const cells = &prepared_.cells[position * prepared_.stride];
    std::copy(course.cells.begin(), course.cells.end(), cells);
    std::uint64_t valued = 0;
    each_bit(course.breakdowns, [&](std::size_t key) {
        const Label value = batch.key(event, key);
        if (value == 0) return;
        valued |= std::uint64_t{1} << key;
        cells[1 + key] = cells_.find({event.channel, family, static_cast<std::uint32_t>(key), value});
    });
    if (valued & ~course.apart) part(course, valued & ~course.apart);
    prepared_.valued[position] = valued;
    Cell subject = course.subject_of_none;
    if (subject != no_cell && event.campaign != 0)
        subject = cells_.find({event.channel, family, frame_->rules.subject_key(), event.campaign});
    prepared_.subjects[position] = subject;
    return course;
}

void Counter::Worker::add_sums(const Batch& batch, const Event& event, const Cell* cells, const Course& course) {
    constexpr std::int64_t small = std::int64_t{1} << 31; // of such, more than there will ever be fit in 64 bits
    Hits& hits = hits_[event.verb];
    const auto add = [&](Cell cell) {
        if (event.count < small) at(hits.count, cell) += static_cast<std::uint64_t>(event.count);
        if (event.customer.empty()) ++at(hits.nobody, cell);
        if (frame_->rules.uses[event.verb].conditional) add_conditional(batch, event, cell);
    };
    add(cells[0]);
    each_bit(course.apart, [&](std::size_t key) { add(cells[1 + key]); });
    if (const auto type = frame_->rules.visitor_type_key; event.verb == page_view && type && cells[1 + *type] != no_cell)
        add(cells[1 + *type]);
    if (event.count < small) return;
    for (std::size_t i = 0; i < prepared_.stride; ++i)
        if (cells[i] != no_cell) add_hits(event.verb, cells[i], event.count);
}

void Counter::Worker::add_hits(Verb verb, Cell cell, int128 count) {
    totals.add_weight(cell, count);
    for (const std::uint8_t place : frame_->rules.plain[verb]) totals.add(cell, place, count);
}

void Counter::Worker::finish() {
    for (Course& course : courses_) part(course, course.breakdowns & ~course.apart);
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

void Counter::Worker::route(const Event& event, std::size_t position) {
    const auto who = event.customer.empty() ? event.session : event.customer;
    if (who.empty() || !frame_->rules.uses[event.verb].remembered) return;
    customers_known |= !event.customer.empty();
    prepared_.routes.push_back({static_cast<std::uint32_t>(position), hash_of(who)});
}

void Counter::Worker::prepare(const Batch& batch) {
    Ledger& ledger = ledgers[batch.input];
    prepared_.batch = &batch;
    earliest = std::min(earliest, batch.earliest);
    prepared_.cells.resize(batch.events.size() * prepared_.stride);
    prepared_.valued.resize(batch.events.size());
    prepared_.subjects.resize(batch.events.size());
    prepared_.routes.clear();
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
        const Course& course = find_cells(batch, i);
        Cell* const cells = &prepared_.cells[i * prepared_.stride];
        // Of nobody's views it is known that they are nobody's; whose the others are, only when all are read.
        if (event.verb == page_view && frame_->rules.visitor_type_key && is_nobodys(event))
            cells[1 + *frame_->rules.visitor_type_key] = cells_.find({event.channel, Family::web, *frame_->rules.visitor_type_key, 0});
        if (event.when == When::inside) add_sums(batch, event, cells, course);
        if (event.verb == attended) totals.add_attended(cells[0], event.campaign, event.time);
        route(event, i);
    }
}

} // namespace engage::count
