// docs.cpp -- writes the Markdown tables of README.md.
// SPDX-License-Identifier: MIT
#include "report/docs.hpp"

#include <fmt/format.h>

#include "report/explain.hpp"

namespace engage {
namespace {

/// "Open rate (percent, higher is better)".
std::string what_it_is(const Metric& metric) {
    const std::string per = metric.only_by.empty() ? "" : fmt::format(", per {}", metric.only_by);
    const std::string better =
        metric.better == Better::neither ? "" : fmt::format(", {} is better", name_of(metric.better));
    return fmt::format("{}{} ({}{})", metric.title, per, name_of(metric.unit), better);
}

std::string row_of(const Metric& metric) {
    std::string others;
    for (const Definition& definition : metric.all().subspan(1)) {
        if (!others.empty()) others += "<br>";
        others += fmt::format("`{}`: `{}`", definition.name, formula_of(metric, definition));
    }
    return fmt::format("| `{}` | {} | `{}`: `{}` | {} |\n", metric.name, what_it_is(metric), metric.standard().name,
                       formula_of(metric, metric.standard()), others);
}

} // namespace

std::string metric_table() {
    std::string out;
    const Metric* previous = nullptr;
    for (const Metric& metric : catalogue()) {
        if (!previous || previous->family != metric.family)
            out += fmt::format("{}### {}\n\n| metric | what it is | default definition | other definitions |\n"
                               "| --- | --- | --- | --- |\n",
                               previous ? "\n" : "", title_of(metric.family));
        out += row_of(metric);
        previous = &metric;
    }
    return out;
}

} // namespace engage
