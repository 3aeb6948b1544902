// worker.hpp -- what one counting thread does and keeps by itself: plain sums, and the sorting of events to partitions.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <deque>
#include <map>
#include <utility>
#include <vector>

#include "count/applier.hpp"
#include "count/counter.hpp"
#include "count/spans.hpp"

namespace engage::count {

/// What a thread has worked out about the events of a batch that partitions have a use for, in order.
struct Prepared {
    struct Route {
        std::uint32_t hash = 0; ///< lower half of that of the customer, or of the session of nobody
        std::uint32_t size = 0; ///< of its slip, in bytes
    };
    std::vector<Route> routes;
    std::vector<char> slips; ///< one after the other, and then at least their slack
    std::size_t used = 0;    ///< bytes of them

    /// Where a slip of so many bytes goes.
    char* place_for(std::size_t size) {
        const std::size_t at = std::exchange(used, used + size);
        if (slips.size() < used + Slips::slack) slips.resize((used + Slips::slack) * 2);
        return slips.data() + at;
    }
};

class Counter::Worker {
public:
    Worker(const Frame& frame, Cells& cells, std::size_t inputs);
    /// Enters every event in the ledger, adds what needs no memory of others, and finds its cells and partition.
    void prepare(const Batch& batch);
    const Prepared& prepared() const { return prepared_; }
    /// When all batches are counted: completes the totals.
    void finish();
    /// What happened in these spans of time; all that is known of when campaigns were attended is in any.
    template <class Take>
    void each_total(Take take) const {
        for (const auto& [start, sums] : sums_) take(sums.span, sums.totals);
    }

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
        Cell cell = no_cell;                                       ///< the whole channel
        bool remembered = false, who = false, conditional = false; ///< as Use
        bool has_subjects = false;                                 ///< its pairs need cells that stand for campaigns
        bool often = false, answer = false, told = false;          ///< as Use
        bool special = false;                                      ///< its events are more than plain sums
        std::uint64_t count = 0, unnamed = 0;                      ///< sum of `count`, rows without a customer
        std::vector<Breakdown> breakdowns;
    };
    /// The plain sums of one span of time.
    struct Sums {
        explicit Sums(Span_of_time of, Cells& cells) : span(of), totals(cells) {}
        Span_of_time span;
        Totals totals;
        std::vector<Course*> course_of;     ///< by channel and word; null: none yet
        Table<2, Course*> rare_course_of{}; ///< likewise, of the channels beyond
        std::deque<Course> courses{};
    };
    Course& course(const Event& event) {
        const std::size_t at = event.channel * verb_count + event.verb;
        const auto& known = sums_now_->course_of;
        if (event.channel < few_channels && at < known.size() && known[at]) return *known[at];
        return find_course(event);
    }
    /// Turns to the sums of when it happened.
    void turn_to(Instant time) {
        if (!sums_now_->span.holds(time)) find_sums(time);
    }
    void find_sums(Instant time);
    Totals& totals() { return sums_now_->totals; }
    void finish(Sums& sums);
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
    void send(const Batch& batch, const Event& event, const Course& course, Routed& routed);
    void add_special(const Batch& batch, const Event& event, const Course& course, const Routed& routed);
    void add_conditional(const Batch& batch, const Event& event, const Course& course, const Routed& routed);
    void add_where(const Batch& batch, const Event& event, Cell cell);
    void add_hits(Verb verb, Cell cell, int128 count, std::uint64_t unnamed);
    bool applies(const Adding& rule, const Batch& batch, const Event& event) const;

    const Frame* frame_;
    Slips slips_;
    Prepared prepared_;
    Cells* shared_;
    std::array<Cell, 64 + Slips::cells_at_once> values_{}; ///< of the event at hand
    CellCache cells_;
    static constexpr Label few_channels = 1 << 12; ///< that have a place in `course_of`
    static constexpr Label few_values = 1 << 16;   ///< that have a place in an array
    Spans spans_;
    std::map<Instant, Sums> sums_; ///< by the beginning of their span; where there is but one period, one
    Sums* sums_now_ = nullptr;
};

} // namespace engage::count
