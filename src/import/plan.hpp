// plan.hpp -- which column of one input becomes what, settled before the first row is read.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engage/importer.hpp"
#include "engage/report.hpp"
#include "import/time.hpp"
#include "read/table.hpp"

namespace engage {

/// A column that something outside the fields asks for: a breakdown, a condition, the attribute of a rule.
struct Key {
    std::string name;
    std::uint16_t families = 0; ///< bit per family for whose events it is wanted
};

/// Where a value comes from: a constant, or a place in the row.
struct Origin {
    int place = -1; ///< < 0: there is no such column
    std::string constant;
    bool fixed = false;
    std::string column; ///< the column's name as the input spells it; empty: none seen so far
};

/// How the values of a column are written, and which value shows it.
struct Decision {
    Field field;
    std::string why;
    bool doubt = false; ///< nothing decides, and values are refused for it
};

struct Plan {
    const Importer* importer = nullptr;
    std::size_t width = 0; ///< places in a row
    std::array<Origin, field_count> fields;
    std::vector<Origin> keys;                   ///< as the keys asked for
    std::map<std::string, read::Place> places;  ///< of columns, by what `column_key` makes of their names
    TimeConvention time;                        ///< of the time column
    std::array<Numbers, field_count> numbers{}; ///< of the columns of numbers; per_column: not known
    std::vector<Decision> decisions;            ///< of how columns are written, as far as they need telling

    /// Where a column goes, and how good a name it has for that.
    read::Place place(std::string_view column) const;
    /// Whether the name of some column may mean an element of the array in this one.
    bool wants_inside(std::string_view column) const;
};

/// Whether two names of columns are one: without case, spaces, `_`, `-` and `.`.
bool same_column(std::string_view a, std::string_view b);
/// Equal for names that are one. Files may have very many columns, so they are looked up by it.
std::string column_key(std::string_view name);

/// The field of that name, by its position.
std::optional<std::size_t> find_field(std::string_view name);

/// The last value for `name` among pairs as --map and --set give them; null: there is none.
using Pairs = std::vector<std::pair<std::string, std::string>>;
const std::string* given(const Pairs& pairs, std::string_view name);

/// Whether some column of these, by its key, is named as an element of the array in `column`, such as `column.0`.
template <class Value>
bool has_element(const std::map<std::string, Value>& columns, std::string_view column) {
    const std::string key = column_key(column);
    const auto at = columns.lower_bound(key + '0');
    return at != columns.end() && at->first.starts_with(key) && at->first[key.size()] <= '9';
}

/// The names that a column of the field may have where rows are events as they stand: its own, and the importer's.
std::vector<std::string> columns_of(const Importer& importer, std::string_view field);

/// `columns`: the header, or the JSON keys seen so far; `open`: more may come (JSON).
Plan make_plan(const Request& request, const Importer& importer, const std::vector<Key>& keys,
               const std::vector<std::string>& columns, bool open);

} // namespace engage
