// options.hpp -- every flag, each declared once; help follows from it.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "engage/report.hpp"

namespace engage::cli {

/// How a file is written, as typed.
struct Typed {
    std::string delimiter, quote, escape, comment;
};

/// What was typed, before it is understood.
struct Options {
    Request request;
    Typed typed;
    std::vector<std::string> maps, sets, where, defines, importers;
    std::string decimal_mark, date_order;
    std::string period, from, to, as_of, every, compare, adjust, week_start = "monday", customers, session_timeout = "30m";
    std::vector<std::string> goals;
    std::string goal_on = "value";
    std::string config;
    std::string format, output, max_refused = "0", rejects;
    std::string progress = "auto", memory_limit;
    bool color = false, no_color = false, quiet = false, stats = false, no_config = false;
};

/// An option that may be given again and again, each time with one value.
CLI::Option* add_repeatable(CLI::App& command, const std::string& flag, std::vector<std::string>& values,
                            const std::string& help, const std::string& type);

/// How rows are read and what their columns mean: for all commands that read files.
void add_input_options(CLI::App& command, Options& options);
/// How a file is written: for all commands that read files.
void add_reading_options(CLI::App& command, Options& options);
/// Understands those, into options.request.reading.
void settle_reading(Options& options);
/// Which rows count.
void add_period_options(CLI::App& command, Options& options);
/// Understands those, into options.request.
void settle_period(Options& options);
/// Of other periods, too.
void add_series_options(CLI::App& command, Options& options);
/// How figures are computed and broken down.
void add_figure_options(CLI::App& command, Options& options);
/// What is computed and shown, and how.
void add_report_options(CLI::App& command, Options& options);
/// What figures should reach.
void add_goal_options(CLI::App& command, Options& options);
/// Understands those, into options.request, whose definitions are settled.
void settle_goals(Options& options);
/// How it is computed: nothing of it changes a figure.
void add_work_options(CLI::App& command, Options& options);
/// `formats`: the first is the default.
void add_output_options(CLI::App& command, Options& options, std::vector<std::string> formats);

/// Understands what was typed, into options.request, once all of it is there (configure.hpp). Throws
/// Failure(usage) that names the flag and the nearest word.
void settle(Options& options);

/// Splits "NAME=VALUE". Throws Failure(usage) that names `flag`.
std::pair<std::string, std::string> split(const std::string& text, const std::string& flag);

/// Throws Failure(usage) with the nearest name.
const Metric& metric_named(const std::string& name);
const Definition& definition_named(const Metric& metric, const std::string& name);

} // namespace engage::cli
