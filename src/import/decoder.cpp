// decoder.cpp -- rows to events.
// SPDX-License-Identifier: MIT
#include "import/decoder.hpp"

#include <algorithm>

#include "import/cell.hpp"

namespace engage {
namespace {

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

/// False for most names that are no e-mail addresses.
bool may_hold_at(std::string_view name) {
    if (name.size() > 16) return true;
    constexpr std::uint64_t ones = 0x0101010101010101;
    const auto [low, high] = ends_of(name);
    // A byte of a word is 0 where this has the top bit, or it stands above one that is.
    const auto has_zero = [](std::uint64_t word) { return (word - ones) & ~word & ones * 0x80; };
    return (has_zero(low ^ ones * '@') | has_zero(high ^ ones * '@')) != 0;
}

} // namespace

std::string raised(std::string_view text) {
    std::string upper(text);
    for (char& c : upper)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return upper;
}

Decoder::Decoder(const Decoding& decoding, const Plan& plan, Zone local, LabelCache& labels)
    : decoding_(&decoding), plan_(&plan), time_(std::move(local), plan.time), labels_(&labels),
      words_(*plan.importer, labels) {
    for (std::size_t key = 0; key < decoding.keys.size(); ++key) {
        const auto& name = decoding.keys[key].name;
        key_kinds_.push_back(same_column(name, "channel")    ? KeyKind::channel
                             : same_column(name, "event")    ? KeyKind::event
                             : same_column(name, "currency") ? KeyKind::currency
                             : same_column(name, "campaign") ? KeyKind::campaign
                                                             : KeyKind::column);
        for (std::size_t family = 0; family < family_count; ++family)
            if (decoding.keys[key].families >> family & 1) keys_of_[family].push_back(static_cast<std::uint32_t>(key));
    }
    for (std::size_t field = 0; field < field_count; ++field) {
        const Origin& origin = plan.fields[field];
        if (origin.place >= 0 || !origin.constant.empty()) present_ |= 1u << field;
        constant_begins_[field] = static_cast<std::uint32_t>(constants_.size()) | Batch::in_constants;
        if (origin.place < 0) constants_ += origin.constant;
    }
    constants_.append(Batch::padding, '\0');
}

Text Decoder::placed(Field field, std::string_view text) const {
    if (text.empty()) return {};
    const auto size = static_cast<std::uint32_t>(text.size());
    if (plan_->fields[index_of(field)].place < 0) return {constant_begins_[index_of(field)], size};
    return {static_cast<std::uint32_t>(text.data() - rows_->text), size};
}

std::string_view Decoder::customer() {
    const auto name = known(Field::customer);
    if (!may_hold_at(name)) return name;
    const auto at = name.find('@');
    if (at == name.npos || at == 0 || at + 1 == name.size() || plan_->fields[index_of(Field::customer)].place < 0)
        return name;
    char* const begin = rows_->text + (name.data() - rows_->text);
    for (char* c = begin; c != begin + name.size(); ++c)
        if (*c >= 'A' && *c <= 'Z') *c = static_cast<char>(*c - 'A' + 'a');
    return name;
}

std::string_view Decoder::key_text(std::size_t key) {
    if (key_kinds_[key] == KeyKind::channel && meaning_->channel != 0) {
        const auto given = text(Field::channel);
        return given.empty() ? name_of(vocabulary[meaning_->verb].family) : given;
    }
    if (key_kinds_[key] == KeyKind::event) return scratch_ = full_name(meaning_->verb);
    if (key_kinds_[key] == KeyKind::currency) return scratch_ = raised(currency());
    return text(plan_->keys[key]);
}

bool Decoder::filtered() {
    return std::any_of(decoding_->conditions.begin(), decoding_->conditions.end(),
                       [&](const Condition& condition) { return !matches(key_text(condition.key), condition.value); });
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
    cell_currency_ = {};
    event.verb = meaning_->verb;
    event.channel = meaning_->channel;
    if (!read_numbers(event)) return Use::refuse;
    event.customer = placed(Field::customer, customer()); // first, for a condition may ask for it
    const bool left_out = !decoding_->conditions.empty() && filtered();
    meaning_->seen = true;
    meaning_->kept |= !left_out;
    if (event.count == 0) return batch_->ledger.ignore(Ignored::zero_count), Use::ignore;
    if (left_out) return batch_->ledger.ignore(Ignored::filtered), Use::ignore;
    place_in_period(event);
    if (event.time != no_time) batch_->earliest = std::min(batch_->earliest, event.time);
    event.id = placed(Field::id, known(Field::id));
    if (event.when == When::outside && event.id.empty())
        return batch_->ledger.ignore(Ignored::outside_period), Use::ignore;
    event.message = placed(Field::message, known(Field::message));
    event.session = placed(Field::session, known(Field::session));
    return Use::keep;
}

void Decoder::want_label(std::string_view text, std::uint32_t event, std::uint32_t key) {
    if (text.empty()) return;
    const std::uint64_t hash = hash_of(text);
    labels_->prefetch(hash);
    wanted_.push_back({text, hash, event, key});
}

void Decoder::note_labels(const Event& event, std::uint32_t position) {
    const std::size_t key_count = decoding_->keys.size();
    want_label(text(Field::campaign), position, static_cast<std::uint32_t>(key_count));
    for (const std::uint32_t key : keys_of_[index_of(vocabulary[event.verb].family)]) {
        if (key_kinds_[key] == KeyKind::column) want_label(text(plan_->keys[key]), position, key);
        else if (key_kinds_[key] != KeyKind::campaign)
            batch_->keys[position * key_count + key] = labels_->find(key_text(key));
    }
}

void Decoder::find_labels() {
    for (const Wanted& wanted : wanted_) labels_->prefetch_text(wanted.hash);
    const std::size_t key_count = decoding_->keys.size();
    for (const Wanted& wanted : wanted_) {
        const Label label = labels_->find(wanted.text, wanted.hash);
        if (wanted.key < key_count) batch_->keys[wanted.event * key_count + wanted.key] = label;
        else batch_->events[wanted.event].campaign = label;
    }
    wanted_.clear();
    for (std::size_t key = 0; key < key_count; ++key) {
        if (key_kinds_[key] != KeyKind::campaign) continue;
        for (std::size_t event = 0; event < batch_->events.size(); ++event) {
            const auto family = index_of(vocabulary[batch_->events[event].verb].family);
            if (decoding_->keys[key].families >> family & 1)
                batch_->keys[event * key_count + key] = batch_->events[event].campaign;
        }
    }
}

void Decoder::decode(Rows& rows, Batch& batch) {
    rows_ = &rows;
    batch_ = &batch;
    batch.clear();
    batch.text = rows.text;
    batch.constants = constants_;
    batch.key_count = decoding_->keys.size();
    batch.line_count = rows.line_count;
    batch.ledger.ignore(Ignored::comment, rows.comments);
    for (const auto& bad : rows.bad) batch.refusals.push_back({bad.line, bad.reason, bad.what, {}});
    batch.events.resize(rows.size());
    batch.keys.resize(rows.size() * batch.key_count);
    std::uint32_t count = 0;
    for (row_ = 0; row_ < rows.size(); ++row_) {
        cells_ = rows.cells.data() + row_ * rows.width;
        Event& event = batch.events[count];
        if (decode_row(event) == Use::keep) note_labels(event, count++);
        else event = {};
    }
    batch.events.resize(count);
    batch.keys.resize(count * batch.key_count);
    find_labels();
    if (!rows.bad.empty())
        std::stable_sort(batch.refusals.begin(), batch.refusals.end(),
                         [](const Refusal& a, const Refusal& b) { return a.line < b.line; });
    for (const auto& refusal : batch.refusals) batch.ledger.refuse(refusal.reason);
}

} // namespace engage
