// rules.hpp -- what every declaration of the catalogue must obey, checked by the compiler and, by name, by a test.
// SPDX-License-Identifier: MIT
#pragma once

#include "engage/metric.hpp"

namespace engage::measure {

/// What a definition lacks; empty where nothing.
constexpr std::string_view fault_of(const Definition& definition) {
    if (definition.numerator.empty()) return "has no numerator";
    if (definition.certainty == Certainty::unset) return "does not say how certain it is";
    if (definition.certainty != Certainty::none && definition.denominator.empty())
        return "has an interval but divides nothing";
    if (definition.label.empty()) return "has no label";
    if (definition.source.empty()) return "has no source";
    if (definition.example.tallies.empty() || definition.example.value.empty()) return "has no example";
    if (definition.spoiled_by.empty() != definition.advice.empty())
        return "is spoiled without advice, or advises without need";
    return {};
}

/// What the declaration of a metric lacks; empty where nothing.
constexpr std::string_view fault_of(const Metric& metric) {
    if (metric.name.empty()) return "has no name";
    if (metric.title.empty()) return "has no title";
    if (metric.unit == Unit::unset) return "has no unit";
    if (metric.better == Better::unset) return "does not say which way is good";
    if (metric.all().empty()) return "has no definition";
    for (const Definition& definition : metric.all()) {
        if (const auto fault = fault_of(definition); !fault.empty()) return fault;
        for (const Definition& other : metric.all())
            if (&definition != &other && definition.name == other.name) return "has two definitions of one name";
    }
    return {};
}

constexpr bool faultless(std::span<const Metric> metrics) {
    for (const Metric& metric : metrics) {
        if (!fault_of(metric).empty()) return false;
        for (const Metric& other : metrics)
            if (&metric != &other && metric.name == other.name) return false;
    }
    return true;
}

/// One family after the other, so that a listing has each of them once.
constexpr bool in_order_of_families(std::span<const Metric> metrics) {
    for (std::size_t i = 1; i < metrics.size(); ++i)
        if (metrics[i].family < metrics[i - 1].family) return false;
    return true;
}

} // namespace engage::measure
