// visit_sums.hpp -- what sessions add up to in a cell, while a thread walks through them.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "count/totals.hpp"

namespace engage::count {

/// The totals have 128 bits for each of the figures of a family, so that a cell of theirs is spread over many lines of
/// the cache. Here those of a view are on one line, and those of a session on the next.
class VisitSums {
public:
    /// Whatever is added up here must be below this; it leaves room for more of it than `into` is called for.
    static constexpr std::int64_t most = std::int64_t{1} << 31;

    struct alignas(64) Sums {
        std::uint32_t person = 0, session = 0; ///< the last that viewed it
        std::int64_t views = 0, on_page = 0, exits = 0, sessions_that_viewed = 0;
        std::int64_t visitors = 0, returning = 0, single_view_visitors = 0;
        std::int64_t sessions = 0, of_customers = 0, single_view = 0, unengaged = 0, converted = 0, length = 0;
    };

    Sums& of(Cell cell) {
        if (cell >= sums_.size()) sums_.resize(cell + 1 + sums_.size() / 2);
        return sums_[cell];
    }
    void begin_person() { begin(person_, &Sums::person); }
    void begin_session() { begin(session_, &Sums::session); }
    /// Whether it is the first view of the person, or in the session.
    bool is_new_to_person(Sums& sums) const { return std::exchange(sums.person, person_) != person_; }
    bool is_new_to_session(Sums& sums) const { return std::exchange(sums.session, session_) != session_; }

    /// Of a figure among those of Sums.
    static std::uint8_t slot_of(Figure_of figure);
    static std::int64_t amount(const Sums& sums, std::uint8_t slot);

    /// Adds all to the totals, and begins anew.
    void into(Totals& totals);

private:
    void begin(std::uint32_t& now, std::uint32_t Sums::*last) {
        if (++now != 0) return;
        for (Sums& sums : sums_) sums.*last = 0; // numbers begin again
        now = 1;
    }

    std::vector<Sums> sums_; ///< by cell
    std::uint32_t person_ = 0, session_ = 0;
};

} // namespace engage::count
