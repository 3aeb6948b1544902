// pipeline.cpp -- the main path, in the order it happens: the only file that sees every stage. Read it first.
// SPDX-License-Identifier: MIT
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <thread>

#include "count/counter.hpp"
#include "count/rules.hpp"
#include "count/yes.hpp"
#include "engage/report.hpp"
#include "import/reading.hpp"
#include "measure/assemble.hpp"
#include "measure/goals.hpp"
#include "measure/quotients.hpp"
#include "measure/sections.hpp"

namespace engage {
namespace {

using OnProblem = std::function<void(const Problem&)>;
using OnProgress = std::function<void(const Progress&)>;
using Clock = std::chrono::steady_clock;

/// The spellings that say yes, as labels.
std::set<Label> yes_labels(Labels& labels) {
    std::set<Label> yes;
    for (const auto word : count::yes_words) yes.insert(labels.intern(word));
    return yes;
}

/// The most memory that the process has had so far, in bytes.
std::uint64_t peak_memory() {
    ::rusage usage{};
    if (::getrusage(RUSAGE_SELF, &usage) != 0) return 0;
#ifdef __APPLE__
    constexpr std::uint64_t unit = 1;
#else
    constexpr std::uint64_t unit = 1024;
#endif
    return static_cast<std::uint64_t>(usage.ru_maxrss) * unit;
}

/// One report in the making.
class Run {
public:
    Run(const Request& request, const OnProblem& on_problem, const OnProgress& on_progress)
        : request_(request), on_problem_(on_problem), on_progress_(on_progress), zone_(request.time_zone) {}

    Report make(Stats* stats) {
        // What is wrong with the request itself is told before any input is looked at.
        const Period asked = asked_period(request_, zone_);
        if (!asked.empty) agenda_ = make_agenda(request_, asked, zone_);
        open();
        const count::Frame frame = make_frame(asked);
        labels_known_ = labels_.size();
        count::Counter counter(frame, labels_, sources_.size(), bytes_, request_.memory_limit);
        count::Counter::Workers workers = read(counter);
        const Period& settled = counter.settle(workers, std::move(seen_));
        if (asked.empty) agenda_ = make_agenda(request_, settled, zone_);
        Report made = report(counter, workers, frame.rules, stats);
        if (stats) finish(*stats);
        return made;
    }

private:
    struct Reading {
        SourceRows rows;
        Decoder decoder;
    };

    /// Every input is opened before anything is made of any.
    void open() {
        sources_ = open_sources(request_);
        for (const auto& source : sources_) bytes_ += source.table.input().bytes_on_disk();
    }

    count::Frame make_frame(const Period& asked) {
        count::Frame frame{count::make_rules(request_, measure::quotients_in_use(request_)), asked, zone_};
        frame.several = has_several_periods(request_);
        frame.every = request_.every;
        if (frame.several && !asked.empty) frame.periods = agenda_.periods;
        frame.session_timeout = request_.session_timeout * microseconds;
        frame.active_days = request_.active_days;
        frame.opener_share = request_.opener_share;
        frame.customers = request_.customers;
        frame.top = request_.top;
        frame.yes = yes_labels(labels_);
        decoding_ = make_decoding(request_, asked.empty ? std::vector{asked} : agenda_.periods, frame.rules.keys);
        for (auto& source : sources_) settle_plan(source, request_, decoding_);
        for (const auto& source : sources_) frame.latest = std::max(frame.latest, source.until);
        lines_.reserve(sources_.size());
        for (const auto& source : sources_) lines_.push_back(source.table.first_line());
        decoded_.resize(sources_.size());
        remarks_.resize(sources_.size());
        return frame;
    }

    count::Counter::Workers read(count::Counter& counter) {
        const unsigned threads = request_.threads != 0 ? request_.threads : useful_threads();
        count::Counter::Workers workers;
        for (unsigned i = 0; i < threads; ++i) workers.push_back(counter.worker());
        std::vector<std::thread> others;
        for (unsigned i = 1; i < threads; ++i) others.emplace_back([&, i] { work(counter, *workers[i]); });
        work(counter, *workers[0]);
        for (auto& other : others) other.join();
        if (failure_) std::rethrow_exception(failure_);
        labels_found_ = labels_.size() - labels_known_;
        return workers;
    }

    /// As many as the machine has, but none that would take longer to start than the others take for its share. What a
    /// pipe holds is not known, nor what becomes of what is packed.
    unsigned useful_threads() const {
        constexpr std::uint64_t least_share = 4 * read::usual_chunk;
        const auto size_is_known = [](const Source& source) {
            const read::Input& input = source.table.input();
            return input.size_known() && input.packed_in().empty();
        };
        const bool known = std::all_of(sources_.begin(), sources_.end(), size_is_known);
        const std::uint64_t useful = known ? std::max<std::uint64_t>(bytes_ / least_share, 1) : UINT64_MAX;
        if (useful == 1) return 1; // to ask for the number of processors takes a while, too
        return static_cast<unsigned>(
            std::min<std::uint64_t>(useful, std::max(1u, std::thread::hardware_concurrency())));
    }

    /// What every thread does: take a chunk, make rows and events of it, wait for its turn, count.
    void work(count::Counter& counter, count::Counter::Worker& worker) {
        try {
            LabelCache labels(labels_);
            std::vector<std::optional<Reading>> readings(sources_.size());
            read::Chunk chunk;
            Rows rows;
            Batch batch;
            for (std::optional<std::uint64_t> number; (number = take(chunk, batch));) {
                auto& reading = readings[batch.input];
                const Source& source = sources_[batch.input];
                if (!reading)
                    reading.emplace(Reading{SourceRows(source), Decoder(decoding_, source.plan,
                                                                        Zone(local_zone(source, request_)), labels)});
                reading->rows.read(chunk, rows);
                reading->decoder.decode(rows, batch);
                batch.importer = source.importer_number;
                turn_.wait(*number);
                const bool to_be_counted = admit(counter, batch);
                turn_.pass();
                if (to_be_counted) counter.count(worker, batch, *number);
            }
            const std::lock_guard lock(mutex_);
            for (std::size_t input = 0; input < readings.size(); ++input)
                if (readings[input])
                    note_words(readings[input]->decoder.words(), sources_[input].plan.importer->system,
                               words_told(sources_[input]));
        } catch (const count::Abandoned&) {
            // another thread failed, and has said why
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (!failure_) failure_ = std::current_exception();
            turn_.abandon();
            counter.abandon();
        }
    }

    /// The next chunk of the inputs, and its number; nothing at the end.
    std::optional<std::uint64_t> take(read::Chunk& chunk, Batch& batch) {
        const std::lock_guard lock(mutex_);
        if (failure_) return std::nullopt;
        for (; current_ < sources_.size(); ++current_)
            if (sources_[current_].next(chunk)) {
                batch.input = current_;
                if (on_progress_) on_progress_({bytes_taken(), bytes_, rows_.load(std::memory_order_relaxed)});
                return number_++;
            }
        return std::nullopt;
    }

    /// In the order of the input: lines become those of the file, refusals are told, repeated ids found.
    bool admit(count::Counter& counter, Batch& batch) {
        decoded_[batch.input].add(batch.ledger);
        latest_ = std::max(latest_, batch.latest);
        rows_.fetch_add(batch.rows() + batch.ledger.rows(), std::memory_order_relaxed);
        std::uint64_t& line = lines_[batch.input];
        if (on_problem_)
            for (const auto& refusal : batch.refusals)
                on_problem_(
                    {sources_[batch.input].name, line + refusal.line, refusal.reason, refusal.what, refusal.advice});
        for (Remark& remark : batch.remarks) {
            remark.line += line;
            auto& known = remarks_[batch.input];
            const auto at = std::find_if(known.begin(), known.end(), [&](auto& k) {
                return k.column == remark.column && k.reason == remark.reason;
            });
            if (at == known.end()) known.push_back(std::move(remark));
            else at->count += remark.count;
        }
        line += batch.line_count;
        return counter.admit(batch);
    }

    std::uint64_t bytes_taken() const {
        std::uint64_t taken = 0;
        for (const auto& source : sources_) taken += source.table.input().bytes_taken();
        return taken;
    }

    void note_words(const Words& words, const std::string& system, Verbs told) {
        for (const Meaning& meaning : words.all()) {
            // Who is a customer is judged by the rows that count; whether an export knows of deliveries, by all.
            if (!(family_of(meaning.verb) == Family::customer ? meaning.kept : meaning.seen)) continue;
            count::Seen& seen = seen_[meaning.channel];
            if (is_measured(meaning.verb)) {
                if (meaning.part) continue; // of the whole, a part tells nothing
                seen.measured.set(meaning.tally);
                seen.systems[meaning.tally].insert(system);
                continue;
            }
            seen.words |= bit(meaning.verb);
            seen.possible |= bit(meaning.verb) | told;
        }
    }

    /// What of an input was changed or left out in the reading.
    static void note_reading(const Source& source, std::vector<Note>& notes) {
        const auto& decoder = source.table.decoder();
        const auto& encoding = source.table.encoding();
        if (encoding.guessed)
            notes.push_back({"encoding_guessed",
                             source.name + " is not UTF-8, and was read as " +
                                 std::string(read::encodings()[static_cast<std::size_t>(encoding.encoding)]),
                             1});
        if (decoder.replaced() > 0)
            notes.push_back({"characters_replaced",
                             source.name + ": characters that could not be decoded were replaced", decoder.replaced()});
        if (decoder.changed())
            notes.push_back({"encoding_changed",
                             source.name + ": some of it is not UTF-8, and was read as Windows-1252 from there on", 1});
        for (const auto& what : source.left_out) notes.push_back({"left_out", what, 1});
        for (const auto& [teller, words] : source.told_twice) {
            std::string list;
            for (const auto& word : words) list += (list.empty() ? "" : ", ") + word;
            const std::string how = teller.second ? " count in breakdowns only" : " are not counted";
            notes.push_back({"told_elsewhere",
                             source.shown() + ": " + list + how + ", for " + teller.first + " tells them, too", 0});
        }
    }

    Report report(count::Counter& counter, count::Counter::Workers& workers, const count::Rules& rules, Stats* stats) {
        Report report;
        report.confidence = request_.confidence;
        report.every = request_.every;
        report.goal_on = request_.goal_on;
        report.selected = !request_.channels.empty() || !request_.metrics.empty();
        std::vector<PeriodFigures> made(agenda_.periods.size());
        for (std::size_t i = 0; i < made.size(); ++i) {
            const count::Counts counts = counter.counts_of(agenda_.periods[i], workers, i == 0 ? stats : nullptr);
            if (i == 0) report.inputs = accounts(counts);
            made[i].period = agenda_.periods[i];
            measure::note_coverage(counts.earliest, std::max(latest_, counter.latest()), request_, zone_,
                                   made[i].period);
            // The values of a breakdown are those of the report in every period, so that they can be compared.
            measure::Counted counted{request_, counts, rules.keys, rules.shown, labels_, i == 0 ? nullptr : &made[0]};
            measure::make_sections(counted, made[i]);
            if (i == agenda_.report.period) report.goals = measure::judge_goals(counted);
        }
        measure::assemble(agenda_, std::move(made), request_, report);
        for (std::size_t input = 0; input < sources_.size(); ++input) {
            note_reading(sources_[input], report.notes);
            for (const Remark& remark : remarks_[input])
                report.notes.push_back({std::string(remark.reason),
                                        sources_[input].name + ":" + std::to_string(remark.line) + ": " + remark.what,
                                        remark.count});
        }
        return report;
    }

    std::vector<Account> accounts(const count::Counts& counts) const {
        std::vector<Account> accounts;
        for (std::size_t input = 0; input < sources_.size(); ++input) {
            Ledger ledger = decoded_[input];
            ledger.add(counts.ledgers[input]);
            accounts.push_back(account_of(sources_[input], ledger));
        }
        return accounts;
    }

    void finish(Stats& stats) const {
        stats.rows = rows_;
        stats.bytes = bytes_taken();
        stats.seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
        stats.labels = labels_found_;
        stats.table_bytes += labels_.bytes();
        stats.peak_bytes = peak_memory();
    }

    const Clock::time_point begin_ = Clock::now();
    const Request& request_;
    const OnProblem& on_problem_;
    const OnProgress& on_progress_;
    Zone zone_;
    Agenda agenda_;
    Instant latest_ = INT64_MIN; ///< of the rows of the inputs, where a period is asked for
    Labels labels_;
    std::size_t labels_known_ = 0, labels_found_ = 0; ///< before the reading, and by it
    std::vector<Source> sources_;
    Decoding decoding_;
    std::uint64_t bytes_ = 0;
    std::atomic<std::uint64_t> rows_{0};

    std::mutex mutex_; ///< guards what follows, and the reading of chunks
    std::size_t current_ = 0;
    std::uint64_t number_ = 0;
    std::exception_ptr failure_;
    count::SeenIn seen_;

    count::Crew turn_; ///< guards what follows: chunks pass in the order of the input
    std::vector<std::uint64_t> lines_;
    std::vector<Ledger> decoded_;
    std::vector<std::vector<Remark>> remarks_; ///< by input
};

} // namespace

Report make_report(const Request& request, const OnProblem& on_problem, const OnProgress& on_progress, Stats* stats) {
    return Run(request, on_problem, on_progress).make(stats);
}

} // namespace engage
