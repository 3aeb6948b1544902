// counter_finish.cpp -- what partitions and threads remember, to the tallies of every cell.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

#include "count/worker.hpp"

namespace engage::count {
namespace {

/// Runs `work(0) … work(threads - 1)` at once; the first exception of any of them is thrown again here.
template <class Work>
void in_parallel(std::size_t threads, Work work) {
    std::exception_ptr failure;
    std::mutex mutex;
    const auto guarded = [&](std::size_t thread) {
        try {
            work(thread);
        } catch (const Abandoned&) {
            // another one failed, and its exception is the one to be thrown
        } catch (...) {
            const std::lock_guard lock(mutex);
            if (!failure) failure = std::current_exception();
        }
    };
    std::vector<std::thread> others;
    for (std::size_t thread = 1; thread < threads; ++thread) others.emplace_back(guarded, thread);
    guarded(0);
    for (auto& other : others) other.join();
    if (failure) std::rethrow_exception(failure);
}

} // namespace

/// A side of the report's period that was not asked for ends with the data, but never before the other side.
void Counter::settle_period() {
    Period& period = known_.period = frame_.period;
    const bool known = known_.earliest <= latest_;
    period.empty = !known && !(period.from_asked && period.to_asked);
    if (period.empty) return;
    Zone zone = frame_.zone;
    if (!period.from_asked)
        period.from =
            period.to_asked ? std::min(zone.day_of(known_.earliest), period.to) : zone.day_of(known_.earliest);
    if (!period.to_asked) period.to = std::max(zone.day_of(latest_), period.from);
    period.start = zone.start_of(period.from);
    period.end = zone.start_of(period.to + 1);
}

Whole Counter::facts(const Counts& counts, const Totals& plain) {
    Whole facts;
    make_visitor_types();
    for (Cell cell = 0; cell < cells_.size(); ++cell) facts.cells.push_back(cells_.info(cell));
    facts.seen = counts.seen;
    facts.first_attended = first_attended_;
    facts.lifecycle = counts.lifecycle;
    facts.new_label = labels_->intern("new");
    facts.returning_label = labels_->intern("returning");
    if (shown_.empty()) shown_ = shown_cells(facts.cells, plain, *labels_, frame_.top);
    facts.clusters = plan_clusters(frame_.rules, facts.cells, shown_);
    if (counts.period.empty) return facts;
    facts.units = whole_units(counts.period);
    return facts;
}

/// As if their turn came only now; the table of ids is not needed any more.
void Counter::count_postponed(Workers& workers) {
    stats_.ids = ids_.size();
    if (!postponed_) return;
    postponed_->find_duplicates(ids_);
    stats_.ids += postponed_->distinct();
    stats_.spilled_bytes += postponed_->spilled_bytes();
    std::size_t finding = 0;
    memory_.change(finding, postponed_->table_bytes());
    memory_.change(finding, 0);
    ids_ = Interner();
    memory_.change(ids_bytes_, 0);
    std::mutex mutex;
    std::uint64_t next = admitted_;
    in_parallel(workers.size(), [&](std::size_t thread) {
        try {
            Batch batch;
            for (std::string block;;) {
                std::unique_lock lock(mutex);
                if (!postponed_->next(batch, block)) return;
                const std::uint64_t number = next++;
                lock.unlock();
                count(*workers[thread], batch, number);
            }
        } catch (...) {
            abandon();
            throw;
        }
    });
    postponed_.reset();
}

void Counter::apply_all(std::size_t part, Applier& applier, Stats& stats) {
    Aside& aside = asides_[part];
    if (aside.file) {
        put_by(part);
        for (std::string run; aside.file->next(run);) partition(part).apply(slips_, run, applier);
        stats.spilled_bytes += aside.file->bytes();
        aside.file.reset();
    } else if (!waiting_.empty(part)) {
        apply_waiting(part, applier);
    }
    if (partitions_[part]) memory_.change(aside.bytes, partitions_[part]->bytes());
}

void Counter::finish_once(std::size_t part, Applier& applier, Finisher& finisher, bool with_messages, Finished& into) {
    apply_all(part, applier, into.stats);
    if (!partitions_[part]) return;
    finish(*partitions_[part], finisher, with_messages, into);
    partitions_[part].reset();
    memory_.change(asides_[part].bytes, 0);
}

void Counter::replay(std::size_t part, Applier& applier, Finisher& finisher, bool with_messages, Finished& into) {
    Aside& aside = asides_[part];
    if (aside.file) put_by(part);
    else if (waiting_.empty(part)) return;
    Partition partition(frame_, cells_);
    const auto take = [&](std::string_view run) { partition.replay(slips_, run, applier, finisher.period); };
    if (aside.file) {
        aside.file->rewind();
        for (std::string run; aside.file->next(run);) take(run);
        into.stats.spilled_bytes += aside.file->bytes();
    } else {
        waiting_.each_run(part, take);
    }
    memory_.change(aside.bytes, partition.bytes());
    finish(partition, finisher, with_messages, into);
    memory_.change(aside.bytes, 0);
}

void Counter::finish(Partition& partition, Finisher& finisher, bool with_messages, Finished& into) const {
    partition.finish(finisher, customers_);
    into.stats.customers += partition.customers();
    into.stats.sessions += partition.sessions();
    if (with_messages)
        partition.messages().each([&](std::string_view message) { into.messages.push_back(hash_of(message)); });
}

void Counter::add(std::vector<Finished>& finished, Stats& stats) {
    std::vector<std::uint64_t> messages;
    for (const Finished& thread : finished) {
        stats.customers += thread.stats.customers;
        stats.sessions += thread.stats.sessions;
        stats.spilled_bytes += thread.stats.spilled_bytes;
        messages.insert(messages.end(), thread.messages.begin(), thread.messages.end());
    }
    std::sort(messages.begin(), messages.end());
    stats.messages = static_cast<std::uint64_t>(std::unique(messages.begin(), messages.end()) - messages.begin());
}

const Period& Counter::settle(Workers& workers, SeenIn seen) {
    known_.seen = std::move(seen);
    known_.ledgers.resize(inputs_);
    count_postponed(workers);
    latest_ = frame_.latest;
    for (const auto& worker : workers) {
        worker->finish();
        for (std::size_t input = 0; input < inputs_; ++input) known_.ledgers[input].add(worker->ledgers[input]);
        known_.earliest = std::min(known_.earliest, worker->earliest);
        latest_ = std::max(latest_, worker->latest);
        known_.customers_known |= worker->customers_known;
        worker->each_total([&](const Span_of_time&, const Totals& totals) {
            for (const auto& [campaign, time] : totals.first_attended()) {
                Instant& first = first_attended_.try_emplace(campaign, time).first->second;
                first = std::min(first, time);
            }
        });
    }
    settle_period();
    const Verbs both = verbs("customer.joined customer.left");
    known_.lifecycle = frame_.customers == CustomerRule::lifecycle ||
                       (frame_.customers == CustomerRule::automatic && (known_.seen[0].words & both) == both);
    return known_.period;
}

Totals Counter::plain_totals(const Period& period, const Workers& workers) {
    Totals totals(cells_);
    for (const auto& worker : workers)
        worker->each_total([&](const Span_of_time& span, const Totals& part) {
            if (!frame_.several || (span.start < period.end && span.end > period.start)) totals.add(part);
        });
    return totals;
}

void Counter::finish_all(Workers& workers, std::deque<Finisher>& finishers, std::vector<Finished>& finished,
                         bool with_messages) {
    in_parallel(workers.size(), [&](std::size_t thread) {
        const auto finish_part = frame_.several ? &Counter::replay : &Counter::finish_once;
        for (std::size_t part = thread; part < partitions_.size(); part += workers.size())
            (this->*finish_part)(part, workers[thread]->applier, finishers[thread], with_messages, finished[thread]);
    });
}

Counts Counter::counts_of(const Period& period, Workers& workers, Stats* stats_wanted) {
    Counts counts = known_;
    counts.period = period;
    Totals totals = plain_totals(period, workers);
    const Whole known = facts(counts, totals);
    for (std::size_t part = 0; part < partitions_.size(); ++part)
        if (partitions_[part]) memory_.change(asides_[part].bytes, partitions_[part]->bytes());
    memory_.change(ids_bytes_, ids_.bytes());
    std::vector<Finished> finished(workers.size());
    std::deque<Finisher> finishers;
    for (std::size_t thread = 0; thread < workers.size(); ++thread)
        finishers.emplace_back(known, counts.period, frame_.zone, frame_.rules.quotients, cells_);
    finish_all(workers, finishers, finished, stats_wanted != nullptr);
    for (Finisher& finisher : finishers) {
        finisher.visits.into(finisher.totals);
        totals.add(finisher.totals);
    }
    if (stats_wanted) {
        *stats_wanted = stats_;
        add(finished, *stats_wanted);
        stats_wanted->table_bytes = memory_.most() + cells_.bytes() + totals.bytes();
    }
    totals.values().each([&](const auto& slot) { totals.add(slot.key[0], static_cast<std::uint8_t>(slot.key[1]), 1); });
    counts.cells = amounts(totals, known);
    settle_measured(totals, counts.cells);
    add_clusters(known, finishers, totals, counts.cells);
    return counts;
}

Amount Counter::money_of(const Totals& totals, Cell cell, std::uint8_t place) const {
    if (totals.money_overflowed(cell, place)) return {{}, "the sum is too large"};
    const auto by_currency = totals.money(cell, place);
    if (by_currency.size() == 1) return {by_currency.begin()->second, {}};
    if (by_currency.empty()) return {};
    std::vector<std::string> names;
    for (const auto& [currency, sum] : by_currency)
        names.emplace_back(currency == 0 ? "no currency" : std::string(labels_->text(currency)));
    std::sort(names.begin(), names.end());
    std::string reason = names.front();
    for (std::size_t i = 1; i < names.size(); ++i) reason += (i + 1 < names.size() ? ", " : " and ") + names[i];
    return {{}, reason + " mixed"};
}

std::vector<CellCounts> Counter::amounts(const Totals& totals, const Whole& known) const {
    std::vector<CellCounts> cells;
    for (Cell cell = 0; cell < cells_.size(); ++cell) {
        const int128* row = totals.find(cell);
        if (!row) continue;
        CellCounts counts{cells_.info(cell),
                          {},
                          {},
                          row[Totals::weight],
                          row[Totals::without_customer],
                          static_cast<std::uint64_t>(row[Totals::reused]),
                          {}};
        counts.amounts.reserve(tallies_of(counts.info.family));
        for (std::uint8_t place = 0; place < tallies_of(counts.info.family); ++place) {
            const Tally& tally = *tallies_by_place[index_of(counts.info.family)][place];
            const int128 sum = row[Totals::extras + place];
            Amount amount;
            if (tally.unit == Unit::money) amount = money_of(totals, cell, place);
            // Durations and scores are in millionths.
            else if (__builtin_mul_overflow(sum,
                                            tally.unit == Unit::count ? Quantity::one : Quantity::one / microseconds,
                                            &amount.quantity.units))
                amount = {{}, "the sum is too large"};
            const bool has_units = known.units[index_of(tally.rule.span)].count > 0;
            if (tally.rule.span == Span::week && !has_units) amount.reason = "the period holds no whole week";
            if (tally.rule.span == Span::month && !has_units) amount.reason = "the period holds no whole month";
            counts.amounts.push_back(std::move(amount));
        }
        cells.push_back(std::move(counts));
    }
    return cells;
}

} // namespace engage::count
