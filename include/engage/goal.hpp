// goal.hpp -- what a figure should reach, and whether it did.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engage/metric.hpp"

namespace engage {

enum class Aim : std::uint8_t { at_least, above, at_most, below };

/// `open_rate>=20%`, `email:open_rate>=20` of one channel, `email:open_rate[campaign=spring]>=20` of one value of a
/// breakdown.
struct Goal {
    std::string text;    ///< as it was written
    std::string channel; ///< `customers` for the section over all channels; empty: every channel that has the metric
    const Metric* metric = nullptr;
    std::string by, key; ///< an empty `by`: all of the channel
    Aim aim{};
    Quantity bound;       ///< in the unit of the metric; durations in seconds
    bool percent = false; ///< the bound was written with `%`
};

/// Throws Failure(usage) that names the goal, and the nearest metric.
Goal read_goal(std::string_view text);

/// A value misses a goal by itself, or only where its whole interval does. Where there is no interval, the value decides.
enum class GoalOn : std::uint8_t { value, interval };

/// What became of a goal in one channel.
struct GoalOutcome {
    Goal goal;
    std::string channel;          ///< empty: the goal names none, and no channel has the metric
    std::optional<Figure> figure; ///< nothing: the input has none
    bool met = false;             ///< compared unrounded; never where the figure is absent or undefined
    std::string reason;           ///< why it cannot be compared; empty where it can
    std::string value;            ///< as text, with as many digits as it takes to see that it is met or missed
};

/// Whether the figure reaches the goal, exactly. Its value must be defined.
bool reaches(const Figure& figure, const Goal& goal, GoalOn on = GoalOn::value);

} // namespace engage
