// translation.cpp -- how the rows of one source become canonical rows.
// SPDX-License-Identifier: MIT
#include "import/translation.hpp"

#include <algorithm>

#include "import/letter_case.hpp"
#include "import/pattern.hpp"
#include "import/words.hpp"

namespace engage {
namespace {

bool changes(const FieldSource& source) {
    return !source.after.empty() || !source.before.empty() || !source.words.empty() || source.times ||
           source.minor_units || !source.sum.empty() || !source.join.empty() || !source.days_after.empty();
}

bool is_bound(const std::string& word) { return word == ">0" || word == "<0"; }

Field field_of(Unit unit) {
    switch (unit) {
    case Unit::money: return Field::value;
    case Unit::seconds: return Field::seconds;
    case Unit::score: return Field::score;
    default: return Field::count;
    }
}

bool is_one_of(const std::vector<std::string>& names, const std::string& column) {
    const auto is_name = [&](const std::string& name) {
        return name.find('*') == name.npos ? same_column(name, column) : matches(lowered(column), lowered(name));
    };
    const auto leaves_out = [&](const std::string& name) { return name.starts_with('-') && is_name(name.substr(1)); };
    return std::any_of(names.begin(), names.end(), is_name) && std::none_of(names.begin(), names.end(), leaves_out);
}

/// The rule with the column in place of each `@`.
EventRule made_for(EventRule rule, const std::string& column) {
    const auto fill = [&](std::string& text) {
        if (text == "@") text = column;
    };
    for (auto& condition : rule.conditions)
        for (auto& name : condition.columns) fill(name);
    for (auto& field : rule.fields) {
        for (auto* const names : {&field.source.columns, &field.source.join, &field.source.sum})
            for (auto& name : *names) fill(name);
        fill(field.source.otherwise);
    }
    return rule;
}

class Compiler {
public:
    Compiler(const Request& request, const std::map<std::string, std::string>& facts, const std::vector<Key>& keys,
             const std::vector<std::string>& columns, bool open, Translation& into)
        : request_(request), facts_(facts), keys_(keys), written_(columns), open_(open), into_(into) {
        for (const auto& column : columns) columns_.emplace_back(column_key(column), lowered(column));
    }

    Translation::Rule rule(const EventRule& given) {
        Translation::Rule rule{{}, given.event, given.skip, {}, -1, given.event};
        for (const auto& condition : given.conditions) {
            const auto& test = rule.tests.emplace_back(
                Translation::Test{places(condition.columns), &condition, fact_of(condition.columns)});
            if (std::any_of(condition.words.begin(), condition.words.end(), is_bound))
                into_.arithmetic.insert(into_.arithmetic.end(), test.places.begin(), test.places.end());
        }
        if (given.skip.empty()) add_slots(rule, given.fields);
        return rule;
    }

    /// One rule, or where it asks for that one for each column.
    void add(const EventRule& given, std::size_t number, std::vector<Translation::Rule>& rules) {
        if (given.each_column.empty()) {
            rules.push_back(rule(given));
            rules.back().number = number;
            return;
        }
        for (const auto& column : written_) {
            if (!is_one_of(given.each_column, column)) continue;
            into_.of_columns.push_back(made_for(given, column));
            rules.push_back(rule(into_.of_columns.back()));
            rules.back().number = number;
            rules.back().own += "/" + column;
        }
    }

    /// One that holds where the amount is not blank.
    Translation::Rule tally(const NamedSource& amount) {
        Translation::Rule rule{{}, word_of_tally(amount.name), {}, {}, -1, word_of_tally(amount.name)};
        add_slots(rule, {});
        const auto place = index_of(field_of(find_tally(amount.name)->unit));
        std::erase_if(rule.slots, [&](const auto& slot) {
            return slot.place == place || slot.place == index_of(Field::customer) ||
                   slot.place == index_of(Field::count);
        });
        rule.slots.push_back({place, text(word_of_tally(amount.name), amount.source, {})});
        Translation::Text& text_of_it = rule.slots.back().text;
        const auto is_added = [](const auto& part) { return !part.second; };
        const bool only_added = std::all_of(text_of_it.sum.begin(), text_of_it.sum.end(), is_added);
        text_of_it.of_counts = place == index_of(Field::count) && only_added && !amount.source.times;
        if (place == index_of(Field::count))
            for (const auto& [part, subtracted] : text_of_it.sum) into_.counts.push_back(part);
        rule.amount = static_cast<int>(place);
        return rule;
    }

    /// Nothing where the export has no such column.
    void add_stated(const StatedRate& rate) {
        const auto rule_of = [&](const std::string& tally) {
            return std::find_if(into_.every.begin(), into_.every.end(),
                                [&](const auto& rule) { return rule.event == word_of_tally(tally); });
        };
        const auto of = rule_of(rate.of), per = rule_of(rate.per);
        auto columns = places({rate.column});
        if (columns.empty() || of == into_.every.end() || per == into_.every.end()) return;
        into_.stated.push_back({&rate, std::move(columns), static_cast<std::size_t>(of - into_.every.begin()),
                                static_cast<std::size_t>(per - into_.every.begin())});
    }

private:
    /// The first fact that has the name of one of these columns.
    std::string fact_of(const std::vector<std::string>& names) const {
        for (const auto& name : names)
            if (const auto fact = facts_.find(name); fact != facts_.end()) return fact->second;
        return {};
    }

    /// Where columns of these names stand in a row of the export.
    std::vector<int> places(const std::vector<std::string>& names) {
        std::vector<int> found;
        const auto add = [&](const std::string& key) {
            found.push_back(into_.places.emplace(key, static_cast<int>(into_.places.size())).first->second);
        };
        for (const auto& name : names) {
            const bool is_pattern = name.find('*') != name.npos;
            const std::string key = column_key(name), pattern = lowered(name);
            if (open_ && !is_pattern) add(key);
            else
                for (const auto& [column, written] : columns_)
                    if (is_pattern ? matches(written, pattern) : column == key) add(column);
        }
        return found;
    }

    std::size_t number_of(const std::string& name) {
        auto& sources = into_.sources;
        return static_cast<std::size_t>(std::find(sources.begin(), sources.end(), name) - sources.begin());
    }

    /// The day that a fact names.
    std::optional<Day> first_day(const std::string& name) const {
        const auto fact = facts_.find(name);
        if (fact == facts_.end()) return std::nullopt;
        TimeReader reader{Zone("UTC"), {Epoch::calendar, into_.importer->dates}};
        const auto instant = reader.read(fact->second);
        return instant ? std::optional(static_cast<Day>(*instant / (24 * 3600 * microseconds))) : std::nullopt;
    }

    Translation::Text text(const std::string& name, const FieldSource& source, const std::string& fact) {
        Translation::Text text{places(source.columns),
                               {},
                               places(source.join),
                               fact.empty() ? source.otherwise : fact,
                               changes(source) ? &source : nullptr,
                               false,
                               first_day(source.days_after),
                               number_of(name)};
        if (text.source == into_.sources.size()) into_.sources.push_back(name);
        if (text.join.size() < source.join.size()) text.join.clear();
        for (const auto& column : source.sum) {
            const bool subtracted = column.starts_with('-');
            for (const int place : places({subtracted ? column.substr(1) : column}))
                text.sum.emplace_back(place, subtracted);
        }
        for (const auto& [place, subtracted] : text.sum) into_.arithmetic.push_back(place);
        if (source.times || source.minor_units)
            into_.arithmetic.insert(into_.arithmetic.end(), text.places.begin(), text.places.end());
        return text;
    }

    /// What the row's text of that name is, as the user says or else the rule, or the importer.
    Translation::Text text_of(const std::string& name, const std::vector<NamedSource>& of_rule, bool is_field) {
        if (const auto* constant = given(request_.sets, name))
            return {{}, {}, {}, *constant, nullptr, false, {}, no_source};
        if (const auto* column = given(request_.maps, name))
            return {places({*column}), {}, {}, {}, nullptr, false, {}, no_source};
        const auto fact = facts_.find(name);
        for (const auto* fields : {&of_rule, &into_.importer->fields})
            for (const auto& field : *fields)
                if (same_column(field.name, name))
                    return text(field.name, field.source, fact == facts_.end() ? "" : fact->second);
        const std::string told = fact == facts_.end() ? "" : fact->second;
        return {is_field ? std::vector<int>{} : places({name}), {}, {}, told, nullptr, false, {}, no_source};
    }

    void add_slots(Translation::Rule& rule, const std::vector<NamedSource>& of_rule) {
        const auto add = [&](std::size_t place, Translation::Text text) {
            if (!text.empty()) rule.slots.push_back({place, std::move(text)});
        };
        for (std::size_t i = 0; i < field_count; ++i)
            if (i != index_of(Field::event) || rule.event.empty())
                add(i, text_of(std::string(fields[i].name), of_rule, true));
        for (std::size_t key = 0; key < keys_.size(); ++key)
            if (!find_field(keys_[key].name)) add(field_count + key, text_of(keys_[key].name, of_rule, false));
    }

    const Request& request_;
    const std::map<std::string, std::string>& facts_;
    const std::vector<Key>& keys_;
    const std::vector<std::string>& written_;
    bool open_;
    Translation& into_;
    std::vector<std::pair<std::string, std::string>> columns_; ///< the keys, and the names in lower case
    static constexpr std::size_t no_source = 0;                ///< what is no part of the importer
};

} // namespace

read::Columns Translation::columns() const {
    return {places.size(),
            [this](std::string_view column) {
                const auto at = places.find(column_key(column));
                return at == places.end() ? read::Place{} : read::Place{at->second, 0};
            },
            false, [this](std::string_view column) { return has_element(places, column); }};
}

bool Translation::has_column(Field field) const {
    const auto gives = [&](const Slot& slot) { return slot.place == index_of(field) && !slot.text.places.empty(); };
    const auto has = [&](const Rule& rule) { return std::any_of(rule.slots.begin(), rule.slots.end(), gives); };
    return std::any_of(first.begin(), first.end(), has) || std::any_of(every.begin(), every.end(), has);
}

/// Where none of its columns is there, a condition asks for what is not blank in vain.
bool Translation::can_apply(const Rule& rule) {
    const auto can_hold = [](const Test& test) {
        const auto& asked = test.condition->words;
        return !test.places.empty() || !test.fact.empty() ||
               test.condition->is == (std::find(asked.begin(), asked.end(), "") != asked.end());
    };
    return rule.skip.empty() && !rule.told_elsewhere && std::all_of(rule.tests.begin(), rule.tests.end(), can_hold);
}

std::set<std::string> Translation::amounts() const {
    std::set<std::string> words;
    for (const auto* rules : {&first, &every})
        for (const auto& rule : *rules) {
            const bool has_amount = rule.amount < 0 || !rule.slots.back().text.empty();
            if (rule.event.starts_with(tally_mark) && has_amount && can_apply(rule)) words.insert(rule.event);
        }
    return words;
}

Verbs Translation::words() const {
    Verbs words = 0;
    for (const auto* rules : {&first, &every})
        for (const auto& rule : *rules) {
            if (!can_apply(rule)) continue;
            if (rule.event.empty()) return all_verbs;
            if (const auto verb = find_word(rule.event)) words |= bit(*verb);
        }
    return words;
}

std::vector<std::string> Translation::roles(std::string_view column, const std::vector<Key>& keys) const {
    std::vector<std::string> roles;
    const auto at = places.find(column_key(column));
    if (at == places.end()) return roles;
    const auto add = [&](std::string role) {
        if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(std::move(role));
    };
    const auto has = [&](const std::vector<int>& list) {
        return std::find(list.begin(), list.end(), at->second) != list.end();
    };
    for (const auto* rules : {&first, &every})
        for (const auto& rule : *rules) {
            for (const auto& test : rule.tests)
                if (has(test.places)) add("event");
            for (const auto& slot : rule.slots) {
                const bool is_part = std::any_of(slot.text.sum.begin(), slot.text.sum.end(),
                                                 [&](const auto& part) { return part.first == at->second; });
                if (!has(slot.text.places) && !has(slot.text.join) && !is_part) continue;
                if (rule.amount == static_cast<int>(slot.place)) add(rule.event.substr(rule.event.find('.') + 1));
                else
                    add(slot.place < field_count ? std::string(fields[slot.place].name)
                                                 : keys[slot.place - field_count].name);
            }
        }
    return roles;
}

Translation make_translation(const Request& request, const Importer& importer,
                             const std::map<std::string, std::string>& facts, const Telling& telling,
                             const std::vector<Key>& keys, const std::vector<std::string>& columns, bool open) {
    Translation translation;
    translation.importer = &importer;
    translation.width = field_count + keys.size();
    translation.sources.emplace_back(); // of what is no part of the importer
    Compiler compiler(request, facts, keys, columns, open, translation);
    const bool is_set = given(request.sets, "event") != nullptr || given(request.maps, "event") != nullptr;
    const bool by_words = is_set || importer.is_plain();
    static const EventRule as_it_says;
    std::size_t number = importer.is_plain() ? 1 : 0;
    if (by_words) translation.every.push_back(compiler.rule(as_it_says));
    if (!is_set) {
        for (const auto& rule : importer.events) compiler.add(rule, number++, translation.first);
        for (const auto& rule : importer.also) compiler.add(rule, number++, translation.every);
        for (const auto& tally : importer.tallies) {
            translation.every.push_back(compiler.tally(tally));
            translation.every.back().number = number++;
        }
        for (const auto& rate : importer.rates) compiler.add_stated(rate);
    }
    for (auto* rules : {&translation.first, &translation.every})
        for (auto& rule : *rules) {
            const auto told = telling.find(rule.event);
            if (told == telling.end()) continue;
            rule.told_elsewhere = told->second == Told::elsewhere;
            if (told->second == Told::values_only) rule.event += part_mark;
        }
    return translation;
}

Plan plan_of(const Translation& translation, const std::vector<Key>& keys, const std::vector<std::string>& columns) {
    Plan plan;
    plan.importer = translation.importer;
    plan.width = translation.width;
    std::vector<std::string> names(translation.places.size()); ///< of the columns, by place
    for (const auto& column : columns)
        if (const auto at = translation.places.find(column_key(column)); at != translation.places.end())
            names[static_cast<std::size_t>(at->second)] = column;
    std::vector<Origin> origins(translation.width);
    for (const auto* rules : {&translation.first, &translation.every})
        for (const auto& rule : *rules)
            for (const auto& slot : rule.slots) {
                Origin& origin = origins[slot.place];
                origin.place = static_cast<int>(slot.place);
                for (const int place : slot.text.places)
                    if (origin.column.empty()) origin.column = names[static_cast<std::size_t>(place)];
            }
    origins[index_of(Field::event)].place = static_cast<int>(index_of(Field::event));
    std::copy_n(origins.begin(), field_count, plan.fields.begin());
    for (std::size_t key = 0; key < keys.size(); ++key) {
        const auto field = find_field(keys[key].name);
        plan.keys.push_back(field ? plan.fields[*field] : origins[field_count + key]);
    }
    return plan;
}

} // namespace engage
