// commands.hpp -- what `engage` can be told to do. A command is one line here and one file beside it.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>

#include "cli/session.hpp"

namespace engage::cli {

/// Declares a command's flags; its callback does the work.
using Build = void (*)(CLI::App& command, Session& session);

void build_report(CLI::App& command, Session& session);
void build_calc(CLI::App& command, Session& session);
void build_explain(CLI::App& command, Session& session);
void build_inspect(CLI::App& command, Session& session);
void build_rows(CLI::App& command, Session& session);
void build_events(CLI::App& command, Session& session);
void build_tallies(CLI::App& command, Session& session);
void build_importers(CLI::App& command, Session& session);
void build_config(CLI::App& command, Session& session);

struct Command {
    std::string_view name;
    std::string_view summary;
    Build build;
};
inline constexpr std::array<Command, 9> commands{{
    {"report", "The report: one section per channel, then customers", build_report},
    {"calc", "A metric on figures given by hand", build_calc},
    {"explain", "What a metric means, and what its value in files came from", build_explain},
    {"inspect", "What is seen in a file: format, columns and what each became", build_inspect},
    {"rows", "The rows of a file as they are read, as clean CSV", build_rows},
    {"events", "The canonical events, as CSV or NDJSON", build_events},
    {"tallies", "The tallies behind the figures, as tidy CSV", build_tallies},
    {"importers", "The exports that can be read", build_importers},
    {"config", "What a report would use for each of its flags, and where that comes from", build_config},
}};

} // namespace engage::cli
