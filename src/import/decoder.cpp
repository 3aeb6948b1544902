// decoder.cpp -- rows to events.
// SPDX-License-Identifier: MIT
#include "import/decoder.hpp"

#include <algorithm>

#include "engage/problem.hpp"
#include "import/number.hpp"

namespace engage {
namespace {

// Cells that only some events have a use for are looked at for those alone: a page view may say "n/a" for its score.
constexpr Verbs scored = verbs("survey.nps survey.csat survey.ces survey.review");
constexpr Verbs priced = verbs("commerce.ordered commerce.refunded commerce.upsold commerce.cross_sold");
constexpr Verbs timed = verbs("web.page_view event.attended support.answered");
constexpr Verb left = verb("customer.left");

std::string full_name(Verb code) {
    return std::string(name_of(vocabulary[code].family)) + "." + std::string(vocabulary[code].verb);
}

/// `*` stands for any text, also none.
bool matches(std::string_view text, std::string_view pattern) {
    const auto star = pattern.find('*');
    if (star == pattern.npos) return text == pattern;
    if (!text.starts_with(pattern.substr(0, star))) return false;
    text.remove_prefix(star);
    pattern.remove_prefix(star + 1);
    // Every piece between stars is taken as early as it comes, the last as late.
    for (auto next = pattern.find('*'); next != pattern.npos; next = pattern.find('*')) {
        const auto at = text.find(pattern.substr(0, next));
        if (at == text.npos) return false;
        text.remove_prefix(at + next);
        pattern.remove_prefix(next + 1);
    }
    return text.ends_with(pattern);
}

std::string_view reason_of(Field field) {
    switch (field) {
    case Field::time: return "unreadable_time";
    case Field::score: return "unreadable_score";
    case Field::value: return "unreadable_value";
    case Field::seconds: return "unreadable_seconds";
    case Field::count: return "unreadable_count";
    default: return "unreadable_machine";
    }
}

} // namespace

std::string raised(std::string_view text) {
    std::string upper(text);
    for (char& c : upper)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return upper;
}

Decoder::Decoder(const Decoding& decoding, const Plan& plan, Zone local, LabelCache& labels)
    : decoding_(&decoding), plan_(&plan), time_(std::move(local), plan.epoch), labels_(&labels),
      words_(*plan.importer, labels) {
    for (std::size_t key = 0; key < decoding.keys.size(); ++key) {
        const auto& name = decoding.keys[key].name;
        key_kinds_.push_back(same_column(name, "channel") ? KeyKind::channel
                             : same_column(name, "event") ? KeyKind::event
                             : same_column(name, "currency") ? KeyKind::currency
                             : same_column(name, "campaign") ? KeyKind::campaign : KeyKind::column);
    }
}

std::string_view Decoder::text(const Origin& origin) const {
    if (origin.place < 0) return origin.constant;
    auto text = rows_->cell(row_, static_cast<std::size_t>(origin.place));
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

bool Decoder::unreadable(Field field, std::string_view advice) {
    const auto name = fields[index_of(field)].name;
    batch_->refusals.push_back({rows_->lines[row_], reason_of(field),
                                "cannot read the " + std::string(name) + " '" + std::string(text(field)) + "'",
                                std::string(advice)});
    return false;
}

std::string_view Decoder::customer() {
    const Origin& origin = plan_->fields[index_of(Field::customer)];
    const auto name = text(origin);
    const auto at = name.find('@');
    if (at == name.npos || at == 0 || at + 1 == name.size() || origin.place < 0) return name;
    char* const begin = rows_->text + (name.data() - rows_->text);
    for (char* c = begin; c != begin + name.size(); ++c)
        if (*c >= 'A' && *c <= 'Z') *c = static_cast<char>(*c - 'A' + 'a');
    return name;
}

bool Decoder::read_details(Event& event) {
    const Verbs me = bit(event.verb);
    if (!(me & (scored | priced | timed))) return true;
    Detail detail;
    if (const auto score = text(Field::score); (me & scored) && !score.empty()) {
        const auto number = read_decimal(score);
        constexpr int128 most = int128{1'000'000'000} * Quantity::one;
        if (!number || number->units >= most || number->units <= -most) return unreadable(Field::score, "a score is a number, of at most nine digits");
        detail.scored = true;
        detail.score = static_cast<std::int64_t>(number->units / (Quantity::one / score_unit));
    }
    if (me & priced) {
        if (const auto value = text(Field::value); !value.empty()) {
            const auto number = read_decimal(value);
            if (!number) return unreadable(Field::value, "write it as 1234.50, its currency in a column of its own");
            detail.value = *number;
            detail.priced = true;
        }
        detail.currency = labels_->find(raised(text(Field::currency)));
    }
    if (const auto seconds = text(Field::seconds); (me & timed) && !seconds.empty()) {
        const auto number = read_decimal(seconds);
        constexpr int128 most = int128{1'000'000'000'000} * Quantity::one;
        if (!number || number->units < 0 || number->units > most) return unreadable(Field::seconds, "write it as 12.5");
        detail.duration = static_cast<std::int64_t>(number->units / (Quantity::one / microseconds));
    }
    event.detail = static_cast<std::uint32_t>(batch_->details.size());
    batch_->details.push_back(detail);
    return true;
}

bool Decoder::read_numbers(Event& event) {
    if (const auto time = text(Field::time); !time.empty()) {
        const auto instant = time_.read(time);
        if (!instant) return unreadable(Field::time, "write RFC 3339, as 2026-11-09T10:00:00+07:00");
        event.time = *instant;
    }
    if (!read_details(event)) return false;
    if (const auto count = text(Field::count); !count.empty() && count != "1") {
        const auto number = read_count(count);
        if (!number) return unreadable(Field::count, "a count is a whole number of at least 0");
        event.count = *number;
    }
    if (const auto machine = text(Field::machine); !machine.empty()) {
        const auto flag = read_flag(machine);
        if (!flag) return unreadable(Field::machine, "write true or false");
        event.machine = *flag;
    }
    if (event.time != no_time || !decoding_->period_asked) return true;
    batch_->refusals.push_back({rows_->lines[row_], "missing_time", "has no time, so it is in no period", "leave the period out to count such rows"});
    return false;
}

std::string_view Decoder::key_text(std::size_t key) {
    if (key_kinds_[key] == KeyKind::channel && meaning_->channel != 0) {
        const auto given = text(Field::channel);
        return given.empty() ? name_of(vocabulary[meaning_->verb].family) : given;
    }
    if (key_kinds_[key] == KeyKind::event) return scratch_ = full_name(meaning_->verb);
    if (key_kinds_[key] == KeyKind::currency) return scratch_ = raised(text(Field::currency));
    return text(plan_->keys[key]);
}

bool Decoder::filtered() {
    return std::any_of(decoding_->conditions.begin(), decoding_->conditions.end(), [&](const Condition& condition) {
        return !matches(key_text(condition.key), condition.value);
    });
}

void Decoder::place_in_period(Event& event) {
    if (!decoding_->period_asked) return;
    if (event.time >= decoding_->start) {
        if (event.time >= decoding_->end) event.when = When::outside;
        return;
    }
    const bool tells = event.verb == left || vocabulary[event.verb].doing == Doing::yes;
    event.when = tells ? When::before : When::outside;
}

Decoder::Use Decoder::decode_row(Event& event) {
    meaning_ = &words_.find(text(Field::channel), text(Field::event));
    if (!meaning_->known) {
        batch_->refusals.push_back({rows_->lines[row_], meaning_->reason, meaning_->what, meaning_->advice});
        return Use::refuse;
    }
    event.verb = meaning_->verb;
    event.channel = meaning_->channel;
    if (!read_numbers(event)) return Use::refuse;
    event.customer = customer(); // first, for a condition may ask for it
    const bool left_out = filtered();
    words_.saw(*meaning_, !left_out);
    if (event.count == 0) return batch_->ledger.ignore(Ignored::zero_count), Use::ignore;
    if (left_out) return batch_->ledger.ignore(Ignored::filtered), Use::ignore;
    place_in_period(event);
    if (event.time != no_time) batch_->earliest = std::min(batch_->earliest, event.time);
    event.id = text(Field::id);
    if (event.when == When::outside && event.id.empty())
        return batch_->ledger.ignore(Ignored::outside_period), Use::ignore;
    event.campaign = labels_->find(text(Field::campaign));
    event.message = text(Field::message);
    event.session = text(Field::session);
    return Use::keep;
}

void Decoder::label_keys(const Event& event) {
    const auto family = std::uint16_t{1} << index_of(vocabulary[event.verb].family);
    for (std::size_t key = 0; key < decoding_->keys.size(); ++key) {
        Label label = 0;
        if (decoding_->keys[key].families & family)
            label = key_kinds_[key] == KeyKind::campaign ? event.campaign : labels_->find(key_text(key));
        batch_->keys.push_back(label);
    }
}

void Decoder::decode(Rows& rows, Batch& batch) {
    rows_ = &rows;
    batch_ = &batch;
    batch.clear();
    batch.key_count = decoding_->keys.size();
    batch.line_count = rows.line_count;
    for (const auto& bad : rows.bad) batch.refusals.push_back({bad.line, bad.reason, bad.what, {}});
    for (row_ = 0; row_ < rows.size(); ++row_) {
        Event event;
        if (decode_row(event) != Use::keep) continue;
        label_keys(event);
        batch.events.push_back(event);
    }
    if (!rows.bad.empty())
        std::stable_sort(batch.refusals.begin(), batch.refusals.end(),
                         [](const Refusal& a, const Refusal& b) { return a.line < b.line; });
    for (const auto& refusal : batch.refusals) batch.ledger.refuse(refusal.reason);
}

} // namespace engage
