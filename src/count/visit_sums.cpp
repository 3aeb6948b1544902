// visit_sums.cpp -- the sums of sessions to totals.
// SPDX-License-Identifier: MIT
#include "count/visit_sums.hpp"

#include <array>

#include "count/rules.hpp"

namespace engage::count {
namespace {

struct Placed {
    std::int64_t VisitSums::Sums::*sum;
    std::uint8_t place;
};
constexpr std::array<Placed, 13> places{{
    {&VisitSums::Sums::views, place_of_figure(Figure_of::session_views)},
    {&VisitSums::Sums::on_page, place_of_figure(Figure_of::time_on_page)},
    {&VisitSums::Sums::exits, place_of_figure(Figure_of::exits)},
    {&VisitSums::Sums::sessions_that_viewed, place_of_figure(Figure_of::sessions_that_viewed)},
    {&VisitSums::Sums::visitors, place_of_figure(Figure_of::visitors)},
    {&VisitSums::Sums::returning, place_of_figure(Figure_of::visitors_returning)},
    {&VisitSums::Sums::single_view_visitors, place_of_figure(Figure_of::visitors_single_view)},
    {&VisitSums::Sums::sessions, place_of_figure(Figure_of::sessions)},
    {&VisitSums::Sums::of_customers, place_of_figure(Figure_of::sessions_of_customers)},
    {&VisitSums::Sums::single_view, place_of_figure(Figure_of::sessions_single_view)},
    {&VisitSums::Sums::unengaged, place_of_figure(Figure_of::sessions_unengaged)},
    {&VisitSums::Sums::converted, place_of_figure(Figure_of::sessions_converted)},
    {&VisitSums::Sums::length, place_of_figure(Figure_of::session_seconds)},
}};

} // namespace

void VisitSums::into(Totals& totals) {
    for (Cell cell = 0; cell < sums_.size(); ++cell)
        for (const auto& [sum, place] : places)
            if (const std::int64_t amount = sums_[cell].*sum; amount != 0) totals.add(cell, place, amount);
    sums_.clear();
}

} // namespace engage::count
