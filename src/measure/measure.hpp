// measure.hpp -- the arithmetic that figures and invariants share.
// SPDX-License-Identifier: MIT
#pragma once

#include "engage/metric.hpp"

namespace engage::measure {

/// The sum on the given tallies; undefined with the first reason met, or where a count is below 0.
Amount evaluate(const Sum& sum, const Lookup& lookup);

/// Whether figures obey an invariant; true where a tally of it is undefined, for then nothing is known.
bool holds(const Invariant& invariant, const Lookup& lookup);

/// What a quotient is multiplied by to be in the unit.
int scale_of(Unit unit);

/// The double nearest to numerator / denominator, whatever their size; denominator > 0.
double divide(int128 numerator, int128 denominator);

} // namespace engage::measure
