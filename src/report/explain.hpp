// explain.hpp -- what a metric means, in words that follow from its declaration.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "engage/metric.hpp"

namespace engage {

/// "Messages", "Web and app": how a family is called in headings.
std::string_view title_of(Family family);

/// "100 x unique_opens / delivered".
std::string formula_of(const Metric& metric, const Definition& definition);

/// How the interval of its figures is made, or why there is none: "Wilson score: a proportion of people ...".
std::string_view method_of(const Definition& definition);

/// How a tally comes about, in words: "events web.page_view".
std::string words_of(const Rule& rule);

/// Everything about one metric: formula, meaning of each tally, definitions, sources, worked examples.
std::string explain(const Metric& metric);

/// Every metric with its title, by family.
std::string list_metrics();

} // namespace engage
