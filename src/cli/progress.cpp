// progress.cpp -- how far long work is, on one line of a terminal.
// SPDX-License-Identifier: MIT
#include "cli/progress.hpp"

#include <array>
#include <cmath>
#include <ostream>
#include <vector>

#include <fmt/format.h>

#include "cli/session.hpp"
#include "report/text.hpp"

namespace engage::cli {
namespace {

constexpr std::chrono::milliseconds first_after{500}, then_every{100};

/// `59 s`, `2 min`, `3 h`: as much as an estimate can say.
std::string time_in_words(double seconds) {
    if (seconds < 100) return fmt::format("{:.0f} s", std::ceil(seconds));
    if (seconds < 100 * 60) return fmt::format("{:.0f} min", seconds / 60);
    return fmt::format("{:.0f} h", seconds / 3600);
}

} // namespace

std::string size_in_words(std::uint64_t bytes) {
    constexpr std::array units{"B", "kB", "MB", "GB", "TB"};
    auto number = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (number >= 999.5 && unit + 1 < units.size()) number /= 1000, ++unit;
    return number < 9.95 && unit > 0 ? fmt::format("{:.1f} {}", number, units[unit])
                                     : fmt::format("{:.0f} {}", number, units[unit]);
}

std::string rate_in_words(std::uint64_t count, double seconds) {
    const double rate = seconds > 0 ? static_cast<double>(count) / seconds : 0;
    return rate >= 1e6 ? fmt::format("{:.1f} million", rate / 1e6)
                       : report::thousands(static_cast<std::uint64_t>(rate));
}

std::string progress_line(const Progress& progress, double seconds, std::size_t width) {
    const bool size_is_known = progress.size > 0 && progress.bytes <= progress.size;
    std::vector<std::string> parts{size_in_words(progress.bytes)};
    if (size_is_known)
        parts.front() +=
            fmt::format(" of {} ({} %)", size_in_words(progress.size), progress.bytes * 100 / progress.size);
    parts.push_back(report::thousands(progress.rows) + " rows");
    parts.push_back(rate_in_words(progress.rows, seconds) + " rows/s");
    if (size_is_known && progress.bytes > 0) {
        const auto left = static_cast<double>(progress.size - progress.bytes) / static_cast<double>(progress.bytes);
        parts.push_back(time_in_words(seconds * left) + " left");
    }
    std::string line;
    for (const std::string& part : parts) {
        const std::string longer = line.empty() ? part : line + ", " + part;
        if (longer.size() > width) break;
        line = longer;
    }
    return line;
}

ProgressLine::ProgressLine(std::ostream& err, bool shown) : err_(err), shown_(shown), next_(begin_ + first_after) {}

ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::show(const Progress& progress) {
    const auto now = Clock::now();
    const std::lock_guard lock(mutex_);
    if (!shown_ || now < next_) return;
    next_ = now + then_every;
    // In the last column some terminals begin a new line.
    err_ << "\r" << progress_line(progress, std::chrono::duration<double>(now - begin_).count(), width_of(err_) - 1)
         << "\x1b[K" << std::flush;
    is_there_ = true;
}

void ProgressLine::say(std::string_view message) {
    const std::lock_guard lock(mutex_);
    clear();
    err_ << message;
}

void ProgressLine::clear() {
    if (is_there_) err_ << "\r\x1b[K" << std::flush;
    is_there_ = false;
}

} // namespace engage::cli
