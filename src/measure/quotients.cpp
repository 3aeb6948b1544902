// quotients.cpp -- which quotients a request asks for.
// SPDX-License-Identifier: MIT
#include "measure/quotients.hpp"

#include <optional>

#include "measure/sum.hpp"

namespace engage::measure {
namespace {

/// What a tally is made of; the tally itself where it is counted. `otherwise`: where the input has none of its events.
std::optional<Sum> parts_of(const Term& term, bool otherwise) {
    const Rule& rule = tally_table[term.tally].rule;
    if (rule.how == How::channel) return std::nullopt;
    if (rule.how == How::sum) return parse_sum(rule.formula);
    if (otherwise && !rule.otherwise.empty()) return parse_sum(rule.otherwise);
    Sum alone{.text = tally_table[term.tally].name};
    alone.terms[alone.size++] = {1, term.tally};
    return alone;
}

/// A sum of tallies that are counted; nothing where there is none.
std::optional<Sum> counted_sum(const Sum& sum, bool otherwise) {
    Sum all{.text = sum.text};
    for (const Term& term : sum.all()) {
        const auto parts = parts_of(term, otherwise);
        if (!parts || all.size + parts->size > all.terms.size()) return std::nullopt;
        for (const Term& part : parts->all()) all.terms[all.size++] = {term.coefficient * part.coefficient, part.tally};
    }
    return all;
}

void add(const Metric& metric, const Definition& definition, bool otherwise, std::vector<count::Quotient>& all) {
    const auto numerator = counted_sum(definition.numerator, otherwise),
               denominator = counted_sum(definition.denominator, otherwise);
    if (numerator && denominator)
        all.push_back({&metric, &definition, *numerator, *denominator, !mixes_pages(definition)});
}

} // namespace

const Definition& definition_for(const Request& request, const Metric& metric) {
    for (auto define = request.defines.rbegin(); define != request.defines.rend(); ++define)
        if (define->first == metric.name)
            if (const auto* definition = metric.find(define->second)) return *definition;
    return metric.standard();
}

bool mixes_pages(const Definition& definition) {
    const auto of_views = [](const Tally& tally) {
        const Figure_of figure = tally.rule.figure;
        return figure == Figure_of::session_views || figure == Figure_of::visitors;
    };
    const auto of_sessions = [](const Tally& tally) {
        return tally.rule.figure == Figure_of::sessions || tally.rule.figure == Figure_of::sessions_of_customers;
    };
    return (any_term(definition.numerator, of_views) && any_term(definition.denominator, of_sessions)) ||
           (any_term(definition.numerator, of_sessions) && any_term(definition.denominator, of_views));
}

std::vector<count::Quotient> quotients_in_use(const Request& request) {
    std::vector<count::Quotient> all;
    if (request.confidence <= 0 || request.confidence >= 100) return all;
    const auto& asked = request.metrics;
    for (const Metric& metric : catalogue()) {
        if (!asked.empty() && std::find(asked.begin(), asked.end(), metric.name) == asked.end()) continue;
        const Definition& definition = definition_for(request, metric);
        if (definition.certainty != Certainty::linearised) continue;
        add(metric, definition, false, all);
        const auto is_otherwise = [](const Tally& tally) { return !tally.rule.otherwise.empty(); };
        if (any_term(definition.numerator, is_otherwise) || any_term(definition.denominator, is_otherwise))
            add(metric, definition, true, all);
    }
    return all;
}

} // namespace engage::measure
