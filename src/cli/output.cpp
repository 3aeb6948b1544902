// output.cpp -- results to standard output or, whole, to a file.
// SPDX-License-Identifier: MIT
#include "cli/output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
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

/// The descriptor of ours that a path without links names, as /dev/stdout does in the end; else -1.
int own_descriptor(const std::filesystem::path& path) {
    if (path.parent_path() != fmt::format("/proc/{}/fd", ::getpid())) return -1;
    const std::string name = path.filename().string();
    int number = -1;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    return error == std::errc() && end == name.data() + name.size() ? number : -1;
}

/// Where a path leads when its links are followed, also to a file that is not there yet, or to a descriptor of ours.
std::filesystem::path followed(std::filesystem::path path) {
    constexpr int most = 40; // as the kernel has it
    for (int links = 0; links < most; ++links) {
        std::error_code none;
        const auto folder = std::filesystem::canonical(path.has_parent_path() ? path.parent_path() : ".", none);
        if (none) break;
        path = folder / path.filename();
        const auto next = std::filesystem::read_symlink(path, none);
        if (none || own_descriptor(path) >= 0) break;
        path = folder / next;
    }
    return path;
}

} // namespace

void Output::fail(const char* doing, int error) const {
    const bool creating = std::strcmp(doing, "create") == 0;
    throw Failure(creating ? Status::cannot_create : Status::cannot_write,
                  Problem{file_.empty() || file_ == "-" ? "standard output" : file_,
                          0,
                          {},
                          fmt::format("cannot {} it: {}", doing, std::strerror(error)),
                          {}});
}

Output::Output(const std::string& file, std::ostream& out) : file_(file), out_(&out) {
    if (file.empty() || file == "-") return;
    target_ = followed(file).string();
    const int own = own_descriptor(target_);
    struct ::stat old {};
    const bool exists = ::stat(target_.c_str(), &old) == 0;
    if (!exists && errno != ENOENT) fail("create", errno);
    if (own >= 0) {
        descriptor_ = ::fcntl(own, F_DUPFD_CLOEXEC, 0); // to open it anew would forget its place in the file
    } else if (exists && !S_ISREG(old.st_mode)) {
        descriptor_ = ::open(target_.c_str(), O_WRONLY | O_CLOEXEC);
    } else if (!exists ||
               ::access(target_.c_str(), W_OK) == 0) { // a file that may not be written is not replaced either
        open_unseen();
    }
    if (descriptor_ < 0) fail("create", errno);
    // Where files have no modes this fails, and matters to nobody.
    if (whole_) ::fchmod(descriptor_, exists ? old.st_mode & 07777 : usual_mode());
}

/// A file without a name, which is gone without a trace if we are killed; else one with a name of its own.
void Output::open_unseen() {
    whole_ = true;
    const auto folder = std::filesystem::path(target_).parent_path().string() + "/";
#ifdef O_TMPFILE
    descriptor_ = ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    if (descriptor_ >= 0 && ::access("/proc/self/fd", X_OK) == 0) return; // by which it gets its name
    if (descriptor_ >= 0) ::close(descriptor_);
#endif
    temporary_ = folder + ".engage-XXXXXX";
    descriptor_ = ::mkostemp(temporary_.data(), O_CLOEXEC);
    if (descriptor_ < 0) temporary_.clear();
}

/// Gives the file a name beside its place, for only a file with a name can take the place of another.
void Output::name_unseen() {
    const std::string unnamed = fmt::format("/proc/self/fd/{}", descriptor_);
    const auto folder = std::filesystem::path(target_).parent_path().string();
    for (int number = 0;; ++number) {
        const std::string name = fmt::format("{}/.engage-{}-{}", folder, ::getpid(), number);
        if (::linkat(AT_FDCWD, unnamed.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0) {
            temporary_ = name;
            return;
        }
        if (errno != EEXIST) fail("create", errno);
    }
}

Output::~Output() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void Output::write(std::string_view text) {
    if (waiting_.empty() && text.size() >= block) return put(text);
    waiting_ += text;
    if (waiting_.size() >= block) flush();
}

void Output::flush() {
    put(waiting_);
    waiting_.clear();
}

void Output::put(std::string_view text) {
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
}

void Output::commit() {
    flush();
    if (!whole_) return;
    if (::fsync(descriptor_) != 0) fail("write", errno);
    if (temporary_.empty()) name_unseen();
    if (::close(std::exchange(descriptor_, -1)) != 0) fail("write", errno);
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) fail("create", errno);
    temporary_.clear();
}

} // namespace engage::cli
