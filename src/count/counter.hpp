// counter.hpp -- the face of this stage: batches of events go in, the tallies of every cell come out.
// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <vector>

#include "count/crew.hpp"
#include "count/memory.hpp"
#include "count/partition.hpp"
#include "count/postponed.hpp"
#include "import/labels.hpp"

namespace engage::count {

/// The tallies of one cell, in the order of its family's tallies. Sums of other tallies are left at 0: they are made
/// where metrics are.
struct CellCounts {
    CellInfo info;
    std::vector<Amount> amounts;
    TallySet measured;                                          ///< of which rows gave the amount, or a part of it
    int128 weight = 0;                                          ///< counted events, and measured counts
    int128 without_customer = 0;                                ///< rows with no customer
    std::uint64_t reused = 0;                                   ///< pairs delivered more than once
    std::vector<std::pair<const Quotient*, Clusters>> clusters; ///< of quotients whose customers were told apart
    /// Whether any row of the period was about it.
    bool counted() const { return weight > 0 || measured.any(); }
};

struct Counts {
    std::vector<CellCounts> cells;
    SeenIn seen;
    std::vector<Ledger> ledgers;  ///< by input: what became of rows that were made events
    Period period;                ///< as asked, or from the first event to the last
    Instant earliest = INT64_MAX; ///< of all events, the history too
    bool lifecycle = false;       ///< the rule for who is a customer
    bool customers_known = false; ///< some event had one
};

struct Prepared;

/// Counts with several threads; the outcome does not depend on how many. For every batch, in any order of threads:
/// `admit` in the order of the input, then, if it says so, `count` with the batch's number from 0.
///
/// Where memory is limited, events of partitions that may not grow any more wait in files, one for each, and are
/// applied when their partition is finished; so the outcome is the same. The partitions are then so many that one more
/// or less is little.
class Counter {
public:
    /// `bytes`: of all inputs; 0: not known. It settles no figure, but into how many parts the customers are parted.
    /// `memory_limit`: bytes of the tables of customers and ids; 0: none.
    Counter(Frame frame, Labels& labels, std::size_t inputs, std::uint64_t bytes, std::uint64_t memory_limit);
    ~Counter();

    /// What one thread keeps for itself.
    class Worker;
    std::unique_ptr<Worker, void (*)(Worker*)> worker();

    /// Marks the events whose id was there before. False: the batch, and all after it, will be counted by `finish`.
    bool admit(Batch& batch);
    void count(Worker& worker, const Batch& batch, std::uint64_t number);
    /// A thread failed: lets the others stop.
    void abandon();
    using Workers = std::vector<std::unique_ptr<Worker, void (*)(Worker*)>>;
    /// When all batches are counted, and before `counts_of`. `seen`: from the decoders. Uses, like that one, as many
    /// threads as there are workers. Returns the report's period, both sides settled.
    const Period& settle(Workers& workers, SeenIn seen);
    /// Of one period of the frame, or of a unit of its `every`; once, where there are not several.
    Counts counts_of(const Period& period, Workers& workers, Stats* stats = nullptr);
    /// The last instant that anything is known of.
    Instant latest() const { return latest_; }

private:
    /// What of a partition is put by.
    struct Aside {
        std::unique_ptr<TemporaryFile> file; ///< null: nothing
        std::size_t bytes = 0;               ///< of the partition, as `memory_` has them
    };
    /// What one thread finds as it finishes partitions.
    struct Finished {
        Stats stats;
        /// Hashes, if wanted: a message may have gone to customers of several partitions.
        std::vector<std::uint64_t> messages;
    };
    void put(const Prepared& prepared);
    void apply(std::size_t part, Applier& applier);
    void apply_waiting(std::size_t part, Applier& applier);
    Partition& partition(std::size_t part); ///< made where it is not there
    std::size_t table_bytes() const;
    void put_by(std::size_t part);
    void count_postponed(Workers& workers);
    void apply_all(std::size_t part, Applier& applier, Stats& stats);
    /// After which its memory is free.
    void finish_once(std::size_t part, Applier& applier, Finisher& finisher, bool with_messages, Finished& into);
    /// The same where there are several periods: of one of them, and what waits is kept.
    void replay(std::size_t part, Applier& applier, Finisher& finisher, bool with_messages, Finished& into);
    void finish(Partition& partition, Finisher& finisher, bool with_messages, Finished& into) const;
    static void add(std::vector<Finished>& finished, Stats& stats);
    void finish_all(Workers& workers, std::deque<Finisher>& finishers, std::vector<Finished>& finished,
                    bool with_messages);
    void settle_period();
    Totals plain_totals(const Period& period, const Workers& workers);
    Whole facts(const Counts& counts, const Totals& plain);
    void make_visitor_types();
    Amount money_of(const Totals& totals, Cell cell, std::uint8_t place) const;
    std::vector<CellCounts> amounts(const Totals& totals, const Whole& facts) const;
    void settle_measured(const Totals& totals, std::vector<CellCounts>& cells) const;
    void add_clusters(const Whole& facts, const std::deque<Finisher>& finishers, const Totals& totals,
                      std::vector<CellCounts>& cells) const;

    Frame frame_;
    Labels* labels_;
    std::size_t inputs_;
    Cells cells_;
    Cell customers_;
    Memory memory_;
    Interner ids_;
    std::size_t ids_bytes_ = 0;                          ///< as `memory_` has them
    std::uint64_t admitted_ = 0;                         ///< batches, before any was postponed
    std::unique_ptr<Postponed> postponed_;               ///< null: none is
    std::vector<std::unique_ptr<Partition>> partitions_; ///< null: no event came for it yet
    std::vector<Aside> asides_;                          ///< of each
    Slips slips_;
    Waiting waiting_;              ///< events that are still to be applied to them
    std::size_t most_waiting_ = 0; ///< bytes
    Crew crew_;                    ///< who has the turn may put events into partitions
    // When all are counted:
    Counts known_; ///< of any period
    std::map<std::pair<Cell, Label>, Instant> first_attended_;
    Instant latest_ = INT64_MIN;
    std::vector<bool> shown_; ///< cells, in the first period that was counted, and so in the others
    Stats stats_;
};

using WorkerPointer = std::unique_ptr<Counter::Worker, void (*)(Counter::Worker*)>;

} // namespace engage::count
