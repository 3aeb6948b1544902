// change.hpp -- two figures to a change: how large, how sure, which way, and whether that is good.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>

#include "count/clusters.hpp"
#include "engage/change.hpp"

namespace engage::measure {

/// What is known of the customers behind two figures; null: nothing. Needed where figures are `linearised`; of
/// proportions it tells that some people are in both periods, without which the periods are taken as independent.
struct Evidence {
    const count::Clusters* now = nullptr;
    const count::Clusters* then = nullptr;
    const count::PairedClusters* both = nullptr;
};

/// From `then` to `now`, which follow the same definition. Nothing where one of them is undefined. `confidence` in
/// percent; 0: no interval, no test, and so no verdict.
std::optional<Change> change_of(const Figure& now, const Figure& then, double confidence,
                                const Evidence& evidence = {});

/// Holm's adjustment (Scandinavian Journal of Statistics 6, 1979): of all changes that were tested together, the chance
/// that any is called up or down without being so stays below what `confidence` leaves. Sets adjusted_p and, by it, the
/// verdict. The result is the number of comparisons made: of changes that have a p.
std::size_t adjust_holm(std::span<Change* const> changes, double confidence);

} // namespace engage::measure
