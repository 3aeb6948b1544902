// output.cpp -- results to standard output or, whole, to a file.
// SPDX-License-Identifier: MIT
#include "cli/output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <ostream>
#include <utility>

#include <fmt/format.h>

#include "engage/problem.hpp"

namespace engage::cli {
namespace {

constexpr std::size_t block = 1 << 16;

/// What a new file may be used for, by the process's mask.
mode_t usual_mode() {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666 & ~mask;
}

} // namespace

void Output::fail(const char* doing, int error) const {
    const bool creating = std::strcmp(doing, "create") == 0;
    throw Failure(creating ? Status::cannot_create : Status::cannot_write,
                  Problem{file_.empty() || file_ == "-" ? "standard output" : file_, 0, {},
                          fmt::format("cannot {} it: {}", doing, std::strerror(error)), {}});
}

Output::Output(const std::string& file, std::ostream& out) : file_(file), out_(&out) {
    if (file.empty() || file == "-") return;
    std::error_code unknown;
    const auto real = std::filesystem::weakly_canonical(file, unknown);
    target_ = unknown || real.empty() ? file : real.string();
    struct ::stat old {};
    const bool exists = ::stat(target_.c_str(), &old) == 0;
    if (exists && !S_ISREG(old.st_mode)) {
        descriptor_ = ::open(target_.c_str(), O_WRONLY | O_CLOEXEC);
    } else {
        temporary_ = target_ + ".XXXXXX";
        descriptor_ = ::mkostemp(temporary_.data(), O_CLOEXEC);
    }
    if (descriptor_ < 0) {
        const int error = errno;
        temporary_.clear();
        fail("create", error);
    }
    if (!temporary_.empty() && ::fchmod(descriptor_, exists ? old.st_mode & 07777 : usual_mode()) != 0) fail("create", errno);
}

Output::~Output() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void Output::write(std::string_view text) {
    waiting_ += text;
    if (waiting_.size() >= block) flush();
}

void Output::flush() {
    std::string_view text = waiting_;
    if (descriptor_ < 0 && !closed_pipe_) {
        errno = 0;
        out_->write(text.data(), static_cast<std::streamsize>(text.size())).flush();
        closed_pipe_ = !*out_ && errno == EPIPE;
        if (!*out_ && !closed_pipe_) fail("write", errno == 0 ? EBADF : errno);
    }
    while (descriptor_ >= 0 && !text.empty() && !closed_pipe_) {
        const ssize_t written = ::write(descriptor_, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        closed_pipe_ = written < 0 && errno == EPIPE;
        if (written < 0 && !closed_pipe_) fail("write", errno);
        if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
    }
    waiting_.clear();
}

void Output::commit() {
    flush();
    if (temporary_.empty()) return;
    if (::fsync(descriptor_) != 0) fail("write", errno);
    if (::close(std::exchange(descriptor_, -1)) != 0) fail("write", errno);
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) fail("create", errno);
    temporary_.clear();
}

} // namespace engage::cli
