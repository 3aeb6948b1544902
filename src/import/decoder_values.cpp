// decoder_values.cpp -- the cells of a row that are times, numbers and flags.
// SPDX-License-Identifier: MIT
#include "import/decoder.hpp"

#include "import/cell.hpp"
#include "import/duration.hpp"
#include "import/number.hpp"
#include "import/time_formats.hpp"

namespace engage {
namespace {

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

std::string named(Field field, std::string_view text) {
    return std::string(fields[index_of(field)].name) + " '" + std::string(text) + "'";
}

/// Whether it is a day, but not in the order of its column.
bool is_in_other_order(std::string_view text, DateOrder order) {
    const auto written = take_apart_time(text);
    if (!written || days_of(*written, order)) return false;
    return days_of(*written, DateOrder::day_first) || days_of(*written, DateOrder::month_first);
}

} // namespace

std::string_view Decoder::currency() const {
    const auto column = known(Field::currency);
    return column.empty() ? cell_currency_ : column;
}

bool Decoder::refuse(std::string_view reason, std::string what, std::string_view advice) {
    batch_->refusals.push_back({rows_->lines[row_], reason, std::move(what), std::string(advice)});
    return false;
}

bool Decoder::unreadable(Field field, std::string_view advice) {
    return refuse(reason_of(field), "cannot read the " + named(field, text(field)), advice);
}

bool Decoder::read_time(Event& event, std::string_view time) {
    if (const auto instant = time_.read(time)) {
        event.time = *instant;
        return true;
    }
    if (time_.unclear())
        return refuse("ambiguous_time", "cannot tell the day and the month of the " + named(Field::time, time),
                      "--date-order dmy or --date-order mdy says which is first");
    return unreadable(Field::time, is_in_other_order(time, plan_->time.order)
                                       ? "its column is in another order; --date-order says otherwise"
                                       : "write RFC 3339, as 2026-11-09T10:00:00+07:00");
}

std::optional<NumberRead> Decoder::number(Field field, std::string_view advice) {
    const bool whole = field == Field::count;
    const auto mark = plan_->numbers[index_of(field)];
    const auto read = read_number(known(field), mark, whole);
    if (read.number) return read;
    if (read.unclear)
        refuse("ambiguous_number", "cannot tell the decimal mark of the " + named(field, text(field)),
               "--decimal-mark point or --decimal-mark comma says which it is");
    else if (take_apart_number(text(field), whole).readable())
        unreadable(field, mark == Numbers::point
                              ? "its column has a decimal point; --decimal-mark comma says otherwise"
                              : "its column has a decimal comma; --decimal-mark point says otherwise");
    else unreadable(field, advice);
    return std::nullopt;
}

bool Decoder::read_score(Detail& detail) {
    constexpr auto advice = "a score is a number, of at most nine digits";
    constexpr int128 most = int128{1'000'000'000} * Quantity::one;
    const auto read = number(Field::score, advice);
    if (!read) return false;
    const int128 units = read->number->units;
    if (read->money || units >= most || units <= -most) return unreadable(Field::score, advice);
    detail.scored = true;
    detail.score = static_cast<std::int64_t>(units / (Quantity::one / score_unit));
    return true;
}

bool Decoder::read_value(Detail& detail) {
    const auto read = number(Field::value, "write it as 1234.50, with or without a currency");
    if (!read) return false;
    cell_currency_ = read->currency;
    if (!cell_currency_.empty() && raised(currency()) != cell_currency_)
        return unreadable(Field::value, "the currency of the row is " + raised(currency()));
    detail.value = *read->number;
    detail.priced = true;
    return true;
}

bool Decoder::read_seconds(Detail& detail) {
    constexpr auto advice = "write it as 12.5 or 00:01:23";
    if (const auto duration = read_duration(known(Field::seconds))) {
        detail.duration = *duration;
        return true;
    }
    const auto read = number(Field::seconds, advice);
    if (!read) return false;
    constexpr int128 most = int128{1'000'000'000'000} * Quantity::one;
    const int128 units = read->number->units;
    if (read->money || read->percent || units < 0 || units > most) return unreadable(Field::seconds, advice);
    detail.duration = static_cast<std::int64_t>(units / (Quantity::one / microseconds));
    return true;
}

bool Decoder::read_count(Event& event) {
    constexpr auto advice = "a count is a whole number of at least 0";
    const auto read = number(Field::count, advice);
    if (!read) return false;
    constexpr int128 most = int128{1'000'000'000'000'000} * Quantity::one;
    if (read->money || read->percent || read->number->units > most) return unreadable(Field::count, advice);
    event.count = static_cast<std::int64_t>(read->number->units / Quantity::one);
    return true;
}

bool Decoder::read_amount(Detail& detail) {
    const Unit unit = tallies()[meaning_->tally].unit;
    const Field field = unit == Unit::money     ? Field::value
                        : unit == Unit::seconds ? Field::seconds
                        : unit == Unit::score   ? Field::score
                                                : Field::count;
    detail.tally = meaning_->tally;
    detail.part = meaning_->part;
    batch_->measured = true;
    if (known(field).empty())
        return refuse("missing_amount", full_name(meaning_->verb, meaning_->tally) + " has no amount",
                      "write it in the column '" + std::string(fields[index_of(field)].name) + "'");
    if (unit == Unit::seconds) return read_seconds(detail);
    if (unit == Unit::score) return read_score(detail);
    if (unit != Unit::money) return true; // a count is one of all events
    if (!read_value(detail)) return false;
    if (const auto code = currency(); !code.empty()) detail.currency = labels_->find(raised(code));
    return true;
}

bool Decoder::read_details(Event& event) {
    const Verbs me = bit(event.verb);
    Detail detail;
    if (me & measured_verbs) {
        if (!read_amount(detail)) return false;
        event.detail = static_cast<std::uint32_t>(batch_->details.size());
        batch_->details.push_back(detail);
        return true;
    }
    if ((me & scored) && !known(Field::score).empty() && !read_score(detail)) return false;
    if (me & priced) {
        if (!known(Field::value).empty() && !read_value(detail)) return false;
        if (const auto code = currency(); !code.empty()) detail.currency = labels_->find(raised(code));
    }
    if ((me & timed) && !known(Field::seconds).empty() && !read_seconds(detail)) return false;
    if (!detail.scored && !detail.priced && detail.duration < 0 && detail.currency == 0) return true;
    event.detail = static_cast<std::uint32_t>(batch_->details.size());
    batch_->details.push_back(detail);
    return true;
}

bool Decoder::read_machine(Event& event) {
    const auto flag = read_flag(known(Field::machine));
    if (!flag) return unreadable(Field::machine, "write true or false");
    event.machine = *flag;
    return true;
}

} // namespace engage
