// measure.cpp -- tallies to figures: two sums, one division, last.
// SPDX-License-Identifier: MIT
#include "measure/measure.hpp"

#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "count/tallies.hpp"
#include "measure/certainty.hpp"

namespace engage {
namespace measure {
namespace {

constexpr std::string_view too_large = "the figures are too large to compute with";

/// Keeps at least ten more bits of the quotient than a double has, the last of which says whether anything was left:
/// enough for the one rounding, by the conversion, to be right.
double divide_naturals(Natural numerator, Natural denominator) {
    Natural quotient = numerator / denominator, rest = numerator % denominator;
    int shift = 0;
    while (quotient >> 62 == 0 && rest != 0) {
        rest <<= 1;
        quotient <<= 1;
        if (rest >= denominator) rest -= denominator, quotient |= 1;
        ++shift;
    }
    if (rest != 0) quotient |= 1;
    return std::ldexp(static_cast<double>(quotient), -shift);
}

Natural common_divisor(Natural a, Natural b) {
    while (b != 0) a = std::exchange(b, a % b);
    return a;
}

/// Net scores, money and sums of scores may be negative; counts, shares and durations may not.
bool may_be_negative(Unit unit) { return unit == Unit::points || unit == Unit::money || unit == Unit::score; }

/// Nothing where the quotient times its scale is beyond 128 bits.
std::optional<double> value_of(Unit unit, Quantity numerator, Quantity denominator) {
    // Reduced first: counts are multiples of 10^18 units, which a scale of 100 would push out of range.
    const Natural above = magnitude(numerator.units), below = magnitude(denominator.units);
    const Natural divisor = common_divisor(above, below);
    Natural scaled = 0;
    if (__builtin_mul_overflow(above / divisor, static_cast<Natural>(scale_of(unit)), &scaled)) return std::nullopt;
    const double value = divide_naturals(scaled, below / divisor);
    return numerator.units < 0 ? -value : value;
}

std::string why_undefined(const Definition& definition, Unit unit, const Amount& numerator, const Amount& denominator,
                          const Lookup& lookup) {
    if (!numerator.reason.empty()) return numerator.reason;
    if (!denominator.reason.empty()) return denominator.reason;
    if (!definition.spoiled_by.empty()) {
        const std::size_t position = tally_position(definition.spoiled_by);
        const Quantity spoiling = lookup(position).quantity;
        if (spoiling.units > 0)
            return fmt::format("{}: {} ({})", tally_table[position].meaning, to_text(spoiling), definition.advice);
    }
    if (denominator.quantity.units == 0) return fmt::format("{} is 0", definition.denominator.text);
    if (denominator.quantity.units < 0) return fmt::format("{} is below 0", definition.denominator.text);
    if (numerator.quantity.units < 0 && !may_be_negative(unit))
        return fmt::format("{} is below 0", definition.numerator.text);
    return {};
}

} // namespace

Amount evaluate(const Sum& sum, const Lookup& lookup) {
    Amount total;
    for (const Term& term : sum.all()) {
        const Amount amount = lookup(term.tally);
        const Tally& tally = tally_table[term.tally];
        if (!amount.reason.empty()) return {{}, amount.reason};
        if (amount.quantity.units < 0 && tally.unit == Unit::count)
            return {{}, fmt::format("{} is {}, below 0", tally.name, to_text(amount.quantity))};
        int128 product = 0;
        if (__builtin_mul_overflow(amount.quantity.units, static_cast<int128>(term.coefficient), &product) ||
            __builtin_add_overflow(total.quantity.units, product, &total.quantity.units))
            return {{}, std::string(too_large)};
    }
    return total;
}

bool holds(const Invariant& invariant, const Lookup& lookup) {
    const Amount smaller = evaluate(invariant.smaller, lookup), larger = evaluate(invariant.larger, lookup);
    return !smaller.reason.empty() || !larger.reason.empty() || smaller.quantity <= larger.quantity;
}

int scale_of(Unit unit) { return unit == Unit::percent || unit == Unit::points ? 100 : 1; }

double divide(int128 numerator, int128 denominator) {
    const double value = divide_naturals(magnitude(numerator), magnitude(denominator));
    return numerator < 0 ? -value : value;
}

} // namespace measure

Figure compute(const Metric& metric, const Definition& definition, const Lookup& lookup, double confidence) {
    const Unit unit = metric.unit_of(definition);
    const Amount numerator = measure::evaluate(definition.numerator, lookup);
    const Amount denominator = definition.denominator.empty() ? Amount{Quantity::of(1), {}}
                                                              : measure::evaluate(definition.denominator, lookup);
    Figure figure;
    figure.metric = &metric;
    figure.definition = &definition;
    if (numerator.reason.empty()) figure.numerator = numerator.quantity;
    if (denominator.reason.empty()) figure.denominator = denominator.quantity;
    figure.reason = measure::why_undefined(definition, unit, numerator, denominator, lookup);
    if (!figure.reason.empty()) return figure;
    figure.value = measure::value_of(unit, numerator.quantity, denominator.quantity);
    if (!figure.value) {
        figure.reason = measure::too_large;
        return figure;
    }
    figure.interval = measure::interval_of(figure, lookup, confidence);
    measure::mark(figure);
    return figure;
}

const Definition* Metric::find(std::string_view wanted) const {
    for (const Definition& definition : all())
        if (definition.name == wanted) return &definition;
    return nullptr;
}

const Metric* find_metric(std::string_view name) {
    for (const Metric& metric : catalogue())
        if (metric.name == name) return &metric;
    return nullptr;
}

std::span<const Tally> tallies() { return tally_table; }

const Tally* find_tally(std::string_view name) {
    for (const Tally& tally : tally_table)
        if (tally.name == name) return &tally;
    return nullptr;
}

} // namespace engage
