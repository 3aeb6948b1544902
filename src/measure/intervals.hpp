// intervals.hpp -- how sure a figure is: intervals for proportions, net scores and counts.
// SPDX-License-Identifier: MIT
#pragma once

namespace engage::measure {

struct Bounds {
    double low = 0, high = 0;
};

/// Half the width, in standard deviations, of the middle `confidence` percent of a normal distribution:
/// 1.96 for 95. `confidence` lies strictly between 0 and 100.
double normal_reach(double confidence);

/// Wilson's score interval of the proportion hits / all, as fractions of 1. Exactly 0 or 1 where no one or
/// everyone is a hit. Needs 0 <= hits <= all and all > 0.
Bounds wilson(double hits, double all, double confidence);

/// Adjusted Wald interval of (plus - minus) / all, from -1 to 1, where everyone else counts 0: three answers are added,
/// 3/4 plus, 3/4 minus and the rest neither, which keeps the interval honest for few or unanimous answers.
/// Needs plus + minus <= all.
Bounds adjusted_wald(double plus, double minus, double all, double confidence);
/// The standard error in it.
double adjusted_wald_error(double plus, double minus, double all);

/// Exact interval of the mean behind a count of what happens independently (Garwood, Biometrika 28, 1936): the chance of
/// a count as low, and of one as high, is half of what `confidence` leaves at its ends. Needs a count of at least 0.
Bounds exact_poisson(double count, double confidence);

} // namespace engage::measure
