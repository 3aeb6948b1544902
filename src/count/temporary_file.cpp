// temporary_file.cpp -- blocks of bytes that wait in a file without a name.
// SPDX-License-Identifier: MIT
#include "count/temporary_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "engage/problem.hpp"

namespace engage::count {

TemporaryFile::TemporaryFile() {
    const char* const chosen = std::getenv("TMPDIR");
    folder_ = chosen && *chosen != '\0' ? chosen : "/tmp";
#ifdef O_TMPFILE
    descriptor_ = ::open(folder_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor_ >= 0) return;
#endif
    std::string name = folder_ + "/engage-XXXXXX";
    descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor_ < 0) fail(true, errno);
    ::unlink(name.c_str());
}

TemporaryFile::~TemporaryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void TemporaryFile::fail(bool creating, int error) const {
    throw Failure(
        creating ? Status::cannot_create : Status::cannot_write,
        Problem{folder_,
                0,
                {},
                (creating ? "cannot create a temporary file there: " : "cannot use a temporary file there: ") +
                    std::string(std::strerror(error)),
                "set TMPDIR to a folder with room, or allow more by --memory-limit"});
}

void TemporaryFile::append(std::string_view block) {
    const std::uint64_t size = block.size();
    write(reinterpret_cast<const char*>(&size), sizeof size);
    write(block.data(), block.size());
}

bool TemporaryFile::next(std::string& block) {
    if (read_ == size_) return false;
    std::uint64_t size = 0;
    read(reinterpret_cast<char*>(&size), sizeof size);
    block.resize(size);
    read(block.data(), block.size());
    return true;
}

void TemporaryFile::write(const char* from, std::size_t size) {
    while (size > 0) {
        const ssize_t written = ::write(descriptor_, from, size);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) fail(false, written < 0 ? errno : ENOSPC);
        from += written;
        size -= static_cast<std::size_t>(written);
        size_ += static_cast<std::uint64_t>(written);
    }
}

void TemporaryFile::read(char* into, std::size_t size) {
    while (size > 0) {
        const ssize_t taken = ::pread(descriptor_, into, size, static_cast<off_t>(read_));
        if (taken < 0 && errno == EINTR) continue;
        if (taken <= 0) fail(false, taken < 0 ? errno : EIO);
        into += taken;
        size -= static_cast<std::size_t>(taken);
        read_ += static_cast<std::uint64_t>(taken);
    }
}

} // namespace engage::count
