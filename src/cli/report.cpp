// report.cpp -- engage report, and engage tallies, which prints the same run's tallies.
// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/table.hpp"

namespace engage::cli {
namespace {

/// Reads, counts and tells refusals; settles the exit status.
Report make(Options& options, Session& session) {
    settle(options);
    options.request.standard_input = &session.in;
    Refusals refusals(session, options);
    const Report report = make_report(options.request, [&](const Problem& problem) { refusals.tell(problem); },
                                      progress(session, options));
    end_progress(session, options);
    std::uint64_t read = 0;
    for (const auto& input : report.inputs) read += input.read;
    refusals.finish(read);
    return report;
}

std::string render(const Report& report, const Options& options, const Session& session) {
    if (options.format == "json") return report::to_json(report);
    if (options.format == "csv") return report::to_csv(report);
    const bool to_screen = options.output.empty();
    return report::to_table(report, {to_screen ? width_of(session.out) : 80, wants_color(options, session.out)});
}

template <class Render>
void add_callback(CLI::App& command, Session& session, const std::shared_ptr<Options>& options, Render render) {
    command.callback([&session, options, render] {
        const Report report = make(*options, session);
        Output output(options->output, session.out);
        output.write(render(report, *options, session));
        output.commit();
    });
}

} // namespace

void build_report(CLI::App& command, Session& session) {
    const auto options = std::make_shared<Options>();
    add_input_options(command, *options);
    add_period_options(command, *options);
    add_report_options(command, *options);
    add_output_options(command, *options, {"table", "json", "csv"});
    add_callback(command, session, options, render);
}

void build_tallies(CLI::App& command, Session& session) {
    const auto options = std::make_shared<Options>();
    add_input_options(command, *options);
    add_period_options(command, *options);
    add_report_options(command, *options);
    add_output_options(command, *options, {"csv"});
    add_callback(command, session, options, [](const Report& report, const Options&, const Session&) { return report::tallies_csv(report); });
}

} // namespace engage::cli
