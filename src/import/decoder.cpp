// decoder.cpp -- rows to events.
// SPDX-License-Identifier: MIT
#include "import/decoder.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "import/cell.hpp"
#include "import/pattern.hpp"

namespace engage {
namespace {

/// False for most names that are no e-mail addresses. The name is padded.
bool may_hold_at(std::string_view name) {
    if (name.size() > 16) return true;
    constexpr std::uint64_t ones = 0x0101010101010101;
    std::array<std::uint64_t, 2> words{};
    std::memcpy(words.data(), name.data(), sizeof words);
    // A byte of a word is 0 where this has the top bit, or it stands above one that is.
    const auto has_zero = [](std::uint64_t word) { return (word - ones) & ~word & ones * 0x80; };
    return (has_zero(words[0] ^ ones * '@') | has_zero(words[1] ^ ones * '@')) != 0;
}

/// The first position at which two lists of counts are not the same.
template <class Counts>
std::size_t first_difference(const Counts& a, const Counts& b) {
    return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin());
}

} // namespace

Decoder::Decoder(const Decoding& decoding, const Plan& plan, Zone local, LabelCache& labels)
    : decoding_(&decoding), plan_(&plan), time_(std::move(local), plan.time), labels_(&labels),
      words_(*plan.importer, labels) {
    for (const Origin& origin : plan.fields) constants_ += origin.place < 0 ? origin.constant : "";
    for (const Origin& origin : plan.keys) constants_ += origin.place < 0 ? origin.constant : "";
    constants_.resize(constants_.size() + padding);
    std::uint32_t begin = 0;
    const auto give = [&](const Origin& origin) {
        Given given{origin.place, begin | Batch::in_constants, {}};
        if (origin.place < 0) given.constant = {constants_.data() + begin, origin.constant.size()};
        begin += static_cast<std::uint32_t>(given.constant.size());
        return given;
    };
    for (std::size_t field = 0; field < field_count; ++field) given_[field] = give(plan.fields[field]);
    for (std::size_t key = 0; key < decoding.keys.size(); ++key) {
        const auto& name = decoding.keys[key].name;
        const KeyKind kind = same_column(name, "channel")    ? KeyKind::channel
                             : same_column(name, "event")    ? KeyKind::event
                             : same_column(name, "currency") ? KeyKind::currency
                             : same_column(name, "campaign") ? KeyKind::campaign
                                                             : KeyKind::column;
        const Given given = give(plan.keys[key]);
        keys_.push_back({kind, given});
        if (kind == KeyKind::campaign) campaign_keys_.push_back(key);
        if (kind == KeyKind::campaign || (kind == KeyKind::column && given.place < 0 && given.constant.empty()))
            continue;
        for (std::size_t family = 0; family < family_count; ++family)
            if (decoding.keys[key].families >> family & 1) keys_of_[family].push_back(static_cast<std::uint32_t>(key));
    }
    has_rare_ = may_have(Field::count) || may_have(Field::machine) || may_have(Field::id) || may_have(Field::message);
    detailed_ = measured_verbs | (may_have(Field::score) ? scored : 0) | (may_have(Field::seconds) ? timed : 0) |
                (may_have(Field::value) || may_have(Field::currency) ? priced : 0);
    wanted_.resize(events_at_once * (decoding.keys.size() + 1) + 1);
}

/// A name that is an e-mail address is written in lower case.
void Decoder::lower_address(std::string_view name) {
    const auto at = name.find('@');
    if (at == name.npos || at == 0 || at + 1 == name.size() || given_[index_of(Field::customer)].place < 0) return;
    char* const begin = rows_->text + (name.data() - rows_->text);
    for (char* c = begin; c != begin + name.size(); ++c)
        if (*c >= 'A' && *c <= 'Z') *c = static_cast<char>(*c - 'A' + 'a');
}

std::string_view Decoder::key_text(std::size_t key) {
    const KeyKind kind = keys_[key].kind;
    if (kind == KeyKind::channel && meaning_->channel != 0) {
        const auto given = text(Field::channel);
        return given.empty() ? name_of(family_of(meaning_->verb)) : given;
    }
    if (kind == KeyKind::event) return scratch_ = full_name(meaning_->verb, meaning_->tally);
    if (kind == KeyKind::currency) return scratch_ = raised(currency());
    return text(keys_[key].given);
}

bool Decoder::filtered() {
    return std::any_of(decoding_->conditions.begin(), decoding_->conditions.end(),
                       [&](const Condition& condition) { return !matches(key_text(condition.key), condition.value); });
}

void Decoder::place_in_period(Event& event) {
    if (!decoding_->period_asked) return;
    if (event.time >= decoding_->start) {
        batch_->latest = std::max(batch_->latest, event.time);
        if (event.time >= decoding_->end) event.when = When::outside;
        const auto& gaps = decoding_->gaps;
        if (gaps.empty() || std::none_of(gaps.begin(), gaps.end(), [&](const Decoding::Gap& gap) {
                return event.time >= gap.start && event.time < gap.end;
            }))
            return;
    }
    event.when = tells_later(event.verb) ? When::before : When::outside;
}

bool Decoder::refuse_word() { return refuse(meaning_->reason, meaning_->what, meaning_->advice); }

template <bool tidy>
[[gnu::always_inline]] inline bool Decoder::read_values(Event& event) {
    if (const auto time = known<tidy>(Field::time); !time.empty()) {
        event.time = time_.read_usual(time);
        if (event.time == no_time && !read_time(event, time)) return false;
    }
    if ((bit(event.verb) & detailed_) && !read_details(event)) return false;
    if (has_rare_) {
        if (const auto count = known<tidy>(Field::count); !count.empty() && count != "1" && !read_count(event))
            return false;
        if (!known<tidy>(Field::machine).empty() && !read_machine(event)) return false;
    }
    if (event.time != no_time || !decoding_->time_needed) return true;
    return refuse("missing_time", "has no time, so it is in no period",
                  decoding_->period_asked ? "leave the period out to count such rows"
                                          : "leave --every out to count such rows");
}

template <bool tidy>
[[gnu::always_inline]] inline Decoder::Use Decoder::decode_row(Event& event) {
    Meaning& meaning = words_.find(text<tidy>(Field::channel), text<tidy>(Field::event));
    meaning_ = &meaning;
    if (!meaning.known) return refuse_word(), Use::refuse;
    cell_currency_ = {};
    event.verb = meaning.verb;
    event.channel = meaning.channel;
    if (!read_values<tidy>(event)) return Use::refuse;
    const auto customer = known<tidy>(Field::customer);
    if (may_hold_at(customer)) lower_address(customer); // first, for a condition may ask for it
    event.customer = placed(Field::customer, customer);
    const bool left_out = !decoding_->conditions.empty() && filtered();
    meaning.seen = true;
    meaning.kept |= !left_out;
    // To have measured that there was none is to know it.
    if (event.count == 0 && !is_measured(event.verb)) return batch_->ledger.ignore(Ignored::zero_count), Use::ignore;
    if (left_out) return batch_->ledger.ignore(Ignored::filtered), Use::ignore;
    place_in_period(event);
    if (event.time != no_time) batch_->earliest = std::min(batch_->earliest, event.time);
    if (has_rare_) event.id = placed(Field::id, known<tidy>(Field::id));
    if (event.when == When::outside && event.id.empty())
        return batch_->ledger.ignore(Ignored::outside_period), Use::ignore;
    if (has_rare_) event.message = placed(Field::message, known<tidy>(Field::message));
    event.session = placed(Field::session, known<tidy>(Field::session));
    return Use::keep;
}

[[gnu::always_inline]] inline void Decoder::want_label(std::string_view text, Label& into) {
    if (!LabelCache::is_short(text)) {
        into = labels_->find(text);
        return;
    }
    wanted_[wanted_count_] = {labels_->ask_for(text), &into};
    wanted_count_ += !text.empty(); // which nobody could foresee
}

/// `keys`: as many as were asked for, all 0.
template <bool tidy>
[[gnu::always_inline]] inline void Decoder::want_labels(Event& event, Label* keys) {
    want_label(text<tidy>(Field::campaign), event.campaign);
    for (const std::uint32_t key : keys_of_[index_of(family_of(event.verb))]) {
        if (keys_[key].kind == KeyKind::column) want_label(text<tidy>(keys_[key].given), keys[key]);
        else keys[key] = labels_->find(key_text(key));
    }
}

/// Of the events [begin, end) what is wanted.
void Decoder::find_labels(std::size_t begin, std::size_t end) {
    for (std::size_t i = 0; i < wanted_count_; ++i) *wanted_[i].into = labels_->find(wanted_[i].text);
    wanted_count_ = 0;
    for (const std::size_t key : campaign_keys_) {
        for (std::size_t event = begin; event < end; ++event) {
            const auto family = index_of(family_of(batch_->events[event].verb));
            const bool has_key = decoding_->keys[key].families >> family & 1;
            batch_->keys[event * batch_->key_count + key] = has_key ? batch_->events[event].campaign : 0;
        }
    }
}

/// Returns the number of events.
template <bool tidy>
std::size_t Decoder::decode_rows() {
    std::size_t count = 0, labelled = 0;
    for (row_ = 0; row_ < rows_->size(); ++row_) {
        cells_ = rows_->cells.data() + row_ * rows_->width;
        Event& event = batch_->events[count] = {};
        if (decode_row<tidy>(event) != Use::keep) continue;
        want_labels<tidy>(event, batch_->keys.data() + count++ * batch_->key_count);
        if (count - labelled == events_at_once) find_labels(std::exchange(labelled, count), count);
    }
    find_labels(labelled, count);
    return count;
}

/// Rows that come of one row of the export have one fate: if one is refused, so are all; if none is kept, the first
/// reason holds. Returns the number of events.
std::size_t Decoder::decode_groups() {
    std::size_t count = 0;
    for (row_ = 0; row_ < rows_->size();) {
        const std::size_t group = count;
        const auto ignored = batch_->ledger.ignored;
        const Instant earliest = batch_->earliest;
        std::optional<std::size_t> reason;
        bool refused = false;
        do {
            cells_ = rows_->cells.data() + row_ * rows_->width;
            Event& event = batch_->events[count] = {};
            const Use use = refused ? Use::refuse : decode_row<false>(event);
            refused |= use == Use::refuse;
            if (use == Use::ignore && !reason) reason = first_difference(ignored, batch_->ledger.ignored);
            if (use != Use::keep) continue;
            event.continues = count != group;
            want_labels<false>(event, batch_->keys.data() + count++ * batch_->key_count);
        } while (++row_ < rows_->size() && rows_->continues[row_]);
        find_labels(group, count);
        batch_->several |= count - group > 1;
        batch_->ledger.ignored = ignored;
        if (refused) {
            batch_->earliest = earliest;
            std::fill(batch_->keys.begin() + static_cast<std::ptrdiff_t>(group * batch_->key_count),
                      batch_->keys.begin() + static_cast<std::ptrdiff_t>(count * batch_->key_count), 0);
            count = group;
        } else if (count == group && reason) {
            ++batch_->ledger.ignored[*reason];
        }
    }
    return count;
}

void Decoder::decode(Rows& rows, Batch& batch) {
    rows_ = &rows;
    begin_ = rows.text;
    batch_ = &batch;
    batch.reuse();
    batch.text = rows.text;
    batch.constants = constants_;
    batch.key_count = decoding_->keys.size();
    batch.ids_of_words = !plan_->importer->is_plain();
    batch.line_count = rows.line_count;
    batch.ledger.ignore(Ignored::comment, rows.comments);
    for (const auto& bad : rows.bad) batch.refusals.push_back({bad.line, bad.reason, bad.what, bad.advice});
    batch.remarks = rows.remarks;
    for (const auto& [reason, count] : rows.skipped) batch.ledger.skipped.emplace(reason, count);
    batch.events.resize(rows.size());
    batch.keys.assign(rows.size() * batch.key_count, 0);
    const std::size_t count = !rows.continues.empty() ? decode_groups()
                              : rows.tidy             ? decode_rows<true>()
                                                      : decode_rows<false>();
    batch.events.resize(count);
    batch.keys.resize(count * batch.key_count);
    if (!rows.bad.empty())
        std::stable_sort(batch.refusals.begin(), batch.refusals.end(),
                         [](const Refusal& a, const Refusal& b) { return a.line < b.line; });
    for (const auto& refusal : batch.refusals) batch.ledger.refuse(refusal.reason);
}

} // namespace engage
