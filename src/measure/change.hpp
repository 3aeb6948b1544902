// change.hpp -- two figures to a change: how large, how sure, which way, and whether that is good.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "count/clusters.hpp"
#include "engage/change.hpp"

namespace engage::measure {

/// The customers behind two figures, and those behind both: all three, or none. Without them the periods are taken to
/// be of different people, which makes a change of the same people look less sure than it is.
struct Evidence {
    const count::Clusters* then = nullptr;
    const count::Clusters* now = nullptr;
    const count::PairedClusters* both = nullptr;
};

/// From `then` to `now`, which follow the same definition. Nothing where one of them is undefined.
///
/// The interval is made of theirs, at their confidence; where one of them has none, the change has neither interval nor
/// test, and the verdict is `unknown`. Shares of people are tested by z with a common share, or by McNemar's test where
/// the customers show that the same people, once each, are behind both; net scores by z; linearised quotients by t.
std::optional<Change> change_of(const Figure& now, const Figure& then, const Evidence& evidence = {});

/// Holm's adjustment (Scandinavian Journal of Statistics 6, 1979, 65-70) of changes that are looked at together: the
/// chance that any of them is called up or down by mere chance stays within what their confidence leaves. Sets
/// adjusted_p and, by it, the verdict. The result is the number of comparisons: of the changes that have a p.
std::size_t adjust_holm(std::span<Change* const> changes);

} // namespace engage::measure
