// report.hpp -- what is asked for, and the finished figures with the accounts that prove no row was lost.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engage/metric.hpp"
#include "engage/period.hpp"
#include "engage/problem.hpp"

namespace engage {

enum class CustomerRule : std::uint8_t { automatic, lifecycle, activity };

/// What to read and what to count. The defaults are those of `engage report`.
struct Request {
    std::vector<std::string> inputs; ///< file names; `-` is standard input
    std::istream* standard_input = nullptr; ///< what `-` reads; null: the process's own
    std::string importer;            ///< empty: recognise it
    bool strict_json = false;        ///< every input is one JSON value, as a file named `.json` always is
    std::vector<std::pair<std::string, std::string>> maps; ///< field, column
    std::vector<std::pair<std::string, std::string>> sets; ///< field or attribute, constant value
    std::optional<Day> from, to;     ///< inclusive; nothing: all of the data
    std::string time_zone = "UTC";
    std::string input_time_zone;     ///< of times without an offset; empty: the report's
    WeekStart week_start = WeekStart::monday;
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
    double confidence = 95;          ///< percent
    unsigned threads = 0;            ///< 0: as many as the machine has
};

/// What became of the rows of one input. read = counted + ignored + refused, always.
struct Account {
    std::string name;     ///< as given
    std::string importer;
    std::uint64_t read = 0, counted = 0;
    std::map<std::string, std::uint64_t> ignored, refused; ///< by reason, only reasons that occurred
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

struct Report {
    Period period;
    std::vector<Account> inputs;
    std::vector<Section> channels;    ///< by name
    std::optional<Section> customers; ///< nothing where no customer is known
    std::vector<Note> notes;
    double confidence = 95;
    bool selected = false; ///< only some channels or metrics were asked for
};


/// Reads the inputs and computes the report. Throws Failure where nothing can be reported; rows that cannot be
/// used are accounts, not errors. `on_problem` is called for every refused row, in the order of the input.
/// `on_progress` is called now and then with the bytes read and in all (0: unknown). Never from two threads at once.
Report make_report(const Request& request, const std::function<void(const Problem&)>& on_problem = {},
                   const std::function<void(std::uint64_t, std::uint64_t)>& on_progress = {});

} // namespace engage
