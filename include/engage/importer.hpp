// importer.hpp -- the description, as data, of one system's export.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engage/convention.hpp"
#include "engage/event.hpp"

namespace engage {

/// What data/importers/NAME.json says. Names of columns are compared without case, spaces, `_`, `-` and `.`.
struct Importer {
    std::string name;
    std::string title;
    std::string about; ///< where such a file comes from
    std::array<std::vector<std::string>, field_count> columns; ///< names a field's column may have, best first
    std::map<std::string, Family, std::less<>> families;       ///< the family that a channel's short verbs belong to
    Numbers numbers = Numbers::per_column;
    DateOrder dates = DateOrder::per_column;
};

/// Every importer that is built in, by name.
std::span<const Importer> importers();
/// Null where there is no such name.
const Importer* find_importer(std::string_view name);
/// Reads a description; throws Failure(configuration) that names `origin` and the key at fault.
Importer read_importer(std::string_view json, const std::string& origin);

} // namespace engage
