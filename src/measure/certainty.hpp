// certainty.hpp -- which interval and which marks a figure gets.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "count/clusters.hpp"
#include "engage/metric.hpp"

namespace engage::measure {

/// The interval that follows from the tallies alone; nothing where the definition's method needs more, or has none.
std::optional<Interval> interval_of(const Figure& figure, const Lookup& lookup, double confidence);

/// Gives a figure whose definition is `linearised` its interval, from the customers behind it. Nothing changes for
/// other figures, nor where the customers do not account for the whole of numerator and denominator (some of it was
/// given by an export as a sum).
void add_interval(Figure& figure, const count::Clusters& clusters, double confidence);

} // namespace engage::measure
