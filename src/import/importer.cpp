// importer.cpp -- reads the descriptions of exports; those in data/importers are built in.
// SPDX-License-Identifier: MIT
#include "engage/importer.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "engage/problem.hpp"
#include "import/builtin.hpp"
#include "import/nearest.hpp"

namespace engage {
namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void wrong(const std::string& origin, const std::string& what, const std::string& advice) {
    throw Failure(Status::configuration, Problem{origin, 0, {}, what, advice});
}

std::string text_at(const Json& json, const char* key, const std::string& origin) {
    const auto at = json.find(key);
    if (at == json.end() || !at->is_string()) wrong(origin, std::string("'") + key + "' is missing", "give it a text");
    return at->get<std::string>();
}

std::size_t field_of(const std::string& name, const std::string& origin) {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < field_count; ++i) {
        if (fields[i].name == name) return i;
        names.push_back(fields[i].name);
    }
    wrong(origin, "'columns' has '" + name + "', which is no field", did_you_mean(name, names));
}

Family family_of(const std::string& name, const std::string& origin) {
    const auto at = std::find(family_names.begin(), family_names.end(), name);
    if (at == family_names.end())
        wrong(origin, "'families' has '" + name + "', which is no family", did_you_mean(name, family_names));
    return static_cast<Family>(at - family_names.begin());
}

/// Which of `words` the text at `key` is; the first where there is none.
template <class Value, std::size_t size>
Value word_at(const Json& json, const char* key, const std::array<std::string_view, size>& words,
              const std::string& origin) {
    if (!json.contains(key)) return Value{};
    const std::string word = text_at(json, key, origin);
    const auto at = std::find(words.begin(), words.end(), word);
    if (at == words.end())
        wrong(origin, std::string("'") + key + "' is '" + word + "', which is none of its words",
              did_you_mean(word, words));
    return static_cast<Value>(at - words.begin());
}

} // namespace

Importer read_importer(std::string_view text, const std::string& origin) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) wrong(origin, "is not one JSON object", "see data/importers/README.md");
    Importer importer;
    importer.name = text_at(json, "name", origin);
    importer.title = text_at(json, "title", origin);
    importer.about = text_at(json, "about", origin);
    importer.numbers = word_at<Numbers>(json, "numbers", numbers_names, origin);
    importer.dates = word_at<DateOrder>(json, "dates", date_order_names, origin);
    for (std::size_t i = 0; i < field_count; ++i) importer.columns[i].emplace_back(fields[i].name);
    const Json columns = json.value("columns", Json::object()), families = json.value("families", Json::object());
    for (const auto& [field, names] : columns.items()) {
        if (!names.is_array()) wrong(origin, "'columns." + field + "' is not a list", "list the names of columns");
        for (const auto& name : names)
            if (name.is_string()) importer.columns[field_of(field, origin)].push_back(name.get<std::string>());
    }
    for (const auto& [channel, family] : families.items())
        if (family.is_string()) importer.families.emplace(channel, family_of(family.get<std::string>(), origin));
    for (std::size_t i = 0; i < family_count; ++i) importer.families.emplace(family_names[i], static_cast<Family>(i));
    return importer;
}

std::span<const Importer> importers() {
    static const std::vector<Importer> all = [] {
        std::vector<Importer> read;
        for (const auto& file : builtin_importers()) read.push_back(read_importer(file.text, std::string(file.name)));
        return read;
    }();
    return all;
}

const Importer* find_importer(std::string_view name) {
    const auto all = importers();
    const auto at =
        std::find_if(all.begin(), all.end(), [&](const Importer& importer) { return importer.name == name; });
    return at == all.end() ? nullptr : &*at;
}

} // namespace engage
