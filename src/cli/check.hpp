// check.hpp -- whether an importer's description is whole, and gives what its samples say.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "engage/importer.hpp"

namespace engage::cli {

/// What is wrong with it, a sentence each. `path`: its file, from which it is read; empty: it is built in.
std::vector<std::string> faults_of(const Importer& importer, const std::string& path);

} // namespace engage::cli
