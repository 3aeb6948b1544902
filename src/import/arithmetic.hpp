// arithmetic.hpp -- numbers of an export that an importer adds, multiplies or compares.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engage/convention.hpp"
#include "engage/event.hpp"
#include "engage/tally.hpp"

namespace engage {

/// Where the mark is not known (per_column), only what can be read in one way.
std::optional<Quantity> number_in(std::string_view text, Numbers mark);

/// Whether the field can hold it, in one way of reading it at least.
bool is_amount(std::string_view text, Field field);

/// As the other numbers of the export are.
std::string written(Quantity number, Numbers mark);

/// Nothing where it is too large.
std::optional<Quantity> product(Quantity number, Quantity factor);

/// Of a cent, a yen, a fils.
Quantity worth_of_minor_unit(std::string_view currency);

/// How many decimals a number is written with.
int decimals_in(std::string_view text);

} // namespace engage
