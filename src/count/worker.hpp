// worker.hpp -- what one counting thread does and keeps by itself: plain sums, and the sorting of events to partitions.
// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <vector>

#include "count/applier.hpp"
#include "count/counter.hpp"

namespace engage::count {

/// What a thread has worked out about the events of a batch that partitions have a use for, in order.
struct Prepared {
    struct Route {
        std::uint64_t hash = 0;                    ///< of the customer, or of the session of nobody
        std::uint64_t valued = 0;                  ///< as Counted
        std::uint32_t event = 0;                   ///< its position in the batch
        Cell channel = 0, subject = no_cell;       ///< as Routed
        std::uint32_t values = 0, value_count = 0; ///< where the cells of its values begin, and their number
    };
    const Batch* batch = nullptr;
    std::vector<Route> routes;
    std::vector<Cell> values;
};

class Counter::Worker {
public:
    Worker(const Frame& frame, Cells& cells, std::size_t inputs);
    /// Enters every event in the ledger, adds what needs no memory of others, and finds its cells and partition.
    void prepare(const Batch& batch);
    const Prepared& prepared() const { return prepared_; }
    /// When all batches are counted: completes `totals`.
    void finish();

    Totals totals;
    Applier applier;
    std::vector<Ledger> ledgers;
    Instant earliest = INT64_MAX, latest = INT64_MIN; ///< of all events
    bool customers_known = false;

private:
    /// The events of a word in one channel that have one value of a breakdown.
    struct Value {
        std::uint64_t count = 0; ///< sum of `count`
        Cell cell = no_cell;
    };
    struct Breakdown {
        std::uint32_t key = 0;
        Cell blank = no_cell;              ///< what is of no value is the rest of the channel's
        std::vector<Value> values;         ///< by label
        Table<2, Value> rare_values;       ///< of the labels beyond `few_values`, by (label, 0)
        Table<2, std::uint64_t> unnamed{}; ///< rows without a customer, by (label, 0)
    };
    /// What events of one word in one channel have in common, and add up to.
    struct Course {
        Verb verb = 0;
        Family family{};
        Cell cell = no_cell; ///< the whole channel
        bool remembered = false, conditional = false;
        bool has_subjects = false;            ///< its pairs need cells that stand for campaigns
        std::uint64_t count = 0, unnamed = 0; ///< sum of `count`, rows without a customer
        std::vector<Breakdown> breakdowns;
    };
    Course& course(const Event& event) {
        const std::size_t at = event.channel * verb_count + event.verb;
        if (event.channel < few_channels && at < course_of_.size() && course_of_[at]) return *course_of_[at];
        return find_course(event);
    }
    Course& find_course(const Event& event);
    Course* make_course(const Event& event);
    Value& value(const Course& course, Breakdown& breakdown, Label channel, Label label) {
        if (label < breakdown.values.size())
            if (Value& value = breakdown.values[label]; value.cell != no_cell) return value;
        return find_value(course, breakdown, channel, label);
    }
    Value& find_value(const Course& course, Breakdown& breakdown, Label channel, Label label);
    void add(const Batch& batch, std::uint32_t position);
    void prepare_mixed(const Batch& batch);
    void measure(const Batch& batch, const Event& event);
    void measure(const Event& event, const Detail& detail, Cell cell);
    bool send(const Batch& batch, const Event& event, const Course& course, Prepared::Route& route);
    void add_conditional(const Batch& batch, const Event& event, const Course& course, const Prepared::Route& route);
    void add_where(const Batch& batch, const Event& event, Cell cell);
    void add_hits(Verb verb, Cell cell, int128 count, std::uint64_t unnamed);
    bool applies(const Adding& rule, const Batch& batch, const Event& event) const;

    const Frame* frame_;
    Prepared prepared_;
    CellCache cells_;
    static constexpr Label few_channels = 1 << 12; ///< that have a place in `course_of_`
    static constexpr Label few_values = 1 << 16;   ///< that have a place in an array
    std::vector<Course*> course_of_;               ///< by channel and word; null: none yet
    Table<2, Course*> rare_course_of_;             ///< likewise, of the channels beyond
    std::deque<Course> courses_;
};

} // namespace engage::count
