// measure.hpp -- the arithmetic that figures and invariants share.
// SPDX-License-Identifier: MIT
#pragma once

#include "engage/goal.hpp"

namespace engage::measure {

/// The sum on the given tallies; undefined with the first reason met, or where a count is below 0.
Amount evaluate(const Sum& sum, const Lookup& lookup);

/// Whether figures obey an invariant; true where a tally of it is undefined, for then nothing is known.
bool holds(const Invariant& invariant, const Lookup& lookup);

/// What a quotient is multiplied by to be in the unit.
int scale_of(Unit unit);

/// The double nearest to numerator / denominator, whatever their size; denominator > 0.
double divide(int128 numerator, int128 denominator);

__extension__ using Natural = unsigned __int128;
inline Natural magnitude(int128 number) {
    return number < 0 ? -static_cast<Natural>(number) : static_cast<Natural>(number);
}

/// Whether a value that compares so with a bound (-1: below, 0: at it, 1: above) is where it should be.
bool satisfies(int comparison, Aim aim);

/// Decimals with which values of a unit are shown.
std::size_t usual_decimals(Unit unit);

/// `value` with thousands separators, half away from zero.
std::string rounded(double value, std::size_t decimals);

} // namespace engage::measure
