// worker.hpp -- what one counting thread does and keeps by itself: plain sums, and the sorting of events to partitions.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "count/counter.hpp"

namespace engage::count {

class Counter::Worker {
public:
    Worker(const Frame& frame, Cells& cells, std::size_t inputs, std::size_t parts);
    /// Enters every event in the ledger, adds what needs no memory of others, and finds its cells and partition.
    void prepare(const Batch& batch);
    /// When all batches are counted: completes `totals`.
    void finish();

    Totals totals;
    Zone zone;
    Prepared prepared;
    std::vector<Ledger> ledgers;
    Instant earliest = INT64_MAX, latest = INT64_MIN; ///< of all events
    bool customers_known = false;

private:
    /// Events of one word, by cell.
    struct Hits {
        std::vector<std::uint64_t> count;  ///< sums of `count`
        std::vector<std::uint64_t> nobody; ///< rows without a customer
    };
    void add_event(const Event& event, Cell cell);
    void add_hits(Verb verb, Cell cell, int128 count);
    void find_cells(const Batch& batch, std::size_t position, Cell* cells);
    void add_sums(const Batch& batch, const Event& event, const Cell* cells);
    void add_conditional(const Batch& batch, const Event& event, Cell cell);
    bool applies(const Adding& rule, const Batch& batch, const Event& event) const;
    void route(const Event& event, std::uint32_t position);

    const Frame* frame_;
    CellCache cells_;
    std::array<Hits, verb_count> hits_; ///< narrow, so that the cells of many pages stay in the cache
};

} // namespace engage::count
