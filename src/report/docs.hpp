// docs.hpp -- the catalogue as documentation.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace engage {

/// Markdown tables of every metric, one per family, for README.md.
std::string metric_table();

} // namespace engage
