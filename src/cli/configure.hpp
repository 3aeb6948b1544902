// configure.hpp -- what was typed, completed by a configuration: flags win over a named report, that over the file.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cli/config_file.hpp"
#include "cli/options.hpp"

namespace engage::cli {

/// Declares the flags of a command that a configuration may complete.
using Declare = void (*)(CLI::App& command, Options& options);
void declare_report(CLI::App& command, Options& options);

void add_config_options(CLI::App& command, Options& options);

/// A value that an option took from the configuration.
struct Taken {
    const CLI::Option* option = nullptr;
    SettingValue value;
};

/// Where values came from. Options that are not among `taken` have the value of a flag, or their default.
struct Configured {
    ConfigFile file;
    const NamedReport* report = nullptr; ///< of the file; null where none was asked for
    std::vector<Taken> taken;
    std::uint64_t files_line = 0; ///< where the inputs are named; 0: on the command line
};

/// Completes what was typed, from the file that --config names or the search finds, and gives a named report its files.
/// Throws Failure(configuration) that names file, line and the nearest key.
Configured configure(CLI::App& command, Options& options);

/// Completes what was typed, and understands it. A value of the configuration that cannot be understood is told with
/// file and line.
void settle(CLI::App& command, Options& options, Declare declare);
/// The second half of that.
void settle(const CLI::App& command, Options& options, Declare declare, const Configured& configured);

} // namespace engage::cli
