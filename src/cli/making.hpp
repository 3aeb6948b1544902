// making.hpp -- from what was typed to a report, for all commands that make one.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cli/session.hpp"

namespace engage::cli {

/// Reads, counts and tells refusals; settles the exit status. `stats` is filled where --stats is given.
Report make(Options& options, Session& session, Stats& stats);

/// What --stats prints.
std::string in_words(const Stats& stats);

} // namespace engage::cli
