// question.hpp -- the figures of one metric in a report, and everything they came from.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "engage/report.hpp"
#include "report/json_writer.hpp"

namespace engage::report {

/// For each section that has the metric: the formula with the numbers in it, each tally with its rule and amount, the
/// interval and how it is made, what was left out, the value by every definition, breakdowns; then the ledger. The
/// report must be made of this metric alone, with every definition. 80 columns wide.
std::string to_explanation(const Report& report, const Metric& metric);

/// The tallies of a sum in a section, each with its amount and rule: "unique_opens = 165: distinct pairs of …".
std::string in_words(const Section& section, const Sum& sum);

/// As JSON what the metric is: each definition's formula, and the rules of the tallies.
void write_meaning(JsonWriter& json, const Metric& metric);

} // namespace engage::report
