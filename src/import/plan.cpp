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

std::optional<std::size_t> find_field(std::string_view name) {
    for (std::size_t i = 0; i < field_count; ++i)
        if (same_column(fields[i].name, name)) return i;
    return std::nullopt;
}

/// The last value given for `name` among pairs as --map and --set give them.
const std::string* given(const std::vector<std::pair<std::string, std::string>>& pairs, std::string_view name) {
    const auto at = std::find_if(pairs.rbegin(), pairs.rend(), [&](const auto& p) { return same_column(p.first, name); });
    return at == pairs.rend() ? nullptr : &at->second;
}

class Planner {
public:
    Planner(const Request& request, const std::vector<std::string>& columns, bool open)
        : request_(request), columns_(columns), open_(open) {}

    /// The origin of a value that may stand in a column of one of `names`.
    Origin origin(std::string_view value, std::vector<std::string> names, Plan& plan) {
        Origin origin;
        if (const auto* constant = given(request_.sets, value)) {
            origin.constant = *constant, origin.fixed = true;
            return origin;
        }
        if (const auto* column = given(request_.maps, value)) names = {*column};
        for (const auto& name : names) {
            const auto at = std::find_if(columns_.begin(), columns_.end(), [&](const auto& c) { return same_column(c, name); });
            if (at == columns_.end()) continue;
            origin.column = *at;
            break;
        }
        if (open_) {
            origin.place = place_of(names, origin.column, plan);
        } else if (!origin.column.empty()) {
            names = {origin.column};
            origin.place = place_of(names, origin.column, plan);
        }
        return origin;
    }

private:
    /// A column goes to one place. Values that want the same one share it; a place that has the name only as one of
    /// several, and found another, gives it up.
    int place_of(const std::vector<std::string>& names, const std::string& column, Plan& plan) {
        for (std::size_t place = 0; place < plan.names.size(); ++place) {
            if (plan.names[place] == names || (!column.empty() && found_[place] == column)) return static_cast<int>(place);
            std::erase_if(plan.names[place], [&](const auto& name) {
                return std::any_of(names.begin(), names.end(), [&](const auto& wanted) { return same_column(name, wanted); });
            });
        }
        plan.names.push_back(names);
        found_.push_back(column);
        return static_cast<int>(plan.names.size()) - 1;
    }

    const Request& request_;
    const std::vector<std::string>& columns_;
    bool open_;
    std::vector<std::string> found_; ///< of each place, the column it is known to have
};

} // namespace

bool same_column(std::string_view a, std::string_view b) {
    for (;;) {
        const char one = next(a), other = next(b);
        if (one != other) return false;
        if (one == 0) return true;
    }
}

read::Place Plan::place(std::string_view column) const {
    for (std::size_t place = 0; place < names.size(); ++place)
        for (std::size_t rank = 0; rank < names[place].size(); ++rank)
            if (same_column(names[place][rank], column)) return {static_cast<int>(place), static_cast<int>(rank)};
    return {};
}

Plan make_plan(const Request& request, const Importer& importer, const std::vector<Key>& keys,
               const std::vector<std::string>& columns, bool open) {
    Plan plan;
    plan.importer = &importer;
    Planner planner(request, columns, open);
    for (std::size_t i = 0; i < field_count; ++i)
        plan.fields[i] = planner.origin(fields[i].name, importer.columns[i], plan);
    for (const auto& key : keys) {
        const auto field = find_field(key.name);
        plan.keys.push_back(field ? plan.fields[*field] : planner.origin(key.name, {key.name}, plan));
    }
    plan.width = plan.names.size();
    return plan;
}

} // namespace engage
