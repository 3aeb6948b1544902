// archive.cpp -- ZIP by libarchive, through the central directory at its end.
// SPDX-License-Identifier: MIT
#include "read/archive.hpp"

#include <archive.h>
#include <archive_entry.h>

namespace engage::read {

namespace {

constexpr std::size_t block_size = std::size_t{1} << 16;
constexpr std::size_t most_members = 1000;

/// An open archive, read by several at once from one file.
class Reader {
public:
    Reader(std::shared_ptr<File> file, std::string name)
        : file_(std::move(file)), name_(std::move(name)), block_(block_size), archive_(archive_read_new(), archive_read_free) {
        if (!archive_) fail_to_read(name_, "libarchive cannot be set up", "free some memory");
        archive_read_support_format_zip_seekable(archive_.get());
        archive_read_set_read_callback(
            archive_.get(), [](archive*, void* self, const void** block) { return static_cast<Reader*>(self)->read(block); });
        archive_read_set_seek_callback(archive_.get(), [](archive*, void* self, la_int64_t offset, int whence) {
            return static_cast<Reader*>(self)->seek(offset, whence);
        });
        archive_read_set_callback_data(archive_.get(), this);
        if (archive_read_open1(archive_.get()) != ARCHIVE_OK) fail();
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    /// Null at the end.
    archive_entry* next() {
        archive_entry* entry = nullptr;
        const int result = archive_read_next_header(archive_.get(), &entry);
        if (result == ARCHIVE_EOF) return nullptr;
        if (result != ARCHIVE_OK && result != ARCHIVE_WARN) fail();
        return entry;
    }

    std::size_t unpack(char* into, std::size_t size) {
        const la_ssize_t count = archive_read_data(archive_.get(), into, size);
        if (count < 0) fail();
        return static_cast<std::size_t>(count);
    }

    std::uint64_t packed_count() const { return packed_count_; }

private:
    la_ssize_t read(const void** block) {
        const std::size_t count = file_->read_at(block_.data(), block_.size(), at_);
        at_ += count;
        packed_count_ += count;
        *block = block_.data();
        return static_cast<la_ssize_t>(count);
    }

    la_int64_t seek(la_int64_t offset, int whence) {
        const auto from = whence == SEEK_SET ? 0 : static_cast<la_int64_t>(whence == SEEK_CUR ? at_ : file_->size());
        if (from + offset < 0) return ARCHIVE_FATAL;
        at_ = static_cast<std::uint64_t>(from + offset);
        return static_cast<la_int64_t>(at_);
    }

    [[noreturn]] void fail() {
        const char* const why = archive_error_string(archive_.get());
        fail_to_read(name_, std::string("the ZIP archive cannot be read: ") + (why != nullptr ? why : "it is damaged"),
                     "unpack it with another program, or get it again");
    }

    std::shared_ptr<File> file_;
    std::string name_;
    std::vector<char> block_;
    std::uint64_t at_ = 0, packed_count_ = 0;
    std::unique_ptr<archive, decltype(&archive_read_free)> archive_; // freed also where construction fails
};

class MemberBytes final : public Bytes {
public:
    MemberBytes(std::shared_ptr<File> file, std::size_t position, std::string name, Expansion expansion)
        : file_(std::move(file)), position_(position), name_(std::move(name)), expansion_(expansion) {}

    std::size_t read(char* into, std::size_t size) override {
        if (!reader_) {
            reader_ = std::make_unique<Reader>(file_, name_);
            for (std::size_t i = 0; i <= position_; ++i)
                if (reader_->next() == nullptr) return 0;
        }
        const std::size_t count = reader_->unpack(into, size);
        unpacked_ += count;
        expansion_.check(name_, reader_->packed_count(), unpacked_);
        return count;
    }

private:
    std::shared_ptr<File> file_;
    std::size_t position_;
    std::string name_;
    Expansion expansion_;
    std::unique_ptr<Reader> reader_;
    std::uint64_t unpacked_ = 0;
};

/// Whether what a name stands for is no file of the user's.
bool is_hidden(std::string_view name) {
    if (name.starts_with("__MACOSX/")) return true;
    const auto slash = name.rfind('/');
    return name.substr(slash == name.npos ? 0 : slash + 1).starts_with('.');
}

} // namespace

bool is_zip(std::string_view start) { return start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06"); }

std::vector<Member> members_of(const std::shared_ptr<File>& file) {
    Reader reader(file, file->name());
    std::vector<Member> members;
    std::size_t position = 0;
    for (archive_entry* entry = reader.next(); entry != nullptr; entry = reader.next(), ++position) {
        const char* const path = archive_entry_pathname(entry);
        const std::string name = path != nullptr ? path : "";
        if (archive_entry_filetype(entry) != AE_IFREG || name.ends_with('/') || is_hidden(name)) continue;
        if (archive_entry_is_encrypted(entry) == 1)
            fail_to_read(file->name(), "is locked by a password", "unpack it first");
        members.push_back({name, position});
        if (members.size() > most_members)
            fail_to_read(file->name(), "holds more than a thousand files", "unpack it, and name those that matter");
    }
    return members;
}

std::unique_ptr<Bytes> open_member(std::shared_ptr<File> file, const Member& member, std::string name,
                                   Expansion expansion) {
    return std::make_unique<MemberBytes>(std::move(file), member.position, std::move(name), expansion);
}

} // namespace engage::read
