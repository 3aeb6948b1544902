// visit_sums.cpp -- the sums of sessions to totals.
// SPDX-License-Identifier: MIT
#include "count/visit_sums.hpp"

#include <algorithm>
#include <array>

#include "count/rules.hpp"

namespace engage::count {
namespace {

struct Placed {
    std::int64_t VisitSums::Sums::*sum;
    Figure_of figure;
    std::uint8_t place;
};
consteval Placed placed(std::int64_t VisitSums::Sums::*sum, Figure_of figure) {
    return {sum, figure, place_of_figure(figure)};
}
constexpr std::array<Placed, 13> places{{
    placed(&VisitSums::Sums::views, Figure_of::session_views),
    placed(&VisitSums::Sums::on_page, Figure_of::time_on_page),
    placed(&VisitSums::Sums::exits, Figure_of::exits),
    placed(&VisitSums::Sums::sessions_that_viewed, Figure_of::sessions_that_viewed),
    placed(&VisitSums::Sums::visitors, Figure_of::visitors),
    placed(&VisitSums::Sums::returning, Figure_of::visitors_returning),
    placed(&VisitSums::Sums::single_view_visitors, Figure_of::visitors_single_view),
    placed(&VisitSums::Sums::sessions, Figure_of::sessions),
    placed(&VisitSums::Sums::of_customers, Figure_of::sessions_of_customers),
    placed(&VisitSums::Sums::single_view, Figure_of::sessions_single_view),
    placed(&VisitSums::Sums::unengaged, Figure_of::sessions_unengaged),
    placed(&VisitSums::Sums::converted, Figure_of::sessions_converted),
    placed(&VisitSums::Sums::length, Figure_of::session_seconds),
}};

} // namespace

std::uint8_t VisitSums::slot_of(Figure_of figure) {
    const auto at = std::find_if(places.begin(), places.end(), [&](const Placed& p) { return p.figure == figure; });
    return static_cast<std::uint8_t>(at - places.begin());
}

std::int64_t VisitSums::amount(const Sums& sums, std::uint8_t slot) { return sums.*places[slot].sum; }

void VisitSums::into(Totals& totals) {
    for (Cell cell = 0; cell < sums_.size(); ++cell)
        for (const auto& [sum, figure, place] : places)
            if (const std::int64_t amount = sums_[cell].*sum; amount != 0) totals.add(cell, place, amount);
    sums_.clear();
}

} // namespace engage::count
