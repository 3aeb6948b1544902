// certainty.cpp -- from the method that a definition names to the interval of a figure.
// SPDX-License-Identifier: MIT
#include "measure/certainty.hpp"

#include <algorithm>
#include <cmath>

#include "measure/clusters.hpp"
#include "measure/intervals.hpp"
#include "measure/measure.hpp"

namespace engage::measure {
namespace {

bool asked(double confidence) { return confidence > 0 && confidence < 100; }

/// The part of a sum that is added (sign 1) or taken away (sign -1).
double part(const Sum& sum, int sign, const Lookup& lookup) {
    double total = 0;
    for (const Term& term : sum.all())
        if (sign * term.coefficient > 0) total += sign * term.coefficient * to_double(lookup(term.tally).quantity);
    return total;
}

int scale_for(const Figure& figure) { return scale_of(figure.metric->unit_of(*figure.definition)); }

std::optional<Interval> share_interval(const Figure& figure, double confidence) {
    if (figure.numerator->units < 0 || *figure.numerator > *figure.denominator) return std::nullopt;
    const Bounds bounds = wilson(to_double(*figure.numerator), to_double(*figure.denominator), confidence);
    const int scale = scale_for(figure);
    return Interval{scale * bounds.low, scale * bounds.high, confidence, Certainty::wilson};
}

std::optional<Interval> net_interval(const Figure& figure, const Lookup& lookup, double confidence) {
    const Sum& sum = figure.definition->numerator;
    const double plus = part(sum, 1, lookup), minus = part(sum, -1, lookup), all = to_double(*figure.denominator);
    if (plus + minus > all) return std::nullopt;
    const Bounds bounds = adjusted_wald(plus, minus, all, confidence);
    const int scale = scale_for(figure);
    return Interval{scale * bounds.low, scale * bounds.high, confidence, Certainty::adjusted_wald,
                    scale * adjusted_wald_error(plus, minus, all)};
}

Unit unit_of(const Sum& sum) { return tallies()[sum.terms[0].tally].unit; }

/// Whether the customers have all of a sum, but for what their amounts were rounded by.
bool have_all(const count::Clusters& customers, int128 steps, const Sum& sum, Quantity all) {
    const int128 step = count::step_of(unit_of(sum)).units, rest = all.units - steps * step;
    return 2 * (rest < 0 ? -rest : rest) <= step * static_cast<int128>(customers.count);
}

/// Whether the numerator counts some of what the denominator counts, so that there is no more than all.
bool is_part(const Definition& definition) {
    const auto all = invariants();
    return std::any_of(all.begin(), all.end(), [&](const Invariant& invariant) {
        return !invariant.possible && !invariant.edge && invariant.smaller.text == definition.numerator.text &&
               invariant.larger.text == definition.denominator.text;
    });
}

} // namespace

std::optional<Interval> interval_of(const Figure& figure, const Lookup& lookup, double confidence) {
    if (!asked(confidence)) return std::nullopt;
    switch (figure.definition->certainty) {
    case Certainty::wilson: return share_interval(figure, confidence);
    case Certainty::adjusted_wald: return net_interval(figure, lookup, confidence);
    default: return std::nullopt;
    }
}

void add_interval(Figure& figure, const count::Clusters& customers, double confidence) {
    const Definition& definition = *figure.definition;
    if (!asked(confidence) || !figure.value || definition.certainty != Certainty::linearised) return;
    const Sum &above = definition.numerator, &below = definition.denominator;
    const auto found = linearise(customers);
    if (!found || !have_all(customers, customers.y, above, *figure.numerator) ||
        !have_all(customers, customers.x, below, *figure.denominator))
        return;
    const auto bounds = linearised_interval(*found, confidence);
    if (!bounds) return;
    const double step =
        scale_for(figure) * to_double(count::step_of(unit_of(above))) / to_double(count::step_of(unit_of(below)));
    Interval interval{*figure.value + step * (bounds->low - found->ratio),
                      *figure.value + step * (bounds->high - found->ratio),
                      confidence,
                      Certainty::linearised,
                      step * found->standard_error,
                      found->customers};
    if (unit_of(above) != Unit::money && unit_of(above) != Unit::score) interval.low = std::max(0.0, interval.low);
    if (is_part(definition)) interval.high = std::min<double>(scale_for(figure), interval.high);
    figure.interval = interval;
    mark(figure);
}

void add_count_interval(Figure& figure, double confidence) {
    const bool is_count =
        figure.definition->denominator.empty() && figure.metric->unit_of(*figure.definition) == Unit::count;
    if (!asked(confidence) || !figure.value || !is_count) return;
    const Bounds bounds = exact_poisson(*figure.value, confidence);
    figure.interval = Interval{bounds.low, bounds.high, confidence, Certainty::exact_poisson, std::sqrt(*figure.value)};
}

void mark(Figure& figure) {
    const auto& interval = figure.interval;
    const Unit unit = figure.metric->unit_of(*figure.definition);
    const bool by_customer = interval && interval->customers > 0;
    figure.marks = {};
    figure.marks.low_n = !figure.definition->denominator.empty() &&
                         (*figure.denominator < Quantity::of(few) || (by_customer && interval->customers < few));
    figure.marks.wide =
        interval && (unit == Unit::percent || unit == Unit::points) && interval->high - interval->low > too_wide;
}

} // namespace engage::measure
