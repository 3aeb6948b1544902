// metric.hpp -- what a metric is: one sum of tallies divided by another, last.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engage/tally.hpp"

namespace engage {

/// Which way is good. There is no default: a metric that does not say does not compile.
enum class Better : std::uint8_t { unset, higher, lower, neither };
std::string_view name_of(Better better);

/// How the uncertainty of a value, or of a change, is computed; `none` where no method is sound for the sampling unit.
enum class Certainty : std::uint8_t {
    unset, none,
    // intervals
    wilson, adjusted_wald, linearised, exact_poisson,
    // intervals of differences
    newcombe, newcombe_paired,
    // tests
    pooled_z, z, mcnemar, mcnemar_exact, t,
};
std::string_view name_of(Certainty certainty);

/// One term of a sum of tallies.
struct Term {
    int coefficient = 0;
    std::uint8_t tally = 0; ///< position in tallies()
};

/// A sum of tallies with whole coefficients. Empty is the number one: the metric is a plain figure.
struct Sum {
    std::string_view text;
    std::array<Term, 8> terms{};
    std::uint8_t size = 0;
    constexpr std::span<const Term> all() const { return {terms.data(), size}; }
    constexpr bool empty() const { return size == 0; }
};

/// Figures put in, value that must come out. Printed by `explain`, run by the tests.
struct Example {
    std::string_view tallies; ///< "sent=100 bounced=2"
    std::string_view value;   ///< "98.0 %"
};

/// One published way to compute a metric.
struct Definition {
    std::string_view name;
    Sum numerator;
    Sum denominator{};
    Certainty certainty = Certainty::unset;
    std::string_view label;   ///< a few words beside the figure, "unique, per delivered"
    std::string_view source;  ///< who publishes it
    Example example;
    std::string_view answers{};  ///< the tally of all answers given; more than the denominator: some were off the scale
    std::string_view spoiled_by{}; ///< a tally that must be 0, else the value is undefined …
    std::string_view advice{};     ///< … and this says what to do
    Unit unit = Unit::unset;       ///< unset: the metric's
};

/// A metric has a default definition, the first, and may have others.
struct Metric {
    std::string_view name;
    std::string_view title;
    Family family{};
    Unit unit = Unit::unset;
    Better better = Better::unset;
    std::string_view only_by{}; ///< exists only per value of this dimension, e.g. `page`
    std::array<Definition, 6> definitions{};

    constexpr std::span<const Definition> all() const {
        std::size_t size = 0;
        while (size < definitions.size() && !definitions[size].name.empty()) ++size;
        return {definitions.data(), size};
    }
    const Definition& standard() const { return definitions[0]; }
    /// Null where there is no such definition.
    const Definition* find(std::string_view name) const;
    constexpr Unit unit_of(const Definition& definition) const {
        return definition.unit == Unit::unset ? unit : definition.unit;
    }
};

/// Every metric, in the order of the report.
std::span<const Metric> catalogue();
/// Null where there is no such name.
const Metric* find_metric(std::string_view name);

/// Something that holds of any honest figures.
struct Invariant {
    Family family{};
    Sum smaller, larger;  ///< smaller <= larger
    bool possible = false; ///< odd, but it happens: `code` and `text` say why
    bool edge = false;     ///< the two sides happen at different times, so the edge of a period can break it honestly
    std::string_view code;
    std::string_view text;
};
std::span<const Invariant> invariants();

struct Interval {
    double low = 0, high = 0; ///< in the unit of the metric
    double confidence = 95;   ///< percent
    Certainty method = Certainty::unset;
    double standard_error = 0; ///< of the value, in the unit of the metric; 0: the method has none
    double customers = 0;      ///< that it was made of, where these are the sampling units; else 0
};

/// What to be careful about. A figure is marked, never hidden.
struct Marks {
    bool low_n = false; ///< a rate or mean of fewer than 30, people or what else it divides by
    bool wide = false;  ///< its interval is wider than 30 points (of percent, or of a net score)
    constexpr bool any() const { return low_n || wide; }
};

struct Comparison; // in change.hpp

/// A metric's value on given tallies, with everything it came from.
struct Figure {
    const Metric* metric = nullptr;
    const Definition* definition = nullptr;
    std::optional<double> value; ///< in the unit of the metric, unrounded; nothing: undefined, `reason` says why
    std::string reason;
    std::optional<Quantity> numerator, denominator; ///< the denominator of a plain figure is 1; nothing where a tally is undefined
    std::optional<Interval> interval;
    Marks marks;
    std::shared_ptr<Comparison> comparison; ///< with that of another period; null: with none
};

/// The value of one tally, with a reason where it is not known. Also asked for a definition's `spoiled_by`.
using Lookup = std::function<Amount(std::size_t tally)>;

/// Divides once, last. A denominator of 0 gives no value, never 0. `confidence` in percent, 0 for no interval.
/// A definition that is `linearised` gets no interval here: tallies alone do not tell what the customers did.
Figure compute(const Metric& metric, const Definition& definition, const Lookup& lookup, double confidence);

/// The value as the table shows it: "24.5 %", "+33.3", "1,234", "2 m 05 s", "12.50".
std::string show(Unit unit, double value);

} // namespace engage
