// certainty.hpp -- which interval and which marks a figure gets.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "count/clusters.hpp"
#include "engage/metric.hpp"

namespace engage::measure {

/// The interval that follows from the tallies alone; nothing where the definition's method needs more, or has none.
std::optional<Interval> interval_of(const Figure& figure, const Lookup& lookup, double confidence);

/// Gives a figure whose definition is `linearised` its interval, from the customers behind it, and marks it anew.
/// Nothing changes for other figures, nor where the customers do not account for the whole of numerator and denominator
/// (some of it was given by an export as a sum), nor where linearised_interval() has none.
void add_interval(Figure& figure, const count::Clusters& customers, double confidence);

/// Gives a plain count its exact Poisson interval: how far it may be off if each of what it counts happens by itself.
/// Nothing changes for other figures.
void add_count_interval(Figure& figure, double confidence);

/// Sets the marks of a figure with a value.
void mark(Figure& figure);
inline constexpr int few = 30;         ///< below, people or what else is divided by, a figure has `low_n`
inline constexpr double too_wide = 30; ///< points; above, an interval is `wide`

} // namespace engage::measure
