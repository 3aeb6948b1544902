// visits.cpp -- page views, logged per session.
// SPDX-License-Identifier: MIT
#include "count/visits.hpp"

#include <algorithm>
#include <cstring>

namespace engage::count {
namespace {

constexpr Verb converted = verb("web.converted");

} // namespace

Visits::Visits(const Frame& frame) : frame_(&frame), views_(Word::cells + keys().size()) {}

std::size_t Visits::bytes() const {
    return entities_.bytes() + person_of_.bytes() + people_.bytes() + views_.bytes() + odd_of_.bytes() +
           odd_.capacity() * sizeof(Odd) + conversions_.capacity() * sizeof(Conversion);
}

std::uint32_t Visits::person(const Counted& counted) {
    std::uint32_t& known = person_of_.at({counted.channel, counted.customer});
    if (known == 0) {
        people_.push_back({counted.channel, 0, counted.customer != nobody, false});
        known = static_cast<std::uint32_t>(people_.size());
    }
    return known - 1;
}

[[gnu::always_inline]] inline std::uint32_t Visits::entity(const Counted& counted) {
    const bool gaps = in_gaps(counted);
    Entity fresh;
    fresh.channel = counted.channel;
    fresh.customer = counted.customer;
    fresh.gaps = gaps;
    const std::uint32_t known = entities_.size();
    const std::uint32_t number = entities_.find(gaps ? std::string_view() : counted.session, counted.visit_hash, fresh);
    if (number == known) {
        Entity& made = entities_[number];
        made.person = person(counted);
        made.next = people_[made.person].newest & most_entities;
        people_[made.person].newest = number + 1;
    }
    return number;
}

Instant Visits::time_of(std::uint32_t view) const {
    Instant instant = no_time;
    std::memcpy(&instant, views_[view] + Word::time, sizeof instant);
    return instant;
}

[[gnu::always_inline]] inline void Visits::log(const Counted& counted, std::uint32_t entity) {
    Entity& of = entities_[entity];
    Lines::Word* const view = views_.add();
    std::memcpy(view + Word::time, &counted.time, sizeof counted.time);
    view[Word::earlier] = of.newest;
    of.newest = static_cast<std::uint32_t>(views_.size());
    Cell* cell = view + Word::cells;
    for (const std::uint32_t key : keys()) *cell++ = counted.cell(key);
    if (counted.count == 1 && counted.duration < 0) return;
    odd_of_.reach(views_.size(), 0);
    odd_of_[views_.size() - 1] = static_cast<std::uint32_t>(odd_.size());
    odd_.push_back({counted.count, counted.duration});
}

void Visits::apply(const Counted& counted) {
    const bool known = counted.customer != nobody;
    if (counted.when == When::before) {
        if (counted.verb == page_view && known) people_[person(counted)].returning = true;
        return;
    }
    if (counted.verb == page_view && !is_nobodys(known, !counted.session.empty(), counted.time))
        log(counted, entity(counted));
    if (counted.verb == converted && !(counted.session.empty() && (!known || counted.time == no_time)))
        conversions_.push_back({entity(counted), counted.time});
}

} // namespace engage::count
