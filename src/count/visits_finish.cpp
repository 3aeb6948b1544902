// visits_finish.cpp -- logged page views to sessions, and to the figures of cells.
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "count/visits.hpp"

namespace engage::count {
namespace {

namespace place {
constexpr auto sessions = place_of_figure(Figure_of::sessions),
               of_customers = place_of_figure(Figure_of::sessions_of_customers),
               single = place_of_figure(Figure_of::sessions_single_view),
               unengaged = place_of_figure(Figure_of::sessions_unengaged),
               converted = place_of_figure(Figure_of::sessions_converted),
               that_viewed = place_of_figure(Figure_of::sessions_that_viewed),
               seconds = place_of_figure(Figure_of::session_seconds), views = place_of_figure(Figure_of::session_views),
               on_page = place_of_figure(Figure_of::time_on_page), exits = place_of_figure(Figure_of::exits),
               visitors = place_of_figure(Figure_of::visitors),
               returning = place_of_figure(Figure_of::visitors_returning),
               single_visitors = place_of_figure(Figure_of::visitors_single_view),
               page_views = place_named("page_views");
} // namespace place

} // namespace

class Visits::Walk {
public:
    Walk(const Visits& visits, Finisher& finisher)
        : visits_(visits), whole_(finisher.whole), cells_(finisher.cells), totals_(finisher.totals),
          keys_(visits.frame_->rules.web_keys()), type_key_(visits.frame_->rules.visitor_type_key),
          page_key_(visits.frame_->rules.page_key), conversions_(visits.conversions_),
          viewed_by_person_(finisher.viewed), in_session_(finisher.in_session) {
        std::sort(conversions_.begin(), conversions_.end(), [](const Conversion& a, const Conversion& b) {
            return a.entity != b.entity ? a.entity < b.entity : a.time < b.time;
        });
    }

    void run() {
        for (std::size_t i = 0; i < visits_.people_.size(); ++i) {
            person_ = &visits_.people_[i];
            begin_person();
            for (std::uint32_t next = person_->newest; next != 0; next = visits_.entities_[next - 1].next)
                walk_entity(next - 1);
            end_person();
        }
    }

private:
    struct View {
        Instant time = no_time;
        std::uint32_t position = 0;
    };
    using Position = std::vector<View>::const_iterator;
    const Odd& odd(Position at) const { return visits_.odd(at->position); }

    /// The cell of a view's value of a key (by its position in web_keys); that of visitor_type is known only now.
    Cell cell_of(Position at, std::size_t key) const {
        if (type_key_ == keys_[key]) return type_cell_;
        return visits_.view_cells_[at->position * keys_.size() + key];
    }

    void begin_person() {
        person_views_ = 0;
        viewed_.clear();
        viewed_by_person_.begin();
        if (!type_key_) return;
        const CellInfo& info = whole_.cells[person_->channel];
        const Label type = !person_->known ? 0 : person_->returning ? whole_.returning_label : whole_.new_label;
        type_cell_ = cells_.find({info.channel, info.family, *type_key_, type});
    }

    void end_person() {
        for (const Cell cell : viewed_) {
            int128* const sums = totals_.tallies(cell);
            sums[place::visitors] += 1;
            if (person_->returning) sums[place::returning] += 1;
            if (person_views_ == 1) sums[place::single_visitors] += 1;
        }
    }

    void walk_entity(std::uint32_t entity) {
        const Entity& e = visits_.entities_[entity];
        collect(e);
        for (auto at = views_.cbegin(); at != views_.cend(); ++at) note_view(at);
        auto begin = views_.cbegin();
        const auto end = views_.cend();
        while (begin != end && begin->time == no_time) ++begin;
        const std::int64_t timeout = e.gaps ? visits_.frame_->session_timeout : INT64_MAX;
        while (begin != end) {
            auto next = begin + 1;
            while (next != end && next->time - (next - 1)->time <= timeout) ++next;
            walk_session(begin, next, converted(entity, begin, next, timeout));
            begin = next;
        }
    }

    /// The views of the entity in the order of time; of the same time, in the order of the input.
    void collect(const Entity& entity) {
        views_.clear();
        for (std::uint32_t next = entity.newest; next != 0; next = visits_.earlier_[next - 1])
            views_.push_back({visits_.times_[next - 1], next - 1});
        std::reverse(views_.begin(), views_.end());
        if (entity.out_of_order)
            std::stable_sort(views_.begin(), views_.end(),
                             [](const View& a, const View& b) { return a.time < b.time; });
    }

    void note_view(Position at) {
        const std::int64_t count = odd(at).count;
        if (person_->known) {
            person_views_ += count;
            note_cell(person_->channel);
            for (std::size_t key = 0; key < keys_.size(); ++key)
                if (const Cell cell = cell_of(at, key); cell != no_cell) note_cell(cell);
        }
        if (!type_key_) return;
        totals_.add(type_cell_, place::page_views, count);
        totals_.add_weight(type_cell_, count);
    }
    void note_cell(Cell cell) {
        if (!std::exchange(viewed_by_person_.at(cell), true)) viewed_.push_back(cell);
    }

    /// With an id, any conversion of the session; by gaps, one whose latest view before it is of this session, and
    /// near.
    bool converted(std::uint32_t entity, Position begin, Position end, std::int64_t timeout) const {
        const bool any = timeout == INT64_MAX;
        const auto first =
            std::lower_bound(conversions_.begin(), conversions_.end(), Conversion{entity, any ? no_time : begin->time},
                             [](const Conversion& a, const Conversion& b) {
                                 return a.entity != b.entity ? a.entity < b.entity : a.time < b.time;
                             });
        if (first == conversions_.end() || first->entity != entity) return false;
        const Instant last = (end - 1)->time;
        // Within the session, the latest view before it is near by the session's own rule.
        return any || first->time <= last ||
               (first->time - last <= timeout && (end == views_.cend() || first->time < end->time));
    }

    void walk_session(Position begin, Position end, bool has_converted) {
        int128 count = 0, on_page = 0; // rows may stand for a great many views, and for long ones
        for (auto at = begin; at != end; ++at) {
            count += odd(at).count;
            if (at + 1 != end) on_page += time_on_page(at);
        }
        const std::int64_t seconds = (end - 1)->time - begin->time;
        const bool engaged = seconds > 10 * microseconds || has_converted || count >= 2;
        const auto add = [&](Cell cell, bool is_page) {
            int128* const sums = totals_.tallies(cell);
            sums[place::sessions] += 1;
            if (person_->known) sums[place::of_customers] += 1;
            if (count == 1) sums[place::single] += 1;
            if (!engaged) sums[place::unengaged] += 1;
            if (has_converted) sums[place::converted] += 1;
            sums[place::seconds] += seconds;
            if (is_page) return; // views, time and exits belong to the page they happened on
            sums[place::views] += count;
            sums[place::on_page] += on_page;
            sums[place::exits] += 1;
            sums[place::that_viewed] += 1;
        };
        add(person_->channel, false);
        for (std::size_t key = 0; key < keys_.size(); ++key) {
            const bool is_page = page_key_ == keys_[key];
            if (const Cell cell = cell_of(begin, key); cell != no_cell) add(cell, is_page);
            if (is_page) walk_pages(begin, end, key);
        }
    }

    std::int64_t time_on_page(Position at) const {
        const std::int64_t known = odd(at).duration;
        return known >= 0 ? known : (at + 1)->time - at->time;
    }

    void walk_pages(Position begin, Position end, std::size_t key) {
        in_session_.begin();
        for (auto at = begin; at != end; ++at) {
            const Cell page = cell_of(at, key);
            if (page == no_cell) continue;
            int128* const sums = totals_.tallies(page);
            sums[place::views] += odd(at).count;
            if (at + 1 != end) sums[place::on_page] += time_on_page(at);
            else sums[place::exits] += 1;
            if (!std::exchange(in_session_.at(page), true)) sums[place::that_viewed] += 1;
        }
    }

    const Visits& visits_;
    const Whole& whole_;
    CellCache& cells_;
    Totals& totals_;
    const std::vector<std::uint32_t>& keys_;
    const std::optional<std::uint32_t> type_key_, page_key_;
    std::vector<Conversion> conversions_; ///< by entity and time
    Stamps<bool>&viewed_by_person_, &in_session_;
    const Person* person_ = nullptr;
    int128 person_views_ = 0;
    Cell type_cell_ = no_cell;
    std::vector<Cell> viewed_; ///< by the person
    std::vector<View> views_;  ///< of the entity
};

void Visits::finish(Finisher& finisher) const { Walk(*this, finisher).run(); }

} // namespace engage::count
