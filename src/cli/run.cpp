// run.cpp -- a command line to one call of a command, and every failure to a message and an exit status.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <iostream>
#include <sstream>

#include "cli/commands.hpp"
#include "engage/engage.hpp"
#include "import/nearest.hpp"

namespace engage {
namespace {

using cli::commands;

constexpr const char* statuses = "\nExit status: 0 done; 1 a goal was missed; 64 wrong usage; "
                                 "65 rows were refused, or none could be used; 66 an input\n"
                                 "is missing or unreadable; 70 a defect of engage; "
                                 "73, 74 the output cannot be created, written; 78 a configuration or\n"
                                 "importer file is wrong.\n";

/// A word that is no command, or no flag of the command, with the nearest that is.
std::string advise(const CLI::App& app, const std::vector<std::string>& args) {
    const auto used = app.get_subcommands();
    std::vector<std::string_view> known;
    if (used.empty()) {
        for (const auto& command : commands) known.push_back(command.name);
        return args.empty() ? std::string() : did_you_mean(args.front(), known);
    }
    std::vector<std::string> flags;
    for (const auto* option : used.front()->get_options())
        for (const auto& name : option->get_lnames()) flags.push_back("--" + name);
    known.assign(flags.begin(), flags.end());
    for (const auto& word : used.front()->remaining())
        if (word.starts_with("--")) return did_you_mean(word.substr(0, word.find('=')), known);
    return {};
}

std::string one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

int usage(const CLI::App& app, const CLI::ParseError& error, const std::vector<std::string>& args, std::ostream& err) {
    const auto used = app.get_subcommands();
    const std::string command = used.empty() ? "engage" : "engage " + used.front()->get_name();
    std::string what = one_line(error.what());
    if (used.empty())
        what = args.empty() ? "no command is given"
                            : std::string("there is no ") + (args.front().starts_with('-') ? "flag '" : "command '") +
                                  args.front() + "'";
    auto advice = advise(app, args);
    if (advice.empty()) advice = command + " --help";
    err << "engage: " << describe({{}, 0, {}, what, advice}) << '\n';
    return static_cast<int>(Status::usage);
}

int run_commands(const std::vector<std::string>& args, cli::Session& session) {
    CLI::App app(
        "Customer-engagement metrics of the exports you have, channel by channel; every figure explains itself.",
        "engage");
    app.set_help_flag("-h,--help", "This help");
    app.set_version_flag("-V,--version", "engage " ENGAGE_VERSION);
    app.require_subcommand(1);
    app.footer(statuses);
    for (const auto& command : commands) {
        auto& sub = *app.add_subcommand(std::string(command.name), std::string(command.summary));
        sub.set_help_flag("-h,--help", "This help");
        // The flags of the others would take longer to declare than a small report takes to compute.
        if (std::find(args.begin(), args.end(), command.name) != args.end()) command.build(sub, session);
    }
    try {
        app.parse(std::vector<std::string>(args.rbegin(), args.rend()));
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() != 0) return usage(app, error, args, session.err);
        std::ostringstream text; // of --help or --version
        app.exit(error, text, session.err);
        cli::Output output({}, session.out);
        output.write(text.str());
        output.commit();
    }
    return static_cast<int>(session.status);
}

} // namespace

int run(const std::vector<std::string>& args, std::istream& in, std::ostream& out, std::ostream& err) {
    cli::Session session{in, out, err};
    try {
        return run_commands(args, session);
    } catch (const Failure& failure) {
        err << "engage: " << failure.what() << '\n';
        return static_cast<int>(failure.status);
    } catch (const std::bad_alloc&) {
        err << "engage: out of memory\n";
    } catch (const std::exception& error) {
        err << "engage: a defect of engage: " << printable(error.what()) << " (please report it)\n";
    }
    return static_cast<int>(Status::internal);
}

} // namespace engage
