// worker.cpp -- one thread's sums, and the sorting of events to partitions.
// SPDX-License-Identifier: MIT
#include "count/worker.hpp"

#include <algorithm>

#include "import/number.hpp"

namespace engage::count {
namespace {

constexpr Verb attended = verb("event.attended"), page_view = verb("web.page_view");

/// Of smaller counts, more than there will ever be fit in 64 bits.
constexpr std::int64_t large = std::int64_t{1} << 31;

} // namespace

Counter::Worker::Worker(const Frame& frame, Cells& cells, std::size_t inputs)
    : applier(frame, cells), ledgers(inputs), frame_(&frame), slips_(frame.rules.keys.size()), shared_(&cells),
      cells_(cells), spans_(frame) {
    sums_now_ = &sums_.try_emplace(INT64_MIN, Span_of_time{}, cells).first->second;
    // Where there are several periods, it is that of no event, and stays empty.
    if (frame.several) sums_now_->span.end = INT64_MIN;
}

void Counter::Worker::find_sums(Instant time) {
    const Span_of_time span = spans_.around(time);
    sums_now_ = &sums_.try_emplace(span.start, span, *shared_).first->second;
}

Counter::Worker::Course& Counter::Worker::find_course(const Event& event) {
    if (event.channel >= few_channels) {
        Course*& known = sums_now_->rare_course_of.at({event.channel, event.verb});
        if (!known) known = make_course(event);
        return *known;
    }
    const std::size_t at = event.channel * verb_count + event.verb;
    if (at >= sums_now_->course_of.size()) sums_now_->course_of.resize(at + 1);
    if (!sums_now_->course_of[at]) sums_now_->course_of[at] = make_course(event);
    return *sums_now_->course_of[at];
}

Counter::Worker::Course* Counter::Worker::make_course(const Event& event) {
    const Rules& rules = frame_->rules;
    const Use& use = rules.uses[event.verb];
    const Family family = family_of(event.verb);
    Course course{event.verb,
                  family,
                  cells_.find({event.channel, family, no_key, 0}),
                  use.remembered,
                  use.who,
                  use.conditional,
                  use.pairs && !rules.campaign_key,
                  use.often,
                  use.answer,
                  use.told,
                  use.conditional || event.verb == attended || (rules.visitor_type_key && event.verb == page_view),
                  0,
                  0,
                  {}};
    // Of the customers' events only those in a distinct set (who used a feature) are told apart by value.
    if (family != Family::customer || use.flags != 0)
        for (const std::uint32_t key : rules.breakdowns[index_of(family)])
            course.breakdowns.push_back({key, cells_.find({event.channel, family, key, 0}), {}, {}});
    sums_now_->courses.push_back(std::move(course));
    return &sums_now_->courses.back();
}

Counter::Worker::Value& Counter::Worker::find_value(const Course& course, Breakdown& breakdown, Label channel,
                                                    Label label) {
    if (label >= breakdown.values.size() && label < few_values) breakdown.values.resize(label + 1 + label / 2);
    Value& value = label < few_values ? breakdown.values[label] : breakdown.rare_values.at({label, 0});
    if (value.cell == no_cell) value.cell = cells_.find({channel, course.family, breakdown.key, label});
    return value;
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

void Counter::Worker::add_where(const Batch& batch, const Event& event, Cell cell) {
    const Rules& rules = frame_->rules;
    const Detail& detail = batch.detail(event);
    for (const Adding& rule : rules.rows[event.verb])
        if (applies(rule, batch, event)) totals().add(cell, rule.place, event.count);
    for (const Adding& rule : rules.scores[event.verb])
        if (applies(rule, batch, event)) totals().add(cell, rule.place, int128{detail.score} * event.count);
    for (const Adding& rule : rules.money[event.verb])
        if (detail.priced && applies(rule, batch, event))
            totals().add_money(cell, rule.place, detail.currency, detail.value);
    for (const Adding& rule : rules.values[event.verb])
        if (const Label value = batch.key(event, static_cast<std::size_t>(rule.key)); value != 0)
            totals().add_value(cell, rule.place, value);
}

/// Adds, to each cell of the event, what its word has conditions for, and counts that are too large for plain sums.
void Counter::Worker::add_conditional(const Batch& batch, const Event& event, const Course& course,
                                      const Routed& routed) {
    const auto add_to = [&](Cell cell) {
        if (course.conditional) add_where(batch, event, cell);
        if (event.count >= large) add_hits(event.verb, cell, event.count, 0);
    };
    add_to(course.cell);
    const Cell* value = routed.values;
    for (const Breakdown& breakdown : course.breakdowns)
        add_to(routed.valued >> breakdown.key & 1 ? *value++ : breakdown.blank);
}

void Counter::Worker::add_hits(Verb verb, Cell cell, int128 count, std::uint64_t unnamed) {
    totals().add_weight(cell, count);
    totals().add_without_customer(cell, unnamed);
    for (const std::uint8_t place : frame_->rules.plain[verb]) totals().add(cell, place, count);
}

void Counter::Worker::finish() {
    for (auto& [start, sums] : sums_) {
        sums_now_ = &sums;
        finish(sums);
    }
}

void Counter::Worker::finish(Sums& sums) {
    for (Course& course : sums.courses) {
        if (course.count != 0 || course.unnamed != 0) add_hits(course.verb, course.cell, course.count, course.unnamed);
        for (Breakdown& breakdown : course.breakdowns) {
            std::uint64_t count = course.count, unnamed = course.unnamed;
            const auto add_value = [&](const Value& value) {
                if (value.count == 0) return;
                add_hits(course.verb, value.cell, value.count, 0);
                count -= value.count;
            };
            for (const Value& value : breakdown.values) add_value(value);
            breakdown.rare_values.each([&](const auto& slot) { add_value(slot.value); });
            breakdown.unnamed.each([&](const auto& slot) {
                const Label label = slot.key[0];
                const Value& value =
                    label < few_values ? breakdown.values[label] : breakdown.rare_values.at({label, 0});
                totals().add_without_customer(value.cell, slot.value);
                unnamed -= slot.value;
            });
            if (count != 0 || unnamed != 0) add_hits(course.verb, breakdown.blank, count, unnamed);
        }
    }
}

/// Adds what is more than plain sums.
void Counter::Worker::add_special(const Batch& batch, const Event& event, const Course& course, const Routed& routed) {
    const bool inside = event.when == When::inside, by_nobody = event.customer.empty();
    if (inside && (course.conditional || event.count >= large)) add_conditional(batch, event, course, routed);
    // Of nobody's views it is known that they are nobody's; whose the others are, only when all are read.
    const auto type = frame_->rules.visitor_type_key;
    if (inside && type && event.verb == page_view && is_nobodys(!by_nobody, !event.session.empty(), event.time))
        add_hits(event.verb, cells_.find({event.channel, Family::web, *type, 0}), event.count, 1);
    if (event.verb == attended) totals().add_attended(course.cell, event.campaign, event.time);
}

/// Puts the event down for its partition, if it has one.
[[gnu::always_inline]] inline void Counter::Worker::send(const Batch& batch, const Event& event, const Course& course,
                                                         Routed& routed) {
    const bool is_known = !event.customer.empty();
    const auto who = batch.view(is_known ? event.customer : event.session);
    if (who.empty()) return;
    customers_known |= is_known && course.who;
    const std::uint64_t hash = hash_of(who);
    routed.hash = static_cast<std::uint32_t>(hash >> 32);
    if (course.answer) routed.campaign = event.campaign;
    if (course.has_subjects && (course.family != Family::message || event.message.empty()))
        routed.subject = cells_.find({event.channel, course.family, frame_->rules.subject_key(), event.campaign});
    const Slips::Form form = slips_.form_of(batch, event, routed);
    slips_.write(prepared_.place_for(form.size), form, batch, event, routed);
    prepared_.routes.push_back({static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(form.size)});
}

/// Adds the event to the sums, and sends it on.
void Counter::Worker::add(const Batch& batch, std::uint32_t position) {
    const Event& event = batch.events[position];
    Course& course = this->course(event);
    const bool inside = event.when == When::inside, unnamed = inside && event.customer.empty();
    const std::uint64_t count = inside && event.count < large ? static_cast<std::uint64_t>(event.count) : 0;
    course.count += count;
    course.unnamed += unnamed;
    const Label* const labels = batch.keys.data() + position * batch.key_count;
    Routed routed;
    routed.channel = course.cell;
    routed.values = values_.data();
    routed.keys = course.often ? labels : nullptr;
    routed.told = course.told;
    for (Breakdown& breakdown : course.breakdowns) {
        const Label label = labels[breakdown.key];
        if (label == 0) continue;
        Value& value = this->value(course, breakdown, event.channel, label);
        value.count += count;
        if (unnamed) ++breakdown.unnamed.at({label, 0});
        routed.valued |= std::uint64_t{1} << breakdown.key;
        values_[routed.value_count++] = value.cell;
    }
    if (course.special || event.count >= large) add_special(batch, event, course, routed);
    if (course.remembered) send(batch, event, course, routed);
}

void Counter::Worker::prepare(const Batch& batch) {
    Ledger& ledger = ledgers[batch.input];
    prepared_.routes.clear();
    prepared_.used = 0;
    earliest = std::min(earliest, batch.earliest);
    if (batch.several || batch.measured) return prepare_mixed(batch);
    for (std::uint32_t i = 0; i < batch.events.size(); ++i) {
        const Event& event = batch.events[i];
        if (event.duplicate) {
            ledger.ignore(Ignored::duplicate);
            continue;
        }
        if (event.time != no_time) latest = std::max(latest, event.time);
        if (event.when == When::inside) ++ledger.counted;
        else ledger.ignore(Ignored::outside_period);
        if (frame_->several && event.when == When::inside) turn_to(event.time);
        if (event.when != When::outside) add(batch, i);
    }
}

} // namespace engage::count
