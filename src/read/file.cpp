// file.cpp -- a file descriptor or a stream as bytes.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <istream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engage/problem.hpp"
#include "read/bytes.hpp"

namespace engage::read {

namespace {

constexpr std::size_t spooled_at_once = std::size_t{1} << 18;

std::string advice_for(int error) {
    switch (error) {
    case ENOENT:
    case ENOTDIR: return "check the spelling of the path";
    case EACCES:
    case EPERM: return "check that you may read it";
    case EISDIR: return "name the files in it, for example with a * in the shell";
    default: return {};
    }
}

template <class Call>
auto until_not_interrupted(Call call) {
    auto result = call();
    while (result < 0 && errno == EINTR) result = call();
    return result;
}

[[noreturn]] void fail_reading(const std::string& name) {
    const int error = errno;
    fail_to_read(name, std::string("reading failed: ") + std::strerror(error), advice_for(error));
}

/// A file without a name, in $TMPDIR.
int make_temporary() {
    const char* const folder = std::getenv("TMPDIR");
    std::string path = folder != nullptr && *folder != '\0' ? folder : "/tmp";
    const int nameless = ::open(path.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (nameless >= 0) return nameless;
    path += "/engage-XXXXXX"; // where the file system has no nameless files
    const int named = ::mkostemp(path.data(), O_CLOEXEC);
    if (named >= 0) ::unlink(path.c_str());
    return named;
}

} // namespace

void fail_to_read(const std::string& name, std::string what, std::string advice) {
    throw Failure(Status::no_input, Problem{name, 0, "no_input", std::move(what), std::move(advice)});
}

File::File(std::string name, std::istream* standard_input) : name_(std::move(name)) {
    if (name_ == "-" && standard_input != nullptr) {
        stream_ = standard_input;
        return;
    }
    if (name_ == "-") {
        descriptor_ = STDIN_FILENO;
    } else {
        descriptor_ = until_not_interrupted([&] { return ::open(name_.c_str(), O_RDONLY | O_CLOEXEC); });
        const int error = errno;
        if (descriptor_ < 0)
            fail_to_read(name_,
                         error == ENOENT ? "there is no such file"
                                         : std::string("cannot be opened: ") + std::strerror(error),
                         advice_for(error));
        owned_ = true;
    }
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) return; // the first read will say what is wrong
    if (S_ISDIR(status.st_mode)) {
        if (owned_) ::close(descriptor_);
        fail_to_read(name_, "is a directory, not a file", advice_for(EISDIR));
    }
    regular_ = S_ISREG(status.st_mode);
    if (regular_) size_ = static_cast<std::uint64_t>(status.st_size);
}

File::~File() {
    if (owned_) ::close(descriptor_);
}

std::size_t File::read(char* into, std::size_t size) {
    if (stream_ != nullptr) {
        errno = 0;
        stream_->read(into, static_cast<std::streamsize>(size));
        if (stream_->bad() && errno != 0) fail_reading(name_);
        if (stream_->bad()) fail_to_read(name_, "reading failed half way");
        const auto count = static_cast<std::size_t>(stream_->gcount());
        taken_ += count;
        return count;
    }
    const auto count = until_not_interrupted([&] { return ::read(descriptor_, into, size); });
    if (count < 0) fail_reading(name_);
    taken_ += static_cast<std::uint64_t>(count);
    return static_cast<std::size_t>(count);
}

std::size_t File::read_at(char* into, std::size_t size, std::uint64_t position) {
    const auto count =
        until_not_interrupted([&] { return ::pread(descriptor_, into, size, static_cast<off_t>(position)); });
    if (count < 0) fail_reading(name_);
    taken_ = std::max(taken_, position + static_cast<std::uint64_t>(count));
    return static_cast<std::size_t>(count);
}

void File::spool(std::string_view head) {
    const int temporary = make_temporary();
    if (temporary < 0)
        fail_to_read(name_, std::string("no temporary file can be made: ") + std::strerror(errno),
                     "set TMPDIR to a folder with room");
    std::vector<char> block(spooled_at_once);
    std::uint64_t size = 0;
    for (std::string_view rest = head;;) {
        while (!rest.empty()) {
            const auto count = until_not_interrupted([&] { return ::write(temporary, rest.data(), rest.size()); });
            const int error = errno;
            if (count < 0) ::close(temporary);
            if (count < 0)
                fail_to_read(name_, std::string("a temporary file cannot be written: ") + std::strerror(error),
                             "set TMPDIR to a folder with room");
            size += static_cast<std::uint64_t>(count);
            rest.remove_prefix(static_cast<std::size_t>(count));
        }
        const std::size_t count = read(block.data(), block.size());
        if (count == 0) break;
        rest = {block.data(), count};
    }
    if (owned_) ::close(descriptor_);
    stream_ = nullptr;
    descriptor_ = temporary;
    owned_ = regular_ = true;
    size_ = size;
}

std::size_t Ahead::read(char* into, std::size_t size) {
    if (used_ == head_.size()) return below_->read(into, size);
    const std::size_t count = std::min(size, head_.size() - used_);
    std::memcpy(into, head_.data() + used_, count);
    used_ += count;
    return count;
}

std::string_view Ahead::look(std::size_t size) {
    while (head_.size() - used_ < size) {
        const std::size_t before = head_.size();
        head_.resize(before + size);
        const std::size_t count = below_->read(head_.data() + before, size);
        head_.resize(before + count);
        if (count == 0) break;
    }
    return {head_.data() + used_, head_.size() - used_};
}

void Expansion::check(const std::string& name, std::uint64_t packed, std::uint64_t unpacked) const {
    constexpr std::uint64_t harmless = std::uint64_t{1} << 26;
    if (unpacked > harmless && unpacked / most > packed)
        fail_to_read(name, "became more than " + std::to_string(most) + " times as large when unpacked",
                     "--max-expansion allows more, if you trust it");
}

} // namespace engage::read
