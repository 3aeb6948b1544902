// facts.hpp -- what all rows of a source have in common and none says.
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "import/source.hpp"

namespace engage {

/// Texts of fields and attributes, by name: what the importer finds in the name of the file, in the lines above the
/// table, and in the names of its columns.
std::map<std::string, std::string> facts_of(const Source& source);

} // namespace engage
