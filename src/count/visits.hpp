// visits.hpp -- page views to sessions: bounces, exits, durations, time on page, visitors.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "count/blocks.hpp"
#include "count/finisher.hpp"
#include "count/frame.hpp"
#include "count/roster.hpp"
#include "count/table.hpp"
#include "count/totals.hpp"

namespace engage::count {

/// The page views of one partition. They are logged as they come and made into sessions at the end, because only then
/// it is known which came between which.
class Visits {
public:
    explicit Visits(const Frame& frame);
    void apply(const Counted& counted);
    /// Bring what `apply` looks up first into the cache, one after the other.
    [[gnu::always_inline]] void prefetch(Counted& counted) const {
        const auto session = in_gaps(counted) ? std::string_view() : counted.session;
        counted.visit_hash = hash_of(counted.channel, counted.customer) ^ hash_of(session);
        entities_.prefetch(counted.visit_hash);
    }
    void prefetch_record(std::uint64_t visit_hash) const { entities_.prefetch_record(visit_hash); }
    void finish(Finisher& finisher) const;
    std::size_t bytes() const;
    std::uint32_t sessions() const { return entities_.size(); }

private:
    static constexpr Verb page_view = verb("web.page_view");
    static constexpr std::uint32_t most_entities = (1u << 31) - 1; ///< as many as fit in 24 GiB, and more
    struct Odd {
        std::int64_t count = 1;
        std::int64_t duration = -1; ///< microseconds; < 0: not known
    };
    /// A session that has an id, or everything of a customer that has none.
    struct Entity {
        Cell channel = 0; ///< the whole channel
        std::uint32_t customer = 0;
        std::uint32_t person = 0;
        std::uint32_t newest = 0;    ///< position of its view logged last, from 1; 0: none
        std::uint32_t next : 31 = 0; ///< of the same person, from 1; 0: none
        bool gaps : 1 = false;       ///< no id: sessions are told apart by gaps
        bool same_owner(const Entity& other) const { return channel == other.channel && customer == other.customer; }
    };
    /// A customer in one channel; or, in one channel, everybody who is not known.
    struct Person {
        Cell channel = 0;         ///< the whole channel
        std::uint32_t newest = 0; ///< entity, from 1; 0: none
        bool known = false, returning = false;
    };
    struct Conversion {
        std::uint32_t entity = 0;
        Instant time = no_time;
    };

    /// A logged view: its time in two words, the view of its entity that was logged before (from 1; 0: none), and the
    /// cells of its values, one for each of `keys()`.
    enum Word : std::size_t { time, earlier = 2, cells };

    const std::vector<std::uint32_t>& keys() const { return frame_->rules.breakdowns[index_of(Family::web)]; }
    /// Whether its session is told by gaps: it has no id, or no time to find its place in one.
    static bool in_gaps(const Counted& counted) {
        return counted.session.empty() || (counted.time == no_time && counted.verb == page_view);
    }
    std::uint32_t person(const Counted& counted);
    std::uint32_t entity(const Counted& counted);
    void log(const Counted& counted, std::uint32_t entity);
    Instant time_of(std::uint32_t view) const;
    const Odd& odd(std::uint32_t view) const { return odd_[view < odd_of_.size() ? odd_of_[view] : 0]; }
    class Walk;

    const Frame* frame_;
    Roster<24, Entity> entities_;       ///< by session id, of a channel and customer; no id: by gaps
    Table<2, std::uint32_t> person_of_; ///< channel, customer -> person + 1
    Blocks<Person> people_;
    Lines views_;                  ///< in the order of the input
    Blocks<std::uint32_t> odd_of_; ///< of each view: position in `odd_`; not there: 0
    std::vector<Odd> odd_{Odd{}};  ///< [0]: one view of unknown duration
    std::vector<Conversion> conversions_;
};

} // namespace engage::count
