// progress.hpp -- one line of a terminal that tells how far long work is, and makes way for messages.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <iosfwd>
#include <mutex>
#include <string>
#include <string_view>

#include "engage/report.hpp"

namespace engage::cli {

/// `782 MB of 1.5 GB (52 %), 5,100,000 rows, 5.2 million rows/s, 3 s left`, of which the last parts are left out where
/// the line would take more than `width` columns, and what is not known anywhere.
std::string progress_line(const Progress& progress, double seconds, std::size_t width);

/// Decimal units: `782 MB`, `1.5 GB`.
std::string size_in_words(std::uint64_t bytes);
/// `5.2 million`, `12,345`: of something, in so many seconds.
std::string rate_in_words(std::uint64_t count, double seconds);

/// The line in its place, cleared at the end. Safe to use from several threads.
class ProgressLine {
public:
    /// Nothing is ever shown unless `shown`; messages are.
    ProgressLine(std::ostream& err, bool shown);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(const Progress& progress);
    /// A message that stands in lines of its own.
    void say(std::string_view message);

private:
    using Clock = std::chrono::steady_clock;
    void clear();

    std::ostream& err_;
    const bool shown_;
    const Clock::time_point begin_ = Clock::now();
    std::mutex mutex_; ///< guards what follows, and `err_`
    Clock::time_point next_;
    bool is_there_ = false;
};

} // namespace engage::cli
