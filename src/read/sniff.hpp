// sniff.hpp -- which dialect a text is written in.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engage/reading.hpp"
#include "read/dialect.hpp"

namespace engage::read {

/// Tries every reading that the characters of the sample allow and `asked` does not rule out, and takes the one that
/// gives the best table: records with as many cells as their neighbours, of many cells rather than few, whose contents
/// look like whole values. Of equal ones, the more usual. Adds to `reasons` what decided, and to `doubts` what came
/// close.
Dialect sniff_dialect(std::string_view sample, const Reading& asked, std::vector<std::string>& reasons,
                      std::vector<std::string>& doubts);

} // namespace engage::read
