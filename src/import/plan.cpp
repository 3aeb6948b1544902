// plan.cpp -- which column of one input becomes what.
// SPDX-License-Identifier: MIT
#include "import/plan.hpp"

#include <algorithm>

namespace engage {
namespace {

/// The next character that counts in a comparison of names, lower-cased; 0 at the end.
char next(std::string_view& text) {
    while (!text.empty()) {
        const char c = text.front();
        text.remove_prefix(1);
        if (c == ' ' || c == '_' || c == '-' || c == '.') continue;
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return 0;
}

class Planner {
public:
    Planner(const Request& request, const std::vector<std::string>& columns, bool open)
        : request_(request), open_(open) {
        for (const auto& column : columns) columns_.emplace(column_key(column), column);
    }

    /// The origin of a value that may stand in a column of one of `names`.
    Origin origin(std::string_view value, std::vector<std::string> names) {
        Origin origin;
        if (const auto* constant = given(request_.sets, value)) {
            origin.constant = *constant, origin.fixed = true;
            return origin;
        }
        if (const auto* column = given(request_.maps, value)) names = {*column};
        for (const auto& name : names) {
            const auto at = columns_.find(column_key(name));
            if (at == columns_.end()) continue;
            origin.column = at->second;
            break;
        }
        if (open_) {
            origin.place = place_of(names, origin.column);
        } else if (!origin.column.empty()) {
            names = {origin.column};
            origin.place = place_of(names, origin.column);
        }
        return origin;
    }

    /// Where columns go, and the number of places.
    void settle(Plan& plan) const {
        plan.width = names_.size();
        for (std::size_t place = 0; place < names_.size(); ++place)
            for (std::size_t rank = 0; rank < names_[place].size(); ++rank)
                plan.places.emplace(column_key(names_[place][rank]),
                                    read::Place{static_cast<int>(place), static_cast<int>(rank)});
    }

private:
    /// A column goes to one place. Values that want the same one share it; a place that has the name only as one of
    /// several, and found another, gives it up.
    int place_of(const std::vector<std::string>& names, const std::string& column) {
        if (const auto at = found_.find(column); at != found_.end()) return at->second;
        const int place = static_cast<int>(names_.size());
        for (const auto& name : names) {
            const auto [holder, is_new] = holders_.emplace(column_key(name), place);
            if (is_new || holder->second == place) continue;
            auto& held = names_[static_cast<std::size_t>(holder->second)];
            if (held == names) return holder->second;
            std::erase_if(held, [&](const auto& other) { return same_column(other, name); });
            holder->second = place;
        }
        names_.push_back(names);
        if (!column.empty()) found_.emplace(column, place);
        return place;
    }

    const Request& request_;
    std::map<std::string, std::string> columns_; ///< by key: the first of that name
    bool open_;
    std::vector<std::vector<std::string>> names_; ///< of each place: the columns it may have, best first
    std::map<std::string, int> holders_;          ///< by key: the place that has the name
    std::map<std::string, int> found_;            ///< by column: the place that is known to have it
};

} // namespace

std::optional<std::size_t> find_field(std::string_view name) {
    for (std::size_t i = 0; i < field_count; ++i)
        if (same_column(fields[i].name, name)) return i;
    return std::nullopt;
}

const std::string* given(const Pairs& pairs, std::string_view name) {
    const auto at =
        std::find_if(pairs.rbegin(), pairs.rend(), [&](const auto& pair) { return same_column(pair.first, name); });
    return at == pairs.rend() ? nullptr : &at->second;
}

std::string column_key(std::string_view name) {
    std::string key;
    for (char c = next(name); c != 0; c = next(name)) key += c;
    return key;
}

bool same_column(std::string_view a, std::string_view b) {
    for (;;) {
        const char one = next(a), other = next(b);
        if (one != other) return false;
        if (one == 0) return true;
    }
}

read::Place Plan::place(std::string_view column) const {
    const auto at = places.find(column_key(column));
    return at == places.end() ? read::Place{} : at->second;
}

bool Plan::wants_inside(std::string_view column) const { return has_element(places, column); }

std::vector<std::string> columns_of(const Importer& importer, std::string_view field) {
    std::vector<std::string> names{std::string(field)};
    if (const FieldSource* const source = importer.field(field))
        names.insert(names.end(), source->columns.begin(), source->columns.end());
    return names;
}

Plan make_plan(const Request& request, const Importer& importer, const std::vector<Key>& keys,
               const std::vector<std::string>& columns, bool open) {
    Plan plan;
    plan.importer = &importer;
    Planner planner(request, columns, open);
    for (std::size_t i = 0; i < field_count; ++i)
        plan.fields[i] = planner.origin(fields[i].name, columns_of(importer, fields[i].name));
    for (const auto& key : keys) {
        const auto field = find_field(key.name);
        plan.keys.push_back(field ? plan.fields[*field] : planner.origin(key.name, {key.name}));
    }
    planner.settle(plan);
    return plan;
}

} // namespace engage
