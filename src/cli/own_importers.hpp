// own_importers.hpp -- importers that users wrote themselves.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engage/importer.hpp"

namespace engage::cli {

/// Throws Failure(no_input) where the file cannot be read, Failure(configuration) where it is wrong.
std::shared_ptr<const Importer> read_importer_file(const std::string& path);

/// Those of `files`, and of $XDG_CONFIG_HOME/engage/importers (else ~/.config/engage/importers) in the order of names.
std::vector<std::shared_ptr<const Importer>> read_importers(const std::vector<std::string>& files);

} // namespace engage::cli
