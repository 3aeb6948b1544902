// visits.cpp -- page views, logged per session.
// SPDX-License-Identifier: MIT
#include "count/visits.hpp"

#include <algorithm>
#include <cstring>

namespace engage::count {
namespace {

constexpr Verb page_view = verb("web.page_view"), converted = verb("web.converted");

} // namespace

std::size_t Visits::bytes() const {
    return entity_of_.bytes() + entities_.bytes() + person_of_.bytes() + people_.bytes() + times_.bytes() +
           earlier_.bytes() + view_cells_.bytes() + odd_of_.bytes() + odd_.capacity() * sizeof(Odd) +
           conversions_.capacity() * sizeof(Conversion);
}

bool Visits::in_gaps(const Applied& event) {
    return event.session.empty() || (event.time == no_time && event.verb == page_view);
}

std::uint32_t Visits::person(const Counted& counted) {
    std::uint32_t& known = person_of_.at({counted.cells[0], counted.customer});
    if (known == 0) {
        people_.push_back({counted.cells[0], 0, counted.customer != nobody, false});
        known = static_cast<std::uint32_t>(people_.size());
    }
    return known - 1;
}

std::uint32_t Visits::entity(const Counted& counted) {
    const bool gaps = in_gaps(counted.event);
    const auto session = gaps ? std::string_view() : counted.event.session;
    const std::uint64_t hash = hash_of(counted.cells[0], counted.customer) ^ hash_of(session);
    const std::array<std::uint32_t, 2> owner{counted.cells[0], counted.customer};
    std::array<char, sizeof owner> bytes;
    std::memcpy(bytes.data(), owner.data(), sizeof owner);
    const std::uint32_t number = entity_of_.intern({bytes.data(), bytes.size()}, session, hash);
    if (number == entities_.size()) {
        const std::uint32_t owner_of = person(counted);
        Entity entity;
        entity.person = owner_of;
        entity.next = people_[owner_of].newest & most_entities;
        entity.gaps = gaps;
        entities_.push_back(entity);
        people_[owner_of].newest = number + 1;
    }
    return number;
}

void Visits::log(const Counted& counted, std::uint32_t entity) {
    Entity& of = entities_[entity];
    if (of.newest != 0 && counted.event.time < times_[of.newest - 1]) of.out_of_order = true;
    times_.push_back(counted.event.time);
    earlier_.push_back(of.newest);
    of.newest = static_cast<std::uint32_t>(times_.size());
    for (const std::uint32_t key : frame_->rules.web_keys()) view_cells_.push_back(counted.cells[1 + key]);
    if (counted.event.count == 1 && counted.event.duration < 0) return;
    odd_of_.reach(times_.size(), 0);
    odd_of_[times_.size() - 1] = static_cast<std::uint32_t>(odd_.size());
    odd_.push_back({counted.event.count, counted.event.duration});
}

void Visits::apply(const Counted& counted) {
    const Applied& event = counted.event;
    if (event.when == When::before) {
        if (event.verb == page_view && counted.customer != nobody) people_[person(counted)].returning = true;
        return;
    }
    if (event.verb == page_view && !is_nobodys(event)) log(counted, entity(counted));
    if (event.verb == converted && !(event.session.empty() && (counted.customer == nobody || event.time == no_time)))
        conversions_.push_back({entity(counted), event.time});
}

} // namespace engage::count
