// session.cpp -- one call of run(): its streams, and what it must tell.
// SPDX-License-Identifier: MIT
#include "cli/session.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <iostream>

#include <fmt/format.h>

namespace engage::cli {
namespace {

int descriptor_of(const std::ostream& stream) {
    if (&stream == &std::cout) return STDOUT_FILENO;
    return &stream == &std::cerr ? STDERR_FILENO : -1;
}

} // namespace

Refusals::Refusals(Session& session, const Options& options)
    : session_(session),
      progress_(session.err, options.progress == "auto" && !options.quiet && is_terminal(session.err)),
      quiet_(options.quiet), max_refused_(options.max_refused), rejects_(options.rejects) {
    allowed(0); // a slip in the flag is told before the work
}

void Refusals::open() {
    if (!file_ && !rejects_.empty()) file_ = std::make_unique<Output>(rejects_, session_.out);
}

std::uint64_t Refusals::allowed(std::uint64_t read) const {
    const bool percent = max_refused_.ends_with('%');
    const char *begin = max_refused_.data(), *end = begin + max_refused_.size() - (percent ? 1 : 0);
    double number = 0;
    const auto [stop, error] = std::from_chars(begin, end, number, std::chars_format::fixed);
    if (error != std::errc() || stop != end || number < 0 || (percent && number > 100))
        throw Failure(Status::usage, "--max-refused " + printable(max_refused_) + " is no number of rows",
                      "write 20 or 0.5%");
    return static_cast<std::uint64_t>(percent ? number / 100 * static_cast<double>(read) : number);
}

void Refusals::tell(const Problem& problem) {
    ++count_;
    const std::string line = "engage: " + describe(problem) + "\n";
    open();
    if (file_) file_->write(line);
    const bool first = told_.count({problem.file, std::string(problem.reason)});
    if (!quiet_ && first) progress_.say(line);
}

void Refusals::finish(std::uint64_t read) {
    open();
    if (file_) file_->commit();
    told_.tell_rest([&](const auto& what, std::uint64_t more) {
        if (!quiet_)
            progress_.say(fmt::format("engage: {}: {} more {} refused: {}{}\n", printable(what.first), more,
                                      more == 1 ? "row" : "rows", what.second,
                                      file_ ? "" : " (--rejects FILE lists all)"));
    });
    if (count_ > allowed(read)) {
        session_.status = Status::data;
        progress_.say(fmt::format("engage: {} of {} rows were refused (--max-refused allows more)\n", count_, read));
    } else if (read == count_) {
        session_.status = Status::data;
        progress_.say("engage: no row could be used\n");
    }
}

bool is_terminal(const std::ostream& stream) {
    const int descriptor = descriptor_of(stream);
    return descriptor >= 0 && ::isatty(descriptor) == 1;
}

std::size_t width_of(const std::ostream& stream) {
    constexpr std::size_t usual = 80;
    ::winsize size{};
    if (!is_terminal(stream) || ::ioctl(descriptor_of(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return usual;
    return size.ws_col;
}

bool wants_color(const Options& options, const std::ostream& stream) {
    if (options.no_color) return false;
    if (options.color) return true;
    const char *no = std::getenv("NO_COLOR"), *term = std::getenv("TERM");
    return (!no || *no == '\0') && (!term || std::string_view(term) != "dumb") && options.output.empty() &&
           is_terminal(stream);
}

} // namespace engage::cli
