// temporary_file.hpp -- blocks of bytes that wait in a file without a name.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace engage::count {

/// First all blocks are appended, then all are read, in the same order, as often as wanted. The file is in $TMPDIR, else in /tmp, and is
/// gone without a trace however the process ends. One thread at a time. Throws Failure(cannot_create) where there can
/// be no such file, Failure(cannot_write) where it cannot be written or read again.
class TemporaryFile {
public:
    TemporaryFile();
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    void append(std::string_view block);
    /// The next block; false after the last.
    bool next(std::string& block);
    /// Begins again with the first block.
    void rewind() { read_ = 0; }
    std::uint64_t bytes() const { return size_; }

private:
    void write(const char* from, std::size_t size);
    void read(char* into, std::size_t size);
    [[noreturn]] void fail(bool creating, int error) const;

    std::string folder_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0, read_ = 0; ///< bytes
};

} // namespace engage::count
