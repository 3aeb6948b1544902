// importer_file.cpp -- reads the text of an importer's file, and refuses what it does not know.
// SPDX-License-Identifier: MIT
#include "import/importer_file.hpp"

#include <regex>

#include "import/importer_value.hpp"
#include "import/letter_case.hpp"
#include "import/number.hpp"
#include "import/zone.hpp"

namespace engage {
namespace {

auto into(std::string& to) {
    return [&to](const Value& value) { to = value.text(); };
}
auto into(std::vector<std::string>& to) {
    return [&to](const Value& value) { to = value.texts(); };
}
auto into(bool& to) {
    return [&to](const Value& value) { to = value.yes(); };
}

void check_event(const Value& value, const std::string& event) {
    if (event.starts_with(tally_mark)) {
        if (!find_tally(event.substr(tally_mark.size())))
            value.wrong("has '" + event + "', which is no tally", "engage explain lists them in its formulas");
    } else if (!find_word(event)) {
        value.wrong("is '" + event + "', which is no event", "engage explain events lists them");
    }
}

void check_reason(const Value& value, const std::string& reason) {
    if (reason.empty() || reason.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") != reason.npos)
        value.wrong("is no reason", "write a few words as not_sent");
}

FieldSource read_source(const Value& value) {
    FieldSource source;
    bool is_none = false;
    if (!value.is_object()) {
        source.columns = value.texts();
        return source;
    }
    value.read({{"columns", into(source.columns)},
                {"sum", into(source.sum)},
                {"join", into(source.join)},
                {"is", [&](const Value& text) { is_none = (source.otherwise = text.text()).empty(); }},
                {"after", into(source.after)},
                {"before", into(source.before)},
                {"words",
                 [&](const Value& words) {
                     for (const auto& [word, meaning] : words.members())
                         source.words.emplace(lowered(word), meaning.text());
                 }},
                {"times",
                 [&](const Value& times) {
                     source.times = read_decimal(times.text());
                     if (!source.times) times.wrong("is no number", "write it as \"60\" or \"0.01\"");
                 }},
                {"minor_units", into(source.minor_units)},
                {"days_after", into(source.days_after)}});
    if (source.empty() && !is_none) value.wrong("names no column", "give \"columns\", \"join\", \"sum\" or \"is\"");
    return source;
}

std::vector<NamedSource> read_sources(const Value& value) {
    std::vector<NamedSource> all;
    for (const auto& [name, source] : value.members()) all.push_back({name, read_source(source)});
    return all;
}

void add_conditions(std::vector<RowCondition>& conditions, const Value& value, bool is) {
    for (const auto& [column, words] : value.members()) {
        RowCondition condition{{}, words.texts(), is};
        for (std::size_t from = 0; from <= column.size();) { // "Status|State": either
            const auto end = std::min(column.find('|', from), column.size());
            condition.columns.push_back(column.substr(from, end - from));
            from = end + 1;
        }
        for (auto& word : condition.words) word = lowered(word);
        conditions.push_back(std::move(condition));
    }
}

std::vector<EventRule> read_rules(const Value& value) {
    std::vector<EventRule> rules;
    for (const auto& one : value.elements()) {
        EventRule& rule = rules.emplace_back();
        one.read({{"each_column", into(rule.each_column)},
                  {"if", [&](const Value& given) { add_conditions(rule.conditions, given, true); }},
                  {"unless", [&](const Value& given) { add_conditions(rule.conditions, given, false); }},
                  {"event", [&](const Value& event) { check_event(event, rule.event = event.text()); }},
                  {"skip", [&](const Value& reason) { check_reason(reason, rule.skip = reason.text()); }},
                  {"fields", [&](const Value& fields) { rule.fields = read_sources(fields); }}});
        if (rule.event.empty() == rule.skip.empty()) one.wrong("is no rule", "give \"event\" or \"skip\"");
    }
    return rules;
}

std::vector<Fingerprint> read_recognise(const Value& value) {
    std::vector<Fingerprint> all;
    for (const auto& one : value.elements()) {
        Fingerprint& print = all.emplace_back();
        const auto add_columns = [&](const Value& columns) {
            for (const auto& names : columns.elements()) print.columns.push_back(names.texts());
        };
        one.read({{"columns", add_columns},
                  {"pairs", [&](const Value& pairs) { print.pairs = true, add_columns(pairs); }},
                  {"without", into(print.without)},
                  {"file_name", into(print.file_name)},
                  {"above", into(print.above)}});
        if (print.columns.empty()) one.wrong("names no column", "give \"columns\"");
    }
    return all;
}

std::vector<Fact> read_facts(const Value& value) {
    constexpr std::array<std::string_view, 4> places{"file_name", "above", "column", "elsewhere"};
    std::vector<Fact> all;
    for (const auto& one : value.elements()) {
        Fact& fact = all.emplace_back();
        one.read({{"in", [&](const Value& place) { fact.place = static_cast<Fact::Place>(place.word_of(places)); }},
                  {"pattern",
                   [&](const Value& pattern) {
                       fact.pattern = pattern.text();
                       try {
                           std::regex{fact.pattern};
                       } catch (const std::regex_error&) {
                           pattern.wrong("is no regular expression", "see data/importers/README.md");
                       }
                   }},
                  {"gives", into(fact.gives)}});
    }
    return all;
}

std::vector<StatedRate> read_rates(const Value& value) {
    std::vector<StatedRate> all;
    for (const auto& [column, rate] : value.members()) {
        StatedRate& stated = all.emplace_back(StatedRate{column, {}, {}});
        rate.read({{"of", into(stated.of)}, {"per", into(stated.per)}});
    }
    return all;
}

std::vector<Sample> read_samples(const Value& value) {
    std::vector<Sample> all;
    for (const auto& one : value.elements()) {
        Sample& sample = all.emplace_back();
        one.read({{"file", into(sample.file)},
                  {"text",
                   [&](const Value& text) {
                       for (const auto& line : text.texts()) sample.text += line + (text.is_text() ? "" : "\n");
                   }},
                  {"options", into(sample.options)},
                  {"tallies",
                   [&](const Value& channels) {
                       for (const auto& [channel, tallies] : channels.members())
                           for (const auto& [tally, amount] : tallies.members())
                               sample.tallies[channel][tally] = amount.text();
                   }},
                  {"rows", [&](const Value& rows) {
                       for (const auto& [reason, count] : rows.members()) sample.rows[reason] = count.count();
                   }}});
    }
    return all;
}

void read_families(const Value& value, Importer& importer) {
    for (const auto& [channel, family] : value.members())
        importer.families.emplace(channel, static_cast<Family>(family.word_of(family_names)));
}

Json parse(std::string_view text, const std::string& origin, bool (Json::*is_right)() const noexcept) {
    Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded() || !(json.*is_right)())
        throw Failure(Status::configuration,
                      Problem{origin, 0, {}, "is not one JSON object", "see data/importers/README.md"});
    return json;
}

} // namespace

std::vector<Fingerprint> read_fingerprints(std::string_view text, const std::string& origin) {
    if (text.empty()) return {};
    const Json json = parse(text, origin, &Json::is_array);
    return read_recognise(Value(json, origin, "recognise"));
}

Importer read_importer(std::string_view text, const std::string& origin) {
    const Json json = parse(text, origin, &Json::is_object);
    Importer importer;
    for (const auto* key : {"name", "title", "about"})
        if (!json.contains(key))
            throw Failure(Status::configuration,
                          Problem{origin, 0, {}, std::string("'") + key + "' is missing", "give it a text"});
    const auto sources = [](std::vector<NamedSource>& to) {
        return [&to](const Value& value) { to = read_sources(value); };
    };
    const auto rules = [](std::vector<EventRule>& to) { return [&to](const Value& value) { to = read_rules(value); }; };
    Value(json, origin, "")
        .read({
            {"name", into(importer.name)},
            {"system", into(importer.system)},
            {"title", into(importer.title)},
            {"about", into(importer.about)},
            {"answers", into(importer.answers)},
            {"cannot", into(importer.cannot)},
            {"sure", [&](const Value& value) { importer.sure = certainties[value.word_of(certainties)]; }},
            {"sources", into(importer.sources)},
            {"recognise", [&](const Value& value) { importer.recognise = read_recognise(value); }},
            {"shape",
             [&](const Value& value) {
                 value.read({{"unwrap", into(importer.shape.unwrap)},
                             {"pairs", into(importer.shape.pairs)},
                             {"each", into(importer.shape.each)},
                             {"resolve", into(importer.shape.resolve)},
                             {"with_last", into(importer.shape.with_last)}});
             }},
            {"fields", sources(importer.fields)},
            {"events", rules(importer.events)},
            {"also", rules(importer.also)},
            {"otherwise", [&](const Value& value) { check_reason(value, importer.otherwise = value.text()); }},
            {"tallies", sources(importer.tallies)},
            {"facts", [&](const Value& value) { importer.facts = read_facts(value); }},
            {"rates", [&](const Value& value) { importer.rates = read_rates(value); }},
            {"families", [&](const Value& value) { read_families(value, importer); }},
            {"time_zone", [&](const Value& value) { importer.time_zone = value.text(); }},
            {"numbers",
             [&](const Value& value) { importer.numbers = static_cast<Numbers>(value.word_of(numbers_names)); }},
            {"dates",
             [&](const Value& value) { importer.dates = static_cast<DateOrder>(value.word_of(date_order_names)); }},
            {"blank",
             [&](const Value& value) {
                 for (const auto& word : value.texts()) importer.blank.push_back(lowered(word));
             }},
            {"every_table", into(importer.every_table)},
            {"epoch_of_each", into(importer.epoch_of_each)},
            {"samples", [&](const Value& value) { importer.samples = read_samples(value); }},
        });
    for (const auto& tally : importer.tallies) {
        const Json at(tally.name);
        check_event(Value(at, origin, "tallies"), word_of_tally(tally.name));
    }
    for (std::size_t i = 0; i < family_count; ++i) importer.families.emplace(family_names[i], static_cast<Family>(i));
    return importer;
}

} // namespace engage
