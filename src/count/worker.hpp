// worker.hpp -- what one counting thread does and keeps by itself: plain sums, and the sorting of events to partitions.
// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <vector>

#include "count/counter.hpp"

namespace engage::count {

/// What a thread has worked out about every event of a batch.
struct Prepared {
    const Batch* batch = nullptr;
    std::size_t stride = 1;             ///< cells of an event
    std::vector<Cell> cells;            ///< of each event: the whole channel's, then one per breakdown
    std::vector<std::uint64_t> valued;  ///< of each event: the breakdowns in which it has a value, a bit each
    std::vector<Cell> subjects;         ///< of each event: as Counted::subject, or `no_cell`
    struct Route {
        std::uint32_t event = 0; ///< its position in the batch
        std::uint64_t hash = 0;  ///< of the customer, or of the session of nobody
    };
    std::vector<Route> routes;          ///< of the events that a partition has a use for, in order
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
    Zone zone;
    std::vector<Ledger> ledgers;
    Instant earliest = INT64_MAX, latest = INT64_MIN; ///< of all events
    bool customers_known = false;

private:
    /// Events of one word, by cell. Narrow, so that the cells of many pages stay in the cache.
    struct Hits {
        std::vector<std::uint64_t> count;  ///< sums of `count`
        std::vector<std::uint64_t> nobody; ///< rows without a customer
    };
    /// What events of one word in one channel have in common. In a breakdown where no event of the channel has had a value,
    /// what is blank is all: so nothing is added to the blank cell until a value comes, or the end.
    struct Course {
        Verb verb = 0;
        std::vector<Cell> cells;        ///< as Counted::cells; of the breakdowns, the blank ones
        std::uint64_t breakdowns = 0;   ///< of the family, a bit each
        std::uint64_t apart = 0;        ///< those of them that a value came for
        Cell subject_of_none = no_cell; ///< the subject of no campaign; `no_cell` where there are no pairs
    };
    Course& course(const Event& event);
    std::uint32_t make_course(const Event& event);
    void part(Course& course, std::uint64_t breakdowns);
    const Course& find_cells(const Batch& batch, std::size_t position);
    void add_sums(const Batch& batch, const Event& event, const Cell* cells, const Course& course);
    void add_large(const Event& event, const Cell* cells, const Course& course);
    void add_hits(Verb verb, Cell cell, int128 count);
    void add_conditional(const Batch& batch, const Event& event, Cell cell);
    bool applies(const Adding& rule, const Batch& batch, const Event& event) const;
    void route(const Event& event, std::size_t position);

    const Frame* frame_;
    Prepared prepared_;
    CellCache cells_;
    static constexpr Label few_channels = 1 << 12; ///< that have a place in `course_of_`
    std::vector<std::uint32_t> course_of_; ///< by channel and word: its position in `courses_`, from 1; 0: none yet
    Table<2, std::uint32_t> rare_course_of_; ///< likewise, of the channels beyond
    std::deque<Course> courses_;
    std::array<Hits, verb_count> hits_;
};

} // namespace engage::count
