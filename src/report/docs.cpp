// docs.cpp -- writes the Markdown tables of README.md.
// SPDX-License-Identifier: MIT
#include "report/docs.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "engage/importer.hpp"
#include "import/letter_case.hpp"
#include "report/explain.hpp"
#include "report/text.hpp"

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

/// Those of systems, by the names of the systems.
std::vector<const Importer*> by_system() {
    std::vector<const Importer*> all;
    for (const auto& name : importer_names()) all.push_back(find_importer(name));
    std::stable_sort(all.begin(), all.end(),
                     [](const Importer* a, const Importer* b) { return lowered(a->system) < lowered(b->system); });
    return all;
}

} // namespace

std::string importer_table() {
    std::string out = "| system | export | `--as` | known from |\n| --- | --- | --- | --- |\n";
    for (const Importer* importer : by_system())
        if (!importer->system.empty())
            out += fmt::format("| {} | {} | `{}` | {} |\n", importer->system, importer->title, importer->name,
                               importer->sure);
    return out;
}

std::string importers_in_words() {
    report::Page page(80, false);
    for (const Importer* importer : by_system()) {
        page.begin(0, importer->name);
        page.next_line();
        page.paragraph(2, (importer->system.empty() ? "" : importer->system + ": ") + importer->title);
        const auto line = [&](const std::string& what, const std::string& text) {
            if (!text.empty()) page.paragraph(4, what + text);
        };
        line("from: ", importer->about);
        line("answers: ", importer->answers);
        line("cannot: ", importer->cannot);
        line("known from: ", importer->sure);
    }
    return page.take();
}

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
