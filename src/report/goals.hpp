// goals.hpp -- which goals were met, as text.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "engage/report.hpp"
#include "report/text.hpp"

namespace engage::report {

/// `met` or `missed`.
std::string_view verdict(const GoalOutcome& outcome);
/// The goal with the channel it is about, and why it cannot be compared: `open_rate>=20%, email`.
std::string about(const GoalOutcome& outcome);
/// `open_rate>=20%, email: 18.2 %`.
std::string in_words(const GoalOutcome& outcome);
/// What the interval says, where it decides: `16.0 – 20.6`; else empty.
std::string interval_text(const GoalOutcome& outcome, GoalOn on);

/// A section of its own; nothing where there are no goals.
void write_goals(Page& page, const Report& report);

} // namespace engage::report
