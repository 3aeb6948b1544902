// session.hpp -- one call of run(): its streams, and what it must tell.
// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>

#include "cli/first_of_a_kind.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/progress.hpp"
#include "engage/problem.hpp"

namespace engage::cli {

struct Session {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    Status status = Status::ok;
};

/// Tells refused rows: the first ten of each reason of each file, all of them to --rejects. On a terminal it also shows
/// how far the work is, on a line that makes way for them.
class Refusals {
public:
    Refusals(Session& session, const Options& options);
    void tell(const Problem& problem);
    void show(const Progress& progress) { progress_.show(progress); }
    /// Says how many were not told, writes the file, and settles the exit status. `read`: rows in all.
    void finish(std::uint64_t read);

private:
    std::uint64_t allowed(std::uint64_t read) const;
    void open(); ///< only when inputs are open: a missing one comes before an output that cannot be made

    Session& session_;
    ProgressLine progress_;
    bool quiet_;
    std::string max_refused_;
    std::string rejects_;
    std::unique_ptr<Output> file_;
    FirstOfAKind<std::pair<std::string, std::string>> told_; ///< by file and reason
    std::uint64_t count_ = 0;
};

/// Whether a stream is the process's own and a terminal.
bool is_terminal(const std::ostream& stream);
/// Columns of the terminal, else 80.
std::size_t width_of(const std::ostream& stream);
/// By the flags, NO_COLOR, TERM and whether it is a terminal.
bool wants_color(const Options& options, const std::ostream& stream);

} // namespace engage::cli
