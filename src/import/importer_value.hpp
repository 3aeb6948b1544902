// importer_value.hpp -- one value of an importer's file, which knows its way there, for messages.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "engage/problem.hpp"
#include "import/nearest.hpp"

namespace engage {

using Json = nlohmann::ordered_json;

/// Everything that does not fit throws Failure(configuration).
class Value {
public:
    Value(const Json& json, const std::string& origin, std::string path)
        : json_(&json), origin_(&origin), path_(std::move(path)) {}

    [[noreturn]] void wrong(const std::string& what, const std::string& advice) const {
        throw Failure(Status::configuration, Problem{*origin_, 0, {}, "'" + path_ + "' " + what, advice});
    }
    std::string text() const {
        if (!json_->is_string()) wrong("is no text", "write it in quotes");
        return json_->get<std::string>();
    }
    bool is_text() const { return json_->is_string(); }
    bool is_object() const { return json_->is_object(); }
    bool yes() const {
        if (!json_->is_boolean()) wrong("is neither true nor false", "write true");
        return json_->get<bool>();
    }
    std::uint64_t count() const {
        if (!json_->is_number_unsigned()) wrong("is no count", "write a whole number");
        return json_->get<std::uint64_t>();
    }
    std::vector<Value> elements() const {
        if (!json_->is_array()) wrong("is no list", "write it in brackets");
        std::vector<Value> all;
        for (const auto& one : *json_) all.emplace_back(one, *origin_, path_ + "[" + std::to_string(all.size()) + "]");
        return all;
    }
    std::vector<std::pair<std::string, Value>> members() const {
        if (!json_->is_object()) wrong("is no object", "write it in braces");
        std::vector<std::pair<std::string, Value>> all;
        for (const auto& [name, one] : json_->items())
            all.emplace_back(name, Value(one, *origin_, (path_.empty() ? "" : path_ + ".") + name));
        return all;
    }
    /// A text, or a list of them.
    std::vector<std::string> texts() const {
        if (is_text()) return {text()};
        std::vector<std::string> all;
        for (const auto& one : elements()) all.push_back(one.text());
        return all;
    }
    /// Of an object: calls what is declared for each key; a key that is not is an error.
    void read(const std::vector<std::pair<std::string_view, std::function<void(const Value&)>>>& keys) const {
        for (const auto& [name, value] : members()) {
            const auto at =
                std::find_if(keys.begin(), keys.end(), [&, &key = name](auto& k) { return k.first == key; });
            if (at != keys.end()) {
                at->second(value);
                continue;
            }
            std::vector<std::string_view> known;
            for (const auto& [key, action] : keys) known.push_back(key);
            const auto advice = did_you_mean(name, known);
            value.wrong("is no key here", advice.empty() ? "data/importers/README.md lists them" : advice);
        }
    }
    /// Which of `words` it is.
    template <std::size_t size>
    std::size_t word_of(const std::array<std::string_view, size>& words) const {
        const std::string word = text();
        const auto at = std::find(words.begin(), words.end(), word);
        if (at == words.end()) wrong("is '" + word + "', which is none of its words", did_you_mean(word, words));
        return static_cast<std::size_t>(at - words.begin());
    }

private:
    const Json* json_;
    const std::string* origin_;
    std::string path_;
};

} // namespace engage
