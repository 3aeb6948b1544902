// visits_finish.cpp -- logged page views to sessions, and to the figures of cells.
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "count/visits.hpp"

namespace engage::count {
namespace {

constexpr auto session_views = place_of_figure(Figure_of::session_views),
               session_seconds = place_of_figure(Figure_of::session_seconds),
               time_on_page = place_of_figure(Figure_of::time_on_page), page_views = place_named("page_views");

} // namespace

class Visits::Walk {
public:
    Walk(const Visits& visits, Finisher& finisher)
        : visits_(visits), finisher_(finisher), whole_(finisher.whole), cells_(finisher.cells),
          totals_(finisher.totals), sums_(finisher.visits), type_key_(visits.frame_->rules.visitor_type_key),
          page_key_(visits.frame_->rules.page_key), key_count_(visits.keys().size()),
          conversions_(visits.conversions_) {
        std::sort(conversions_.begin(), conversions_.end(), [](const Conversion& a, const Conversion& b) {
            return a.entity != b.entity ? a.entity < b.entity : a.time < b.time;
        });
    }

    void run() {
        for (std::size_t i = 0; i < visits_.people_.size(); ++i) {
            prefetch(i);
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
    /// The cells of a view's values, one for each of the logged keys.
    const Cell* cells_of(Position at) const { return visits_.views_[at->position] + Word::cells; }

    /// Asks for the newest session of people who come soon, and for its newest view.
    void prefetch(std::size_t person) const {
        constexpr std::size_t soon = 4, later = 8;
        const auto newest_of = [&](std::size_t coming) -> const Entity* {
            if (coming >= visits_.people_.size() || visits_.people_[coming].newest == 0) return nullptr;
            return &visits_.entities_[visits_.people_[coming].newest - 1];
        };
        if (const Entity* const entity = newest_of(person + later)) ask_for(entity);
        if (const Entity* const entity = newest_of(person + soon); entity && entity->newest != 0)
            ask_for(visits_.views_[entity->newest - 1]);
    }

    void begin_person() {
        person_views_ = 0;
        begin_cluster();
        if (!type_key_) return;
        const CellInfo& info = whole_.cells[person_->channel];
        const Label type = !person_->known ? 0 : person_->returning ? whole_.returning_label : whole_.new_label;
        type_cell_ = cells_.find({info.channel, info.family, *type_key_, type});
    }

    void end_person() {
        if (!person_->known) return;
        for (const Cell cell : viewed_) {
            VisitSums::Sums& sums = sums_.of(cell);
            ++sums.visitors;
            sums.returning += person_->returning;
            sums.single_view_visitors += person_views_ == 1;
        }
        end_cluster();
    }

    // A cluster is a person, or a session of nobody: what it has of a cell is by how much the cell's sums are larger
    // than before.

    void begin_cluster() {
        viewed_.clear();
        before_.clear();
        sums_.begin_person();
    }

    void end_cluster() {
        for (const auto& [cell, sums] : before_)
            finisher_.add_cluster(cell, [&, &before = sums, &now = sums_.of(cell)](std::uint8_t slot) {
                return VisitSums::amount(now, slot) - VisitSums::amount(before, slot);
            });
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
            const bool has_converted = converted(entity, begin, next, timeout);
            if (person_->known) walk_session(begin, next, has_converted);
            else walk_nobodys(begin, next, has_converted);
            begin = next;
        }
    }

    void walk_nobodys(Position begin, Position end, bool has_converted) {
        begin_cluster();
        for (auto at = begin; at != end; ++at) note_cells(at);
        walk_session(begin, end, has_converted);
        end_cluster();
    }

    /// The views of the entity in the order of time; of the same time, in the order of the input.
    void collect(const Entity& entity) {
        views_.clear();
        bool in_order = true;
        for (std::uint32_t next = entity.newest; next != 0;) {
            const Instant time = visits_.time_of(next - 1);
            in_order &= views_.empty() || time <= views_.back().time; // going back
            views_.push_back({time, next - 1});
            next = visits_.views_[next - 1][Word::earlier];
        }
        std::reverse(views_.begin(), views_.end());
        if (!in_order)
            std::stable_sort(views_.begin(), views_.end(),
                             [](const View& a, const View& b) { return a.time < b.time; });
    }

    void note_view(Position at) {
        const std::int64_t count = odd(at).count;
        if (person_->known) {
            note_cells(at);
            person_views_ += count;
        }
        if (!type_key_) return;
        totals_.add(type_cell_, page_views, count);
        totals_.add_weight(type_cell_, count);
    }
    /// Of a view: the first of a cluster is also that of the whole channel.
    void note_cells(Position at) {
        if (viewed_.empty()) {
            note_cell(person_->channel);
            if (type_key_) note_cell(type_cell_);
        }
        const Cell* const cells = cells_of(at);
        for (std::size_t key = 0; key < key_count_; ++key) note_cell(cells[key]);
    }
    void note_cell(Cell cell) {
        VisitSums::Sums& sums = sums_.of(cell);
        if (!sums_.is_new_to_person(sums)) return;
        viewed_.push_back(cell);
        if (finisher_.has_clusters(cell)) before_.emplace_back(cell, sums);
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

    /// What most rows add to a sum fits there; what some stand for may not.
    void add(std::int64_t VisitSums::Sums::*sum, std::uint8_t place, Cell cell, int128 amount) {
        if (amount < VisitSums::most) sums_.of(cell).*sum += static_cast<std::int64_t>(amount);
        else totals_.add(cell, place, amount);
    }

    void walk_session(Position begin, Position end, bool has_converted) {
        int128 count = 0, on_page = 0; // rows may stand for a great many views, and for long ones
        for (auto at = begin; at != end; ++at) {
            count += odd(at).count;
            if (at + 1 != end) on_page += seconds_on_page(at);
        }
        const std::int64_t length = (end - 1)->time - begin->time;
        const bool engaged = length > 10 * microseconds || has_converted || count >= 2;
        const auto add_session = [&](Cell cell, bool is_page) {
            VisitSums::Sums& sums = sums_.of(cell);
            ++sums.sessions;
            sums.of_customers += person_->known;
            sums.single_view += count == 1;
            sums.unengaged += !engaged;
            sums.converted += has_converted;
            if (!is_page) { // views, time and exits belong to the page they happened on
                ++sums.exits;
                ++sums.sessions_that_viewed;
            }
            add(&VisitSums::Sums::length, session_seconds, cell, length);
            if (is_page) return;
            add(&VisitSums::Sums::views, session_views, cell, count);
            add(&VisitSums::Sums::on_page, time_on_page, cell, on_page);
        };
        add_session(person_->channel, false);
        if (type_key_) add_session(type_cell_, false);
        for (std::size_t key = 0; key < key_count_; ++key) {
            const bool is_page = page_key_ == visits_.keys()[key];
            add_session(cells_of(begin)[key], is_page);
            if (is_page) walk_pages(begin, end, key);
        }
    }

    std::int64_t seconds_on_page(Position at) const {
        const std::int64_t known = odd(at).duration;
        return known >= 0 ? known : (at + 1)->time - at->time;
    }

    void walk_pages(Position begin, Position end, std::size_t key) {
        sums_.begin_session();
        for (auto at = begin; at != end; ++at) {
            const Cell page = cells_of(at)[key];
            VisitSums::Sums& sums = sums_.of(page);
            sums.sessions_that_viewed += sums_.is_new_to_session(sums);
            sums.exits += at + 1 == end;
            add(&VisitSums::Sums::views, session_views, page, odd(at).count);
            if (at + 1 != end) add(&VisitSums::Sums::on_page, time_on_page, page, seconds_on_page(at));
        }
    }

    const Visits& visits_;
    Finisher& finisher_;
    const Whole& whole_;
    CellCache& cells_;
    Totals& totals_;
    VisitSums& sums_;
    const std::optional<std::uint32_t> type_key_, page_key_;
    const std::size_t key_count_;
    std::vector<Conversion> conversions_; ///< by entity and time
    const Person* person_ = nullptr;
    int128 person_views_ = 0;
    Cell type_cell_ = no_cell;
    std::vector<Cell> viewed_;                             ///< by the cluster
    std::vector<std::pair<Cell, VisitSums::Sums>> before_; ///< of those whose customers are told apart
    std::vector<View> views_;                              ///< of the entity
};

void Visits::finish(Finisher& finisher) const {
    constexpr std::uint64_t many = std::uint64_t{1} << 30;
    Walk(*this, finisher).run();
    finisher.views += views_.size();
    if (finisher.views < many) return;
    finisher.visits.into(finisher.totals);
    finisher.views = 0;
}

} // namespace engage::count
