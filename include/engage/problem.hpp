// problem.hpp -- what went wrong, where, and what to do about it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace engage {

/// How a run ends, as a process exit status (the values of sysexits.h where it has one).
enum class Status : int {
    ok = 0,             ///< done, every goal met
    goal_missed = 1,    ///< done, and a goal was missed
    usage = 64,         ///< the command line is wrong
    data = 65,          ///< too many rows were refused, or none could be used
    no_input = 66,      ///< an input is missing or unreadable
    internal = 70,      ///< a defect of this program
    cannot_create = 73, ///< an output could not be created
    cannot_write = 74,  ///< an output could not be written
    configuration = 78, ///< a configuration or importer file is wrong
};

/// Something about one input that its owner should know: shown as `FILE:LINE: what (advice)`.
struct Problem {
    std::string file;        ///< as the user named it; empty: no file is concerned
    std::uint64_t line = 0;  ///< from 1, where the record begins; 0: the whole file
    std::string_view reason; ///< the stable code the ledger counts it under, e.g. `unknown_event`
    std::string what;
    std::string advice; ///< may be empty
};

/// One line without a line end; control characters and invalid UTF-8 of the data are shown escaped,
/// so that nothing in a file can act on a terminal.
std::string describe(const Problem& problem);

/// `text` with every byte that a terminal could act on, or that is not UTF-8, written as `\xNN`.
std::string printable(std::string_view text);

/// Nothing can be reported. The only exception the library throws; caught once, in run().
class Failure : public std::runtime_error {
public:
    Failure(Status exit_status, Problem problem);
    Failure(Status exit_status, std::string what, std::string advice = {});
    Status status;
};

} // namespace engage
