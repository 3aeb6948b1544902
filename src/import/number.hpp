// number.hpp -- numbers as text, exactly: never through the locale, never through a double.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "engage/tally.hpp"

namespace engage {

/// `12`, `-3.50`, `+.5`, `1e3`, `4.0E-2`: up to 18 decimals and an absolute value below 10^18. Nothing for anything
/// else.
std::optional<Quantity> read_decimal(std::string_view text);

/// true, yes, 1, t, y / false, no, 0, f, n and the blank, case aside. Nothing for anything else.
std::optional<bool> read_flag(std::string_view text);

} // namespace engage
