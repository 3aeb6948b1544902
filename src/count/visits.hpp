// visits.hpp -- page views to sessions: bounces, exits, durations, time on page, visitors.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "count/blocks.hpp"
#include "count/frame.hpp"
#include "count/table.hpp"
#include "count/totals.hpp"

namespace engage::count {

/// The page views of one partition. They are logged as they come, 16 bytes each, and made into sessions at the end,
/// because only then it is known which came between which.
class Visits {
public:
    explicit Visits(const Frame& frame) : frame_(&frame) {}
    void apply(const Counted& counted);
    void finish(const Whole& whole, Cells& cells, Totals& totals) const;

private:
    struct View {
        Instant time = no_time;
        std::uint32_t entity = 0;
        std::uint32_t odd = 0; ///< position in `odd_`; 0: one view of unknown duration
    };
    struct Odd {
        std::int64_t count = 1;
        std::int64_t duration = -1; ///< microseconds; < 0: not known
    };
    /// A session that has an id, or everything of a customer that has none.
    struct Entity {
        Cell cell = 0;              ///< the whole channel
        std::uint32_t person = 0;   ///< position in `people_`, or `nobody`
        bool gaps = false;          ///< no id: sessions are told apart by gaps
    };
    struct Person {
        Cell cell = 0;
        bool returning = false;
    };

    std::uint32_t person(const Counted& counted);
    std::uint32_t entity(const Counted& counted);
    void log(const Counted& counted, std::uint32_t entity);
    class Walk;

    const Frame* frame_;
    Interner sessions_;                       ///< cell, customer, session id -> entity (by `session_entities_`)
    std::vector<std::uint32_t> session_entities_;
    Table<std::uint32_t> person_of_;          ///< cell, customer -> person + 1
    Table<std::uint32_t> gap_entity_of_;      ///< cell, customer -> entity + 1
    std::vector<Entity> entities_;
    std::vector<Person> people_;
    Blocks<View> views_;
    Blocks<Cell> view_cells_;                 ///< per view, one per key of web_keys: the cell of the view's value, or `no_cell`
    std::vector<Odd> odd_{Odd{}};
    std::vector<View> conversions_;
    std::string scratch_;
};

} // namespace engage::count
