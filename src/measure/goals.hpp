// goals.hpp -- the figures that goals are about, and whether they reach them.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "engage/goal.hpp"
#include "measure/sections.hpp"

namespace engage::measure {

/// The outcome of every goal of the request, whatever channels, metrics and values of breakdowns it shows: in the order
/// of the goals, those without a channel by channel.
std::vector<GoalOutcome> judge_goals(const Counted& counted);

} // namespace engage::measure
