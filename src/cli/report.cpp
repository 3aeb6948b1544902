// report.cpp -- engage report, and engage tallies, which prints the same run's tallies.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/configure.hpp"
#include "cli/making.hpp"
#include "report/csv.hpp"
#include "report/goals.hpp"
#include "report/json.hpp"
#include "report/table.hpp"
#include "report/text.hpp"

namespace engage::cli {

Report make(Options& options, Session& session, Stats& stats) {
    options.request.standard_input = &session.in;
    Refusals refusals(session, options);
    const Report report = make_report(
        options.request, [&](const Problem& problem) { refusals.tell(problem); },
        [&](const Progress& progress) { refusals.show(progress); }, options.stats ? &stats : nullptr);
    std::uint64_t read = 0;
    for (const auto& input : report.inputs) read += input.read;
    refusals.finish(read);
    return report;
}

std::string in_words(const Stats& stats) {
    const auto number = [](std::uint64_t count) { return report::thousands(count); };
    std::string text =
        fmt::format("engage: {} rows, {} in {:.2f} s: {} rows/s, {}/s\n", number(stats.rows),
                    size_in_words(stats.bytes), stats.seconds, rate_in_words(stats.rows, stats.seconds),
                    size_in_words(static_cast<std::uint64_t>(static_cast<double>(stats.bytes) / stats.seconds)));
    text += fmt::format("engage: distinct: {} customers, {} sessions, {} messages, {} event ids, {} labels\n",
                        number(stats.customers), number(stats.sessions), number(stats.messages), number(stats.ids),
                        number(stats.labels));
    return text + fmt::format("engage: tables {}, peak memory {}, spilled {}\n", size_in_words(stats.table_bytes),
                              size_in_words(stats.peak_bytes), size_in_words(stats.spilled_bytes));
}

namespace {

void write(const Report& report, const Options& options, const Session& session, Output& output) {
    if (options.format == "json") return report::write_json(report, [&](std::string_view text) { output.write(text); });
    if (options.format == "csv") return output.write(report::to_csv(report));
    const std::size_t width = options.output.empty() ? width_of(session.out) : 80; // in a file nobody knows
    output.write(report::to_table(report, {width, wants_color(options, session.out)}));
}

/// A missed goal is no fault, but what a run from cron is watched for; whatever went wrong weighs more.
void tell_missed(const std::vector<GoalOutcome>& goals, bool quiet, Session& session) {
    for (const auto& goal : goals) {
        if (goal.met) continue;
        if (session.status == Status::ok) session.status = Status::goal_missed;
        if (!quiet) session.err << "engage: goal missed: " << report::in_words(goal) << '\n';
    }
}

void declare_tallies(CLI::App& command, Options& options) {
    add_input_options(command, options);
    add_period_options(command, options);
    add_series_options(command, options);
    add_report_options(command, options);
    add_work_options(command, options);
    add_output_options(command, options, {"csv"});
    add_config_options(command, options);
}

template <class Write>
void build(CLI::App& command, Session& session, Declare declare, Write write) {
    const auto options = std::make_shared<Options>();
    declare(command, *options);
    command.callback([&command, &session, options, declare, write] {
        settle(command, *options, declare);
        Stats stats;
        const Report report = make(*options, session, stats);
        Output output(options->output, session.out);
        write(report, *options, session, output);
        output.commit();
        tell_missed(report.goals, options->quiet, session);
        if (options->stats) session.err << in_words(stats);
    });
}

} // namespace

void declare_report(CLI::App& command, Options& options) {
    add_input_options(command, options);
    add_period_options(command, options);
    add_series_options(command, options);
    add_report_options(command, options);
    add_goal_options(command, options);
    add_work_options(command, options);
    add_output_options(command, options, {"table", "json", "csv"});
    add_config_options(command, options);
}

void build_report(CLI::App& command, Session& session) { build(command, session, declare_report, write); }

void build_tallies(CLI::App& command, Session& session) {
    build(command, session, declare_tallies, [](const Report& report, const Options&, const Session&, Output& output) {
        output.write(report::tallies_csv(report));
    });
}

} // namespace engage::cli
