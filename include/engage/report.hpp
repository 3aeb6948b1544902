// report.hpp -- what is asked for, and the finished figures with the accounts that prove no row was lost.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engage/convention.hpp"
#include "engage/goal.hpp"
#include "engage/metric.hpp"
#include "engage/period.hpp"
#include "engage/problem.hpp"
#include "engage/reading.hpp"

namespace engage {

struct Importer;

enum class CustomerRule : std::uint8_t { automatic, lifecycle, activity };

/// With what a period is compared: the one before it, the same a year earlier, or days that are given.
enum class Compare : std::uint8_t { none, previous, year, days };

/// What to read and what to count. The defaults are those of `engage report`.
struct Request {
    std::vector<std::string> inputs; ///< file names; `-` is standard input
    std::istream* standard_input = nullptr; ///< what `-` reads; null: the process's own
    Reading reading;                 ///< how every input is written
    std::string importer;            ///< its name; empty: recognise it
    std::vector<std::shared_ptr<const Importer>> importers; ///< the user's own, before those that are built in
    std::vector<std::pair<std::string, std::string>> maps; ///< field, column
    std::vector<std::pair<std::string, std::string>> sets; ///< field or attribute, constant value
    std::optional<Day> from, to;     ///< inclusive; nothing: all of the data
    std::string time_zone = "UTC";
    std::string input_time_zone;     ///< of times without an offset; empty: the report's
    std::optional<Numbers> numbers;  ///< of all columns; nothing: as the importer declares
    std::optional<DateOrder> date_order; ///< likewise
    WeekStart week_start = WeekStart::monday;
    std::optional<Instant> as_of;    ///< when it is; a period that ends later is not over
    Every every = Every::none;       ///< a series of such units as well
    Compare compare = Compare::none; ///< the period, and each unit of the series, with another
    std::optional<Days> compare_days; ///< of Compare::days
    bool adjust = false;             ///< verdicts by Holm's adjustment for as many comparisons as are made
    std::vector<std::string> by;
    std::vector<std::pair<std::string, std::string>> where; ///< all must hold; the value `*` matches any text
    std::size_t top = 10;            ///< keys shown of a breakdown; 0: all
    int active_days = 30;
    CustomerRule customers = CustomerRule::automatic;
    std::int64_t session_timeout = 30 * 60; ///< seconds
    int opener_share = 100;          ///< percent of whole units
    std::vector<std::string> channels; ///< shown; empty: all. `customers` names the customer figures
    std::vector<std::string> metrics;  ///< shown; empty: all
    std::vector<std::pair<std::string, std::string>> defines; ///< metric, definition
    bool every_definition = false;   ///< figures of the other definitions, too, and the tallies behind all of them
    double confidence = 95;          ///< percent; 0: no intervals
    bool count_intervals = false;    ///< of plain counts, too, as if each of what they count happened by itself
    std::vector<Goal> goals;         ///< judged whatever is shown
    GoalOn goal_on = GoalOn::value;
    unsigned threads = 0;            ///< 0: as many as the machine has
    /// Bytes that the tables of customers and of event ids may take before what comes next waits in files of $TMPDIR
    /// (else /tmp); 0: any. It bounds neither the rest of the process nor the files, and changes no figure.
    std::uint64_t memory_limit = 0;
};

/// What became of the rows of one input. read = counted + ignored + refused, always.
struct Account {
    std::string name;     ///< as given
    std::string importer;
    std::uint64_t read = 0, counted = 0;
    std::map<std::string, std::uint64_t> ignored, refused; ///< by reason, only reasons that occurred
    std::uint64_t replaced = 0; ///< characters that could not be decoded, and became U+FFFD
    std::string table{};   ///< its title, where several tables of the input are read, each with its account; else empty
    bool is_further = false; ///< another account is of an earlier table of the same input
};

/// Something the reader of a figure should know. Codes are stable, texts are not.
struct Note {
    std::string code;
    std::string text;
    std::uint64_t count = 0;
};

/// The tallies and figures of a channel or of one value of a breakdown.
struct Figures {
    std::vector<std::pair<const Tally*, Amount>> tallies;
    std::vector<Figure> metrics;
    std::vector<Figure> others; ///< by the definitions not in use, where the request asks for every definition
};

struct Breakdown {
    std::string by;
    std::vector<std::pair<std::string, Figures>> keys; ///< largest first, then by key
    std::size_t left_out = 0;                          ///< keys beyond --top
};

struct Section {
    std::string channel; ///< `customers` for the section over all channels
    Figures total;
    std::vector<Breakdown> breakdowns;
    std::vector<Note> notes;
};

/// What happened in one period.
struct PeriodFigures {
    Period period;
    std::optional<Period> compared;   ///< with which its figures are compared
    std::vector<Section> channels;    ///< by name
    std::optional<Section> customers; ///< nothing where no customer is known
    std::vector<Note> notes;
};

struct Report : PeriodFigures {
    std::vector<Account> inputs;
    Every every = Every::none;
    std::vector<PeriodFigures> series; ///< those units of the period, in order, each of its own events
    std::vector<GoalOutcome> goals;    ///< of the report's period, one for each channel that a goal is about
    GoalOn goal_on = GoalOn::value;
    double confidence = 95;
    bool selected = false; ///< only some channels or metrics were asked for
};

/// How far the reading is.
struct Progress {
    std::uint64_t bytes = 0, size = 0; ///< read, and in all, as the inputs are stored; a size of 0, or below what is read: not known
    std::uint64_t rows = 0;            ///< that were read
};

/// What a run took. It differs from run to run, and so is no part of the report.
struct Stats {
    std::uint64_t rows = 0, bytes = 0; ///< that were read; bytes as the inputs are stored
    double seconds = 0;                ///< from the opening of the inputs to the finished report
    // Distinct identifiers that were remembered:
    std::uint64_t customers = 0;
    std::uint64_t sessions = 0; ///< a customer's page views without an id are one in each channel
    std::uint64_t messages = 0; ///< told apart by 64 bits of a hash
    std::uint64_t ids = 0;      ///< of events
    std::uint64_t labels = 0;   ///< channels, campaigns, values of breakdowns …
    std::uint64_t table_bytes = 0;   ///< the most that the tables of all those and of the sums took at a time
    std::uint64_t peak_bytes = 0;    ///< the most memory that the process has had so far; 0: the system does not tell
    std::uint64_t spilled_bytes = 0; ///< written to temporary files
};

/// Reads the inputs and computes the report. Throws Failure where nothing can be reported; rows that cannot be
/// used are accounts, not errors. `on_problem` is called for every refused row, in the order of the input.
/// `on_progress` is called now and then, never from two threads at once, but perhaps while `on_problem` is.
/// `stats`, where given, is filled by a run that succeeds.
Report make_report(const Request& request, const std::function<void(const Problem&)>& on_problem = {},
                   const std::function<void(const Progress&)>& on_progress = {}, Stats* stats = nullptr);

} // namespace engage
