// change.hpp -- what became of a figure from one period to a later one, and whether chance alone explains it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engage/metric.hpp"

namespace engage {

/// Which way a figure went, where that can be told.
enum class Verdict : std::uint8_t {
    unknown,      ///< no method tells what chance does to it, or its tallies do not suffice for one
    up,           ///< more than chance explains: the interval leaves out 0, and the test agrees
    down,         ///< likewise
    within_noise, ///< chance explains it
};
std::string_view name_of(Verdict verdict);

/// Whether that is good. A change that may be chance is neither.
enum class Judgement : std::uint8_t { neither, better, worse };
std::string_view name_of(Judgement judgement);

struct Change {
    double absolute = 0;              ///< now less then, in the unit of the metric (percent: in points of a percent)
    std::optional<double> relative;   ///< the same in percent of then; nothing where then is 0 or below
    std::optional<Interval> interval; ///< of `absolute`
    std::optional<double> p;          ///< how often chance alone makes a change as large, from 0 to 1 …
    Certainty test = Certainty::none; ///< … by this test
    std::optional<double> adjusted_p; ///< for as many comparisons as were made, where that was asked for
    Verdict verdict = Verdict::unknown;
    Better better = Better::neither; ///< which way is good

    Judgement judgement() const;
};

} // namespace engage
