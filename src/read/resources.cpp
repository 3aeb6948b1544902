// resources.cpp -- references of JSON:API, and what they refer to.
// SPDX-License-Identifier: MIT
#include "read/resources.hpp"

#include <algorithm>
#include <optional>

#include "read/json_walk.hpp"

namespace engage::read {

namespace {

/// What is named by a type and an identifier, both texts.
std::optional<std::string> name_of(std::string_view object) {
    if (!is_object(object)) return std::nullopt;
    std::string name, held;
    for (const auto* key : {"type", "id"}) {
        const auto found = find_member(object, key);
        if (!found || !is_string(found->value)) return std::nullopt;
        name += string_text(found->value.substr(1, found->value.size() - 2), held);
        name += '\n'; // no name is part of another
    }
    return name;
}

} // namespace

Resources::Resources(std::string_view array) {
    Elements elements(array);
    for (std::string_view element; elements.next(element);)
        if (auto name = name_of(element)) known_.emplace(std::move(*name), element);
}

void Resources::put(std::string_view object, const std::vector<std::string>& paths, std::string& into) const {
    std::map<const char*, std::pair<std::string_view, std::string_view>> replaced; // in the order of the text
    for (const std::string& path : paths) {
        const auto found = is_object(object) ? find_member(object, path) : std::nullopt;
        const auto name = found ? name_of(found->value) : std::nullopt;
        const auto at = name ? known_.find(*name) : known_.end();
        if (at != known_.end()) replaced.emplace(found->value.data(), std::pair(found->value, at->second));
    }
    const char* from = object.data();
    for (const auto& [begin, texts] : replaced) {
        if (begin < from) continue; // within one that was replaced
        into.append(from, begin);
        into += texts.second;
        from = begin + texts.first.size();
    }
    into.append(from, object.data() + object.size());
}

} // namespace engage::read
