// docs.hpp -- the catalogue as documentation.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace engage {

/// Markdown tables of every metric, one per family, for README.md.
std::string metric_table();
/// A Markdown table of every importer that is built in, by system.
std::string importer_table();
/// Those importers, by system, each with what its file says of it.
std::string importers_in_words();

} // namespace engage
