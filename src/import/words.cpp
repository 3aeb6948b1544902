// words.cpp -- the event word of a row, with its channel, to one event of the vocabulary.
// SPDX-License-Identifier: MIT
#include "import/words.hpp"

#include <algorithm>

#include "engage/problem.hpp"
#include "engage/tally.hpp"
#include "import/letter_case.hpp"
#include "import/nearest.hpp"

namespace engage {
namespace {

/// As the vocabulary writes words: lower case, `_` between parts.
std::string as_word(std::string_view text) {
    std::string word = lowered(text);
    std::replace_if(
        word.begin(), word.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
    return word;
}

/// The full name of the known word that is nearest, as advice.
std::string advise(std::string_view event, std::string_view verb) {
    std::vector<std::string> names;
    std::vector<std::string_view> known;
    const bool full = event.find('.') != event.npos;
    for (const auto& word : vocabulary)
        names.push_back(std::string(name_of(word.family)) + "." + std::string(word.verb));
    for (std::size_t i = 0; i < names.size(); ++i)
        known.push_back(full ? std::string_view(names[i]) : vocabulary[i].verb);
    // A word of another family than the channel's, or than the one before the dot.
    const auto bare = full ? event.substr(event.find('.') + 1) : verb;
    for (std::size_t i = 0; i < vocabulary.size(); ++i)
        if (vocabulary[i].verb == bare) return "did you mean '" + names[i] + "'?";
    const auto advice = did_you_mean(full ? event : verb, known);
    return advice.empty() ? "engage explain events lists the words; --set event=FAMILY.VERB sets one for all rows"
                          : advice;
}

std::string advise_measure(std::string_view word) {
    std::vector<std::string> names;
    for (const Tally& tally : tallies())
        if (is_measurable(tally)) names.push_back(word_of_tally(tally.name));
    const std::vector<std::string_view> known(names.begin(), names.end());
    const auto advice = did_you_mean(word, known);
    return advice.empty() ? "engage explain METRIC names the tallies of a metric" : advice;
}

/// Into `meaning` the tally of `word`; else what is wrong.
void find_measure(std::string_view word, Meaning& meaning) {
    meaning.part = word.ends_with(part_mark);
    if (meaning.part) word.remove_suffix(part_mark.size());
    const Tally* const tally = find_tally(word.substr(tally_mark.size()));
    if (tally && is_measurable(*tally)) {
        meaning.known = true;
        meaning.verb = measured(tally->family);
        meaning.tally = static_cast<std::uint8_t>(tally - tallies().data());
        return;
    }
    if (tally) meaning.advice = "it follows from others: " + std::string(tally->rule.formula);
    else meaning.advice = advise_measure(word);
}

} // namespace

std::string full_name(Verb verb, std::uint8_t tally) {
    if (is_measured(verb)) return word_of_tally(tallies()[tally].name);
    return std::string(name_of(family_of(verb))) + "." + std::string(vocabulary[verb].verb);
}

Label Words::channel_of(Family family, std::string_view channel) {
    return family == Family::customer ? 0 : labels_->find(channel.empty() ? name_of(family) : channel);
}

Meaning& Words::find_long(std::string_view channel, std::string_view event) {
    pair_.assign(channel);
    pair_ += '\0';
    pair_ += event;
    const std::uint32_t number = pairs_.intern(pair_);
    if (number == meanings_.size()) meanings_.push_back(work_out(channel, event));
    return meanings_[number];
}

/// A pair that is not in its place is in one of the next; else it is put in the first that is free, or in the last.
Meaning& Words::find_near(const Short& pair, std::size_t home, std::string_view channel, std::string_view event) {
    std::size_t step = 0;
    const auto place = [&]() -> Known& { return known_[(home + step) % known_.size()]; };
    for (; step + 1 < steps && place().pair.sizes != 0; ++step)
        if (place().pair == pair) return meanings_[place().meaning];
    Meaning& meaning = find_long(channel, event);
    place() = {pair, static_cast<std::size_t>(&meaning - meanings_.data())};
    return meaning;
}

Meaning Words::work_out(std::string_view channel, std::string_view event) {
    Meaning meaning;
    if (event.empty()) {
        meaning.reason = "missing_event", meaning.what = "has no event",
        meaning.advice = "--set event=FAMILY.VERB gives one to all rows";
        return meaning;
    }
    std::string word = as_word(event);
    std::vector<Verb> candidates;
    const auto add = [&](Family family, std::string_view verb) {
        if (const auto found = find_verb(family, verb)) candidates.push_back(*found);
    };
    const bool is_measure = word.starts_with(tally_mark);
    if (is_measure) find_measure(word, meaning);
    const auto settled = importer_->families.find(lowered(channel));
    if (word.find('.') != word.npos) {
        if (const auto found = find_word(word)) candidates.push_back(*found);
    } else if (settled != importer_->families.end()) {
        add(settled->second, word);
    } else {
        for (std::size_t i = 0; i < family_count; ++i) add(static_cast<Family>(i), word);
    }
    if (candidates.size() == 1) {
        meaning.known = true;
        meaning.verb = candidates.front();
    }
    if (meaning.known) {
        meaning.channel = channel_of(family_of(meaning.verb), channel);
        return meaning;
    }
    meaning.reason = "unknown_event";
    meaning.what = "unknown event '" + std::string(event) + "'";
    if (!channel.empty()) meaning.what += " in channel '" + std::string(channel) + "'";
    if (is_measure) return meaning;
    meaning.advice = candidates.empty() ? advise(word, word) : "several families have this verb; write FAMILY.VERB";
    return meaning;
}

} // namespace engage
