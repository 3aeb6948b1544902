// translator.cpp -- rows of an export to canonical rows.
// SPDX-License-Identifier: MIT
#include "import/translator.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include "engage/metric.hpp"
#include "import/arithmetic.hpp"
#include "import/cell.hpp"
#include "import/duration.hpp"
#include "import/letter_case.hpp"
#include "import/nearest.hpp"
#include "import/pattern.hpp"
#include "read/scan.hpp"

namespace engage {
namespace {

constexpr std::size_t most_text = std::size_t{1} << 30; // a place in it has 31 bits

/// `text` in lower case.
bool is_word(std::string_view text, std::string_view word, Numbers mark) {
    if (word == "*") return !text.empty();
    if (word == ">0" || word == "<0") {
        const auto number = number_in(text, mark);
        return number && (word == ">0" ? number->units > 0 : number->units < 0);
    }
    return matches(text, word);
}

/// Null where no word is known. Of several patterns the longest says most.
const std::string* meaning_of(const std::string& text, const std::map<std::string, std::string>& words) {
    if (const auto at = words.find(text); at != words.end()) return &at->second;
    const std::pair<const std::string, std::string>* best = nullptr;
    for (const auto& word : words)
        if (word.first.find('*') != std::string::npos && matches(text, word.first) &&
            (best == nullptr || word.first.size() > best->first.size()))
            best = &word;
    return best == nullptr ? nullptr : &best->second;
}

void cut(std::string_view& text, const FieldSource& how) {
    if (const auto at = how.after.empty() ? text.npos : text.find(how.after); at != text.npos)
        text.remove_prefix(at + how.after.size());
    for (const auto& mark : how.before)
        if (const auto at = text.find(mark); at != text.npos) text.remove_suffix(text.size() - at);
}

/// Whether some quotient divides by the amount: without it, others of its row would be divided by those of other rows.
bool is_divisor(std::string_view word) {
    static const auto divisors = [] {
        std::set<std::string_view> names;
        for (const Metric& metric : catalogue())
            for (const Definition& definition : metric.all())
                for (const Term& term : definition.denominator.all()) names.insert(tallies()[term.tally].name);
        return names;
    }();
    return divisors.contains(word.substr(tally_mark.size()));
}

} // namespace

Translator::Translator(const Translation& translation)
    : translation_(&translation), applied_(translation.first.size() + translation.every.size()),
      used_(translation.sources.size()) {}

/// What is said that nothing is known counts as nothing.
std::string_view Translator::source(const std::vector<int>& places) const {
    for (const int place : places) {
        const auto text = trimmed(from_->cell(row_, static_cast<std::size_t>(place)));
        if (!text.empty() && !is_missing(text) && !is_blank(text)) return text;
    }
    return {};
}

bool Translator::is_blank(std::string_view text) const {
    const auto& words = translation_->importer->blank;
    return !words.empty() && std::find(words.begin(), words.end(), lowered(text)) != words.end();
}

bool Translator::holds(const Translation::Rule& rule) const {
    return std::all_of(rule.tests.begin(), rule.tests.end(), [&](const Translation::Test& test) {
        const std::string_view cell = source(test.places);
        const std::string text = lowered(cell.empty() ? test.fact : cell);
        const auto& words = test.condition->words;
        return test.condition->is == std::any_of(words.begin(), words.end(), [&](const std::string& word) {
                   return is_word(text, word, translation_->numbers);
               });
    });
}

/// What cannot be added is written as a sum, which the decoder refuses.
std::string_view Translator::added_up(const Translation::Text& text) {
    Quantity sum;
    bool all = true;
    scratch_.clear();
    for (const auto& [place, subtracted] : text.sum) {
        const auto part = source({place});
        if (part.empty()) continue;
        scratch_ += (scratch_.empty() ? (subtracted ? "-" : "") : subtracted ? " - " : " + ") + std::string(part);
        const auto number = number_in(part, translation_->numbers);
        if (number) sum.units += subtracted ? -number->units : number->units;
        all &= number.has_value() && !(text.of_counts && number->units < 0);
    }
    if (all && !scratch_.empty()) scratch_ = written(sum, translation_->numbers);
    return scratch_;
}

std::string_view Translator::joined(const Translation::Text& text) {
    scratch_.clear();
    for (const int place : text.join) {
        const auto part = source({place});
        if (part.empty()) return {};
        if (!scratch_.empty()) scratch_ += ' ';
        scratch_ += part;
    }
    return scratch_;
}

/// What is no number of days stays, and the decoder refuses it.
std::string_view Translator::day(std::optional<Day> first, std::string_view days) {
    constexpr int most = 100'000;
    int number = 0;
    const auto [end, error] = std::from_chars(days.data(), days.data() + days.size(), number);
    if (error != std::errc{} || end != days.data() + days.size() || number < 0 || number > most) return days;
    return first ? scratch_ = to_text(*first + number) : std::string_view{};
}

std::string_view Translator::changed(const Translation::Text& text, std::string_view as_it_stands,
                                     std::string_view currency) {
    const FieldSource& how = *text.change;
    if (!text.sum.empty()) as_it_stands = added_up(text);
    if (!text.join.empty()) as_it_stands = joined(text);
    if (as_it_stands.empty()) return as_it_stands;
    cut(as_it_stands, how);
    as_it_stands = trimmed(as_it_stands);
    if (!how.words.empty())
        if (const auto* const meaning = meaning_of(lowered(as_it_stands), how.words)) return *meaning;
    if (!how.days_after.empty()) return day(text.first_day, as_it_stands);
    if (!how.times && !how.minor_units) return as_it_stands;
    const auto number = number_in(as_it_stands, translation_->numbers);
    const auto factor = how.minor_units ? worth_of_minor_unit(currency) : *how.times;
    if (const auto result = number ? product(*number, factor) : std::nullopt)
        return scratch_ = written(*result, translation_->numbers);
    // A duration has units of its own; anything else would be read as if it had been multiplied.
    if (read_duration(as_it_stands)) return as_it_stands;
    return scratch_ = std::string(as_it_stands) + " x " + to_text(factor);
}

void Translator::put(const Translation::Slot& slot, std::string_view currency) {
    std::string_view text = source(slot.text.places);
    if (slot.text.change != nullptr) text = changed(slot.text, text, currency);
    if (!text.empty()) used_[slot.text.source] = true;
    else text = slot.text.otherwise;
    Cell& cell = to_->cells[(to_->size() - 1) * to_->width + slot.place];
    cell = {static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(text.size())};
    text_ += text;
}

void Translator::apply(const Translation::Rule& rule) {
    told_elsewhere_ |= rule.told_elsewhere;
    if (rule.told_elsewhere) return;
    to_->lines.push_back(from_->lines[row_]);
    to_->cells.resize(to_->cells.size() + to_->width);
    to_->continues.push_back(made_);
    const auto cell = [&](Field field) -> Cell& {
        return to_->cells[(to_->size() - 1) * to_->width + index_of(field)];
    };
    std::string currency;
    for (const auto& slot : rule.slots)
        if (slot.place == index_of(Field::currency)) {
            put(slot, {});
            currency = raised(std::string_view(text_).substr(cell(Field::currency).begin));
        }
    for (const auto& slot : rule.slots)
        if (slot.place != index_of(Field::currency)) put(slot, currency);
    if (rule.amount >= 0) {
        const auto field = static_cast<Field>(rule.amount);
        const auto amount = std::string_view(text_).substr(cell(field).begin, cell(field).size);
        if (!amount.empty() && !is_amount(amount, field)) return leave_out(rule);
        if (amount.empty()) return undo_row();
    }
    if (!rule.event.empty()) {
        cell(Field::event) = {static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(rule.event.size())};
        text_ += rule.event;
    }
    // A system may tell several things under one id.
    if (Cell& id = cell(Field::id); id.size != 0) {
        const std::string own = text_.substr(id.begin, id.size) + '/' + rule.own;
        id = {static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(own.size())};
        text_ += own;
    }
    made_ = true;
}

void Translator::undo_row() {
    to_->lines.pop_back();
    to_->cells.resize(to_->cells.size() - to_->width);
    to_->continues.pop_back();
}

/// One amount that is none tells nothing of the others of its row, unless they are divided by it.
void Translator::leave_out(const Translation::Rule& rule) {
    const Cell& amount = to_->cells[to_->cells.size() - to_->width + static_cast<std::size_t>(rule.amount)];
    const std::string_view tally = std::string_view(rule.event).substr(tally_mark.size());
    std::string what = "cannot read the " + std::string(tally) + " '" + text_.substr(amount.begin, amount.size) + "'";
    undo_row();
    left_out_.push_back({rule.event, std::move(what)});
}

void Translator::remark(std::string_view reason, std::string_view column, std::string what) {
    auto& remarks = to_->remarks;
    const auto at = std::find_if(remarks.begin(), remarks.end(),
                                 [&](const Remark& known) { return known.column == column && known.reason == reason; });
    if (at != remarks.end()) ++at->count;
    else remarks.push_back({reason, column, from_->lines[row_], 1, std::move(what)});
}

void Translator::refuse(std::string_view reason, std::string what, std::string advice) {
    to_->bad.push_back({from_->lines[row_], reason, std::move(what), std::move(advice)});
}

void Translator::skip(std::string_view reason) {
    auto at = std::find_if(to_->skipped.begin(), to_->skipped.end(), [&](const auto& s) { return s.first == reason; });
    if (at == to_->skipped.end()) at = to_->skipped.insert(at, {reason, 0});
    ++at->second;
}

std::optional<Quantity> Translator::amount(const Translation::Rule& rule) {
    const auto& text = rule.slots.back().text; // which is that of the amount
    std::string_view number = source(text.places);
    if (text.change != nullptr) number = changed(text, number, {});
    return number.empty() ? std::nullopt : number_in(number, translation_->numbers);
}

/// A rate may be written in percent, with the sign or without, or as a part of one.
void Translator::compare(const Translation::Stated& stated) {
    const auto there_written = source(stated.places);
    const auto rate = there_written.empty() ? std::nullopt : number_in(there_written, translation_->numbers);
    const auto of = amount(translation_->every[stated.of]), per = amount(translation_->every[stated.per]);
    if (!rate || !of || !per || per->units <= 0) return;
    const double last_place = std::pow(10.0, -decimals_in(there_written));
    const double share = to_double(*of) / to_double(*per), there = to_double(*rate);
    const auto agrees = [&](double scale) { return std::abs(share * scale - there) <= last_place * 1.0001; };
    if (agrees(100) || (there_written.find('%') == there_written.npos && agrees(1))) return;
    remark("rate_disagrees", stated.rate->column,
           "'" + stated.rate->column + "' is " + std::string(there_written) + ", but " + stated.rate->of + " / " +
               stated.rate->per + " is " + to_text(*of) + " / " + to_text(*per) + "; rows in which they disagree");
}

void Translator::refuse_word() {
    // The columns that most of the rules ask for hold what the system calls its events.
    std::map<std::vector<std::string>, std::vector<std::string_view>> words;
    std::map<std::vector<std::string>, std::string_view> texts;
    for (const auto& rule : translation_->first)
        for (const auto& test : rule.tests) {
            auto& of_column = words[test.condition->columns];
            of_column.insert(of_column.end(), test.condition->words.begin(), test.condition->words.end());
            const auto cell = source(test.places);
            texts[test.condition->columns] = cell.empty() ? test.fact : cell;
        }
    const auto most = std::max_element(words.begin(), words.end(),
                                       [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
    const auto word = texts[most->first];
    const auto& known = most->second;
    const std::string system = translation_->importer->name;
    if (word.empty())
        refuse("missing_event", "has no event, as " + system + " would name it",
               "--as canonical reads it as it stands");
    else refuse("unknown_event", "unknown event '" + std::string(word) + "' of " + system, did_you_mean(word, known));
}

void Translator::translate_row() {
    if (!translation_->skip_all.empty()) return skip(translation_->skip_all);
    made_ = told_elsewhere_ = false;
    left_out_.clear();
    const std::size_t rows_before = to_->size();
    const auto& first = translation_->first;
    const auto found = std::find_if(first.begin(), first.end(), [&](const auto& rule) { return holds(rule); });
    const bool is_skipped = found != first.end() && !found->skip.empty();
    if (found != first.end()) applied_[static_cast<std::size_t>(found - first.begin())] = true;
    if (found != first.end() && !is_skipped) apply(*found);
    const Translation::Rule* skipping = is_skipped ? &*found : nullptr;
    for (std::size_t i = 0; i < translation_->every.size() && !is_skipped; ++i) {
        const auto& rule = translation_->every[i];
        if (!holds(rule)) continue;
        const std::size_t before = to_->size();
        if (rule.skip.empty()) apply(rule);
        else skipping = &rule;
        applied_[first.size() + i] = applied_[first.size() + i] || to_->size() != before || !rule.skip.empty();
    }
    const auto divisor = std::find_if(left_out_.begin(), left_out_.end(),
                                      [](const LeftOut& amount) { return is_divisor(amount.word); });
    if (made_ && divisor != left_out_.end()) {
        while (to_->size() > rows_before) undo_row();
        return refuse("unreadable_amount", divisor->what + ", by which others of the row are divided", {});
    }
    if (made_) {
        for (const auto& stated : translation_->stated) compare(stated);
        for (const auto& [word, what] : left_out_)
            remark("amount_left_out", word, what + "; rows of which only the other amounts count");
        return;
    }
    if (!left_out_.empty())
        refuse("unreadable_amount", left_out_.front().what + (left_out_.size() > 1 ? ", nor any other amount" : ""),
               {});
    else if (told_elsewhere_) skip("told_elsewhere");
    else if (skipping != nullptr) skip(skipping->skip);
    else if (!translation_->importer->otherwise.empty()) skip(translation_->importer->otherwise);
    else if (!first.empty()) refuse_word();
    else skip("no_event");
}

void Translator::translate(Rows& from, Rows& to) {
    from_ = &from;
    to_ = &to;
    to.reuse();
    to.width = translation_->width;
    to.cells.clear();
    to.lines.clear();
    to.continues.clear();
    to.skipped = from.skipped;
    to.remarks.clear();
    to.bad.swap(from.bad);
    to.line_count = from.line_count;
    to.comments = from.comments;
    to.replaced = from.replaced;
    text_.clear();
    for (row_ = 0; row_ < from.size(); ++row_) {
        if (text_.size() < most_text) translate_row();
        else to.bad.push_back({from.lines[row_], "record_too_long", "the rows around it hold too much text", {}});
    }
    text_.resize(text_.size() + read::padding);
    to.text = text_.data();
}

} // namespace engage
