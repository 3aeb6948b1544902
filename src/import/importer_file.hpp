// importer_file.hpp -- the text of an importer's file, read; the whole of it is read by read_importer.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engage/importer.hpp"

namespace engage {

/// What stands at `recognise`; throws as read_importer does. An empty text has none.
std::vector<Fingerprint> read_fingerprints(std::string_view json, const std::string& origin);

} // namespace engage
