// unknown.hpp -- what to tell the owner of an input that no importer knows.
// SPDX-License-Identifier: MIT
#pragma once

#include "engage/problem.hpp"
#include "import/source.hpp"

namespace engage {

/// The columns that were seen, the importer that knows most of them, and flags to begin with.
Problem problem_of_unknown(const Source& source, const Request& request);

} // namespace engage
