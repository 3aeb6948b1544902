// archive.cpp -- ZIP: found through the directory at its end, unpacked by zlib. By PKWARE's APPNOTE 6.3.
// SPDX-License-Identifier: MIT
#include "read/archive.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include <zlib.h>

namespace engage::read {

namespace {

constexpr std::size_t block_size = std::size_t{1} << 16;
constexpr std::size_t most_members = 1000;
constexpr unsigned stored = 0, deflated = 8;

[[noreturn]] void fail(const std::string& name, const std::string& why) {
    fail_to_read(name, "the ZIP archive cannot be read: " + why, "unpack it with another program, or get it again");
}

/// Little-endian; 0 beyond the end.
std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint64_t number = 0;
    for (std::size_t i = std::min(at + size, bytes.size()); i > at; --i)
        number = number << 8 | static_cast<unsigned char>(bytes[i - 1]);
    return number;
}

/// As many as there are.
std::string bytes_at(File& file, std::uint64_t position, std::size_t size) {
    std::string bytes(size, '\0');
    std::size_t filled = 0;
    while (filled < size && position + filled < file.size()) {
        const std::size_t count = file.read_at(bytes.data() + filled, size - filled, position + filled);
        if (count == 0) break;
        filled += count;
    }
    bytes.resize(filled);
    return bytes;
}

struct Directory {
    std::uint64_t begin = 0, entries = 0;
};

/// By the record that ends the archive, and the one of large archives before it. After it only a comment may stand.
std::optional<Directory> find_directory(File& file) {
    constexpr std::size_t end_size = 22, longest_comment = 65'535, locator_size = 20, large_size = 56;
    const auto tail_size = std::min<std::uint64_t>(file.size(), locator_size + end_size + longest_comment);
    const std::string tail = bytes_at(file, file.size() - tail_size, static_cast<std::size_t>(tail_size));
    std::size_t at = tail.rfind("PK\x05\x06");
    while (at != tail.npos && at + end_size + number_at(tail, at + 20, 2) > tail.size())
        at = at == 0 ? tail.npos : tail.rfind("PK\x05\x06", at - 1);
    if (at == tail.npos) return std::nullopt;
    if (at >= locator_size && tail.compare(at - locator_size, 4, "PK\x06\x07") == 0) {
        const std::string large = bytes_at(file, number_at(tail, at - locator_size + 8, 8), large_size);
        if (!large.starts_with("PK\x06\x06") || large.size() < large_size) return std::nullopt;
        return Directory{number_at(large, 48, 8), number_at(large, 32, 8)};
    }
    return Directory{number_at(tail, at + 16, 4), number_at(tail, at + 10, 2)};
}

/// What does not fit into four bytes stands in an extra field, in this order.
void take_large_numbers(Member& member, std::string_view extra) {
    while (extra.size() >= 4) {
        const std::size_t id = number_at(extra, 0, 2), size = number_at(extra, 2, 2);
        const std::string_view field = extra.substr(4, size);
        extra.remove_prefix(std::min(extra.size(), 4 + size));
        if (id != 1) continue;
        std::size_t at = 0;
        for (std::uint64_t* const number : {&member.unpacked, &member.packed, &member.header}) {
            if (*number != UINT32_MAX) continue;
            *number = number_at(field, at, 8);
            at += 8;
        }
    }
}

/// An entry of the directory.
struct Entry {
    Member member;
    bool is_file = false, is_locked = false;
    std::uint64_t next = 0; ///< where the one after it begins
};

Entry read_entry(File& file, std::uint64_t position) {
    constexpr std::size_t fixed_size = 46;
    const std::string fixed = bytes_at(file, position, fixed_size);
    if (fixed.size() < fixed_size || !fixed.starts_with("PK\x01\x02"))
        fail(file.name(), "its list of files is damaged");
    const std::size_t name_size = number_at(fixed, 28, 2), extra_size = number_at(fixed, 30, 2);
    const std::string rest = bytes_at(file, position + fixed_size, name_size + extra_size);
    Entry entry;
    Member& member = entry.member;
    member.name = rest.substr(0, name_size);
    member.method = static_cast<unsigned>(number_at(fixed, 10, 2));
    member.sum = static_cast<std::uint32_t>(number_at(fixed, 16, 4));
    member.packed = number_at(fixed, 20, 4);
    member.unpacked = number_at(fixed, 24, 4);
    member.header = number_at(fixed, 42, 4);
    if (rest.size() > name_size) take_large_numbers(member, std::string_view(rest).substr(name_size));
    constexpr unsigned unix = 3, kinds = 0170000, regular = 0100000, folder = 0x10;
    const std::uint64_t attributes = number_at(fixed, 38, 4), kind = attributes >> 16 & kinds;
    const bool by_unix = number_at(fixed, 5, 1) == unix;
    entry.is_file = by_unix ? kind == 0 || kind == regular : (attributes & folder) == 0;
    entry.is_locked = (number_at(fixed, 8, 2) & 1) != 0;
    entry.next = position + fixed_size + name_size + extra_size + number_at(fixed, 32, 2);
    return entry;
}

class MemberBytes final : public Bytes {
public:
    MemberBytes(std::shared_ptr<File> file, const Member& member, std::string name, Expansion expansion)
        : file_(std::move(file)), member_(member), name_(std::move(name)), expansion_(expansion) {}
    MemberBytes(const MemberBytes&) = delete;
    MemberBytes& operator=(const MemberBytes&) = delete;
    ~MemberBytes() override {
        if (begun_) inflateEnd(&zlib_);
    }

    std::size_t read(char* into, std::size_t size) override {
        if (!begun_) begin();
        size = std::min<std::size_t>(size, std::numeric_limits<uInt>::max());
        const std::size_t count = member_.method == stored ? take(into, size) : unpack(into, size);
        sum_ = crc32(sum_, reinterpret_cast<const Bytef*>(into), static_cast<uInt>(count));
        unpacked_ += count;
        if (count == 0 && (unpacked_ != member_.unpacked || sum_ != member_.sum)) fail(name_, "its data is damaged");
        expansion_.check(name_, packed_ - zlib_.avail_in, unpacked_);
        return count;
    }

private:
    /// Goes to the data, which is behind a name and an extra field that need not be as long as those of the directory.
    void begin() {
        constexpr std::size_t fixed_size = 30;
        if (member_.method != stored && member_.method != deflated)
            fail(name_, "it is packed by method " + std::to_string(member_.method) + ", which is not known here");
        const std::string fixed = bytes_at(*file_, member_.header, fixed_size);
        if (fixed.size() < fixed_size || !fixed.starts_with("PK\x03\x04")) fail(name_, "its data is damaged");
        begin_ = member_.header + fixed_size + number_at(fixed, 26, 2) + number_at(fixed, 28, 2);
        constexpr int without_header = -15;
        if (inflateInit2(&zlib_, without_header) != Z_OK)
            fail_to_read(name_, "zlib cannot be set up", "free some memory");
        begun_ = true;
    }

    /// Packed bytes; 0 at the end of the member's.
    std::size_t take(char* into, std::size_t size) {
        size = static_cast<std::size_t>(std::min<std::uint64_t>(size, member_.packed - packed_));
        if (size == 0) return 0;
        const std::size_t count = file_->read_at(into, size, begin_ + packed_);
        if (count == 0) fail(name_, "its data is damaged");
        packed_ += count;
        return count;
    }

    std::size_t unpack(char* into, std::size_t size) {
        zlib_.next_out = reinterpret_cast<Bytef*>(into);
        zlib_.avail_out = static_cast<uInt>(size);
        while (!ended_ && zlib_.avail_out == size) {
            if (zlib_.avail_in == 0) {
                block_.resize(block_size);
                zlib_.avail_in = static_cast<uInt>(take(block_.data(), block_.size()));
                zlib_.next_in = reinterpret_cast<Bytef*>(block_.data());
                if (zlib_.avail_in == 0) fail(name_, "its data is damaged");
            }
            const int result = inflate(&zlib_, Z_NO_FLUSH);
            ended_ = result == Z_STREAM_END;
            if (!ended_ && result != Z_OK && result != Z_BUF_ERROR) fail(name_, "its data is damaged");
        }
        return size - zlib_.avail_out;
    }

    std::shared_ptr<File> file_;
    Member member_;
    std::string name_;
    Expansion expansion_;
    bool begun_ = false, ended_ = false;
    std::uint64_t begin_ = 0;                 // of the packed bytes
    std::uint64_t packed_ = 0, unpacked_ = 0; // bytes taken and given so far
    uLong sum_ = 0;
    z_stream zlib_{};
    std::vector<char> block_;
};

/// Whether what a name stands for is no file of the user's.
bool is_hidden(std::string_view name) {
    if (name.starts_with("__MACOSX/")) return true;
    const auto slash = name.rfind('/');
    return name.substr(slash == name.npos ? 0 : slash + 1).starts_with('.');
}

} // namespace

bool is_zip(std::string_view start) { return start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06"); }

std::vector<Member> members_of(File& file) {
    const auto directory = find_directory(file);
    if (!directory || directory->entries == 0) fail(file.name(), "Unrecognized archive format");
    std::vector<Member> members;
    std::uint64_t position = directory->begin;
    for (std::uint64_t i = 0; i < directory->entries; ++i) {
        Entry entry = read_entry(file, position);
        position = entry.next;
        if (!entry.is_file || entry.member.name.ends_with('/') || is_hidden(entry.member.name)) continue;
        if (entry.is_locked) fail_to_read(file.name(), "is locked by a password", "unpack it first");
        members.push_back(std::move(entry.member));
        if (members.size() > most_members)
            fail_to_read(file.name(), "holds more than a thousand files", "unpack it, and name those that matter");
    }
    std::stable_sort(members.begin(), members.end(),
                     [](const Member& a, const Member& b) { return a.header < b.header; });
    return members;
}

std::unique_ptr<Bytes> open_member(std::shared_ptr<File> file, const Member& member, std::string name,
                                   Expansion expansion) {
    return std::make_unique<MemberBytes>(std::move(file), member, std::move(name), expansion);
}

} // namespace engage::read
