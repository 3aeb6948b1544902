// visits_finish.cpp -- logged page views to sessions, and to the figures of cells.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <numeric>

#include "count/visits.hpp"

namespace engage::count {
namespace {

namespace place {
constexpr auto sessions = place_of_figure(Figure_of::sessions), of_customers = place_of_figure(Figure_of::sessions_of_customers),
               single = place_of_figure(Figure_of::sessions_single_view),
               unengaged = place_of_figure(Figure_of::sessions_unengaged),
               converted = place_of_figure(Figure_of::sessions_converted),
               that_viewed = place_of_figure(Figure_of::sessions_that_viewed),
               seconds = place_of_figure(Figure_of::session_seconds), views = place_of_figure(Figure_of::session_views),
               on_page = place_of_figure(Figure_of::time_on_page), exits = place_of_figure(Figure_of::exits),
               visitors = place_of_figure(Figure_of::visitors), returning = place_of_figure(Figure_of::visitors_returning),
               single_visitors = place_of_figure(Figure_of::visitors_single_view), page_views = place_named("page_views");
} // namespace place

/// Positions 0 .. n-1 arranged by a small number each has, and where each group begins.
struct Groups {
    std::vector<std::uint32_t> order, begin;
    template <class Key>
    Groups(std::size_t size, std::size_t groups, Key key) : order(size), begin(groups + 1) {
        for (std::size_t i = 0; i < size; ++i) ++begin[key(i) + 1];
        std::partial_sum(begin.begin(), begin.end(), begin.begin());
        std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
        for (std::size_t i = 0; i < size; ++i) order[next[key(i)]++] = static_cast<std::uint32_t>(i);
    }
    auto first(std::size_t group) { return order.begin() + begin[group]; }
    auto last(std::size_t group) { return order.begin() + begin[group + 1]; }
};

} // namespace

class Visits::Walk {
public:
    using Position = std::vector<std::uint32_t>::const_iterator;
    Walk(const Visits& visits, const Whole& whole, Cells& cells, Totals& totals)
        : visits_(visits), whole_(whole), cells_(cells), totals_(totals),
          views_(visits.views_.size(), visits.entities_.size(), [&](std::size_t i) { return visits.views_[i].entity; }),
          conversions_(visits.conversions_.size(), visits.entities_.size(),
                       [&](std::size_t i) { return visits.conversions_[i].entity; }),
          keys_(visits.frame_->rules.web_keys) {}

    void run() {
        const std::size_t people = visits_.people_.size();
        // Entities by person; those of nobody form one last group.
        Groups entities(visits_.entities_.size(), people + 1, [&](std::size_t i) {
            return visits_.entities_[i].person == nobody ? people : visits_.entities_[i].person;
        });
        for (std::size_t person = 0; person <= people; ++person) {
            begin_person(person < people ? &visits_.people_[person] : nullptr);
            for (auto at = entities.first(person); at != entities.last(person); ++at) walk_entity(*at);
            if (person < people) end_person();
        }
    }

private:
    const View& view(std::uint32_t i) const { return visits_.views_[i]; }
    const Odd& odd(std::uint32_t i) const { return visits_.odd_[view(i).odd]; }
    /// The cell of a view's value of a key (by its position in web_keys); that of visitor_type is known only now.
    Cell cell_of(std::uint32_t i, std::size_t key) {
        if (visits_.frame_->rules.visitor_type_key == keys_[key]) return type_cell_;
        return visits_.view_cells_[i * keys_.size() + key];
    }

    void begin_person(const Person* person) {
        person_ = person;
        person_views_ = 0;
        viewed_.clear();
    }
    /// visitor_type: returning, new, or blank where the customer is not known.
    void set_type(Cell channel) {
        const auto key = visits_.frame_->rules.visitor_type_key;
        if (!key) return;
        const CellInfo& info = whole_.cells[channel];
        const Label type = !person_ ? 0 : person_->returning ? whole_.returning_label : whole_.new_label;
        type_cell_ = cells_.find({info.channel, info.family, *key, type});
    }
    void end_person() {
        if (person_views_ == 0) return;
        std::sort(viewed_.begin(), viewed_.end());
        viewed_.erase(std::unique(viewed_.begin(), viewed_.end()), viewed_.end());
        for (const Cell cell : viewed_) {
            totals_.add(cell, place::visitors, 1);
            if (person_->returning) totals_.add(cell, place::returning, 1);
            if (person_views_ == 1) totals_.add(cell, place::single_visitors, 1);
        }
    }

    void walk_entity(std::uint32_t entity) {
        const Entity& e = visits_.entities_[entity];
        const auto by_time = [this](std::uint32_t a, std::uint32_t b) { return view(a).time < view(b).time; };
        auto begin = views_.first(entity);
        const auto end = views_.last(entity);
        if (!std::is_sorted(begin, end, by_time)) std::stable_sort(begin, end, by_time);
        set_type(e.cell);
        for (auto at = begin; at != end; ++at) note_view(e, *at);
        while (begin != end && view(*begin).time == no_time) ++begin;
        const std::int64_t timeout = e.gaps ? visits_.frame_->session_timeout : INT64_MAX;
        while (begin != end) {
            auto next = begin + 1;
            while (next != end && view(*next).time - view(*(next - 1)).time <= timeout) ++next;
            walk_session(e, begin, next, converted(entity, begin, next, timeout));
            begin = next;
        }
    }

    void note_view(const Entity& entity, std::uint32_t i) {
        if (person_) {
            person_views_ += odd(i).count;
            viewed_.push_back(entity.cell);
            for (std::size_t key = 0; key < keys_.size(); ++key)
                if (const Cell cell = cell_of(i, key); cell != no_cell) viewed_.push_back(cell);
        }
        if (visits_.frame_->rules.visitor_type_key) {
            totals_.add(type_cell_, place::page_views, odd(i).count);
            totals_.add_weight(type_cell_, odd(i).count);
        }
    }

    /// With an id, any conversion of the session; by gaps, one whose latest view before it is of this session, and near.
    bool converted(std::uint32_t entity, Position begin, Position end, std::int64_t timeout) {
        const bool is_last = end == views_.last(entity);
        return std::any_of(conversions_.first(entity), conversions_.last(entity), [&](std::uint32_t i) {
            if (timeout == INT64_MAX) return true;
            const Instant time = visits_.conversions_[i].time, last = view(*(end - 1)).time;
            if (time < view(*begin).time || (!is_last && time >= view(*end).time)) return false;
            // Within the session, the latest view before it is near by the session's own rule.
            return time <= last || time - last <= timeout;
        });
    }

    void walk_session(const Entity& entity, Position begin, Position end, bool has_converted) {
        int128 count = 0, on_page = 0; // rows may stand for a great many views, and for long ones
        for (auto at = begin; at != end; ++at) {
            count += odd(*at).count;
            if (at + 1 != end) on_page += time_on_page(at);
        }
        const std::int64_t seconds = view(*(end - 1)).time - view(*begin).time;
        const bool engaged = seconds > 10 * microseconds || has_converted || count >= 2;
        const auto add = [&](Cell cell, bool is_page) {
            totals_.add(cell, place::sessions, 1);
            if (entity.person != nobody) totals_.add(cell, place::of_customers, 1);
            if (count == 1) totals_.add(cell, place::single, 1);
            if (!engaged) totals_.add(cell, place::unengaged, 1);
            if (has_converted) totals_.add(cell, place::converted, 1);
            totals_.add(cell, place::seconds, seconds);
            if (is_page) return; // views, time and exits belong to the page they happened on
            totals_.add(cell, place::views, count);
            totals_.add(cell, place::on_page, on_page);
            totals_.add(cell, place::exits, 1);
            totals_.add(cell, place::that_viewed, 1);
        };
        add(entity.cell, false);
        for (std::size_t key = 0; key < keys_.size(); ++key) {
            const bool is_page = visits_.frame_->rules.page_key == keys_[key];
            if (const Cell cell = cell_of(*begin, key); cell != no_cell) add(cell, is_page);
            if (is_page) walk_pages(begin, end, key);
        }
    }

    std::int64_t time_on_page(Position at) const {
        const std::int64_t known = odd(*at).duration;
        return known >= 0 ? known : view(*(at + 1)).time - view(*at).time;
    }

    void walk_pages(Position begin, Position end, std::size_t key) {
        pages_.clear();
        for (auto at = begin; at != end; ++at) {
            const Cell page = cell_of(*at, key);
            if (page == no_cell) continue;
            totals_.add(page, place::views, odd(*at).count);
            if (at + 1 != end) totals_.add(page, place::on_page, time_on_page(at));
            else totals_.add(page, place::exits, 1);
            pages_.push_back(page);
        }
        std::sort(pages_.begin(), pages_.end());
        pages_.erase(std::unique(pages_.begin(), pages_.end()), pages_.end());
        for (const Cell page : pages_) totals_.add(page, place::that_viewed, 1);
    }

    const Visits& visits_;
    const Whole& whole_;
    CellCache cells_;
    Totals& totals_;
    Groups views_, conversions_;
    const std::vector<std::uint32_t>& keys_;
    const Person* person_ = nullptr;
    int128 person_views_ = 0;
    Cell type_cell_ = no_cell;
    std::vector<Cell> viewed_, pages_;
};

void Visits::finish(const Whole& whole, Cells& cells, Totals& totals) const {
    Walk(*this, whole, cells, totals).run();
}

} // namespace engage::count
