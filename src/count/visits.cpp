// visits.cpp -- page views, logged per session.
// SPDX-License-Identifier: MIT
#include "count/visits.hpp"

namespace engage::count {
namespace {

constexpr Verb page_view = verb("web.page_view"), converted = verb("web.converted");

} // namespace

std::uint32_t Visits::person(const Counted& counted) {
    if (counted.customer == nobody) return nobody;
    std::uint32_t& known = person_of_.at(counted.cells[0], counted.customer, 0);
    if (known == 0) {
        people_.push_back({counted.cells[0], false});
        known = static_cast<std::uint32_t>(people_.size());
    }
    return known - 1;
}

std::uint32_t Visits::entity(const Counted& counted) {
    const Event& event = counted.event;
    const Cell cell = counted.cells[0];
    const bool gaps = event.session.empty() || (event.time == no_time && event.verb == page_view);
    const auto make = [&] {
        entities_.push_back({cell, person(counted), gaps});
        return static_cast<std::uint32_t>(entities_.size());
    };
    if (gaps) {
        std::uint32_t& known = gap_entity_of_.at(cell, counted.customer, 0);
        if (known == 0) known = make();
        return known - 1;
    }
    scratch_.assign(reinterpret_cast<const char*>(&cell), sizeof cell);
    scratch_.append(reinterpret_cast<const char*>(&counted.customer), sizeof counted.customer);
    scratch_ += event.session;
    const std::uint32_t number = sessions_.intern(scratch_);
    if (number == session_entities_.size()) session_entities_.push_back(make());
    return session_entities_[number] - 1;
}

void Visits::log(const Counted& counted, std::uint32_t entity) {
    View view{counted.event.time, entity, 0};
    if (counted.event.count != 1 || counted.detail.duration >= 0) {
        view.odd = static_cast<std::uint32_t>(odd_.size());
        odd_.push_back({counted.event.count, counted.detail.duration});
    }
    views_.push_back(view);
    for (const std::uint32_t key : frame_->rules.web_keys) view_cells_.push_back(counted.cells[1 + key]);
}

void Visits::apply(const Counted& counted) {
    const Event& event = counted.event;
    if (event.verb != page_view && event.verb != converted) return;
    if (event.when == When::before) {
        if (event.verb == page_view && counted.customer != nobody) people_[person(counted)].returning = true;
        return;
    }
    if (event.verb == page_view && !is_nobodys(event)) log(counted, entity(counted));
    if (event.verb == converted && !(event.session.empty() && (counted.customer == nobody || event.time == no_time)))
        conversions_.push_back({event.time, entity(counted), 0});
}

} // namespace engage::count
