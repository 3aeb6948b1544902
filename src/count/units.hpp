// units.hpp -- the days, weeks and months that lie wholly in a period.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <vector>

#include "engage/period.hpp"
#include "engage/tally.hpp"

namespace engage::count {

/// Units of one kind, one after the other.
struct Units {
    Day first = 0;                     ///< of the first unit
    std::vector<std::uint32_t> of_day; ///< the unit of each day from there on
    std::size_t count = 0;
};

/// By Span. The period is not empty.
std::array<Units, span_count> whole_units(const Period& period);

} // namespace engage::count
