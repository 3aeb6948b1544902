// bytes.hpp -- streams of bytes, one on top of the other: a file, what is packed in it, what is packed in that.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engage::read {

/// Every failure is a Failure(no_input) that names the file.
class Bytes {
public:
    virtual ~Bytes() = default;
    /// 0 only at the end.
    virtual std::size_t read(char* into, std::size_t size) = 0;
};

[[noreturn]] void fail_to_read(const std::string& name, std::string what, std::string advice = {});

/// An open file, standard input, or a stream in its place.
class File {
public:
    File(std::string name, std::istream* standard_input);
    ~File();
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    std::size_t read(char* into, std::size_t size);
    /// From anywhere in a regular file, without moving on.
    std::size_t read_at(char* into, std::size_t size, std::uint64_t position);
    /// Puts what is still to be read, after `head`, into a nameless temporary file, and is that file from then on.
    void spool(std::string_view head);

    const std::string& name() const { return name_; }
    bool regular() const { return regular_; }
    std::uint64_t size() const { return size_; }   ///< 0: not known (a pipe)
    std::uint64_t taken() const { return taken_; } ///< bytes read so far

private:
    std::string name_;
    std::istream* stream_ = nullptr;
    int descriptor_ = -1;
    bool owned_ = false, regular_ = false;
    std::uint64_t size_ = 0, taken_ = 0;
};

class FileBytes : public Bytes {
public:
    explicit FileBytes(std::shared_ptr<File> file) : file_(std::move(file)) {}
    std::size_t read(char* into, std::size_t size) override { return file_->read(into, size); }

private:
    std::shared_ptr<File> file_;
};

/// A stream whose first bytes can be looked at before they are read.
class Ahead : public Bytes {
public:
    explicit Ahead(std::unique_ptr<Bytes> below) : below_(std::move(below)) {}
    std::size_t read(char* into, std::size_t size) override;
    /// At least `size` bytes, or all that there are.
    std::string_view look(std::size_t size);

private:
    std::unique_ptr<Bytes> below_;
    std::vector<char> head_;
    std::size_t used_ = 0; // of it
};

/// What bytes may become: a bomb is refused long before it fills anything.
struct Expansion {
    std::uint64_t most = 1000; ///< times, beyond the first 64 MiB
    /// Fails where `unpacked` bytes are too many for `packed` ones.
    void check(const std::string& name, std::uint64_t packed, std::uint64_t unpacked) const;
};

/// The unpacked content of what begins as gzip or zstd data do, and its name; null, and `packed` untouched, where it
/// does as neither.
struct Unpacked {
    std::unique_ptr<Bytes> bytes;
    std::string_view format;
};
Unpacked unpack(std::unique_ptr<Ahead>& packed, const std::string& name, Expansion expansion);

} // namespace engage::read
