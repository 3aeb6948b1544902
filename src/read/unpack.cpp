// unpack.cpp -- gzip by zlib, zstd by its library.
// SPDX-License-Identifier: MIT
#include <limits>

#include <zlib.h>
#include <zstd.h>

#include "read/bytes.hpp"

namespace engage::read {

namespace {

constexpr std::size_t packed_size = std::size_t{1} << 18; // of the buffer for packed bytes
constexpr std::string_view gzip_start = "\x1f\x8b", zstd_start = "\x28\xb5\x2f\xfd";

/// What both have in common: packed bytes that wait to be used, and the watch over what becomes of them.
class Unpacker : public Bytes {
public:
    Unpacker(std::unique_ptr<Bytes> below, std::string name, Expansion expansion)
        : name_(std::move(name)), below_(std::move(below)), expansion_(expansion), packed_(packed_size) {}

    std::size_t read(char* into, std::size_t size) final {
        const std::size_t count = unpack_some(into, size);
        unpacked_count_ += count;
        expansion_.check(name_, packed_count_ - (end_ - begin_), unpacked_count_);
        return count;
    }

protected:
    virtual std::size_t unpack_some(char* into, std::size_t size) = 0;

    /// False at the end of the packed bytes.
    bool refill() {
        if (begin_ != end_) return true;
        begin_ = 0;
        end_ = below_->read(packed_.data(), packed_.size());
        packed_count_ += end_;
        return end_ != 0;
    }

    std::string name_;
    std::unique_ptr<Bytes> below_;
    Expansion expansion_;
    std::vector<char> packed_;
    std::size_t begin_ = 0, end_ = 0; // of what was not used yet
    std::uint64_t packed_count_ = 0, unpacked_count_ = 0;
};

class Gunzip final : public Unpacker {
public:
    Gunzip(std::unique_ptr<Bytes> below, std::string name, Expansion expansion)
        : Unpacker(std::move(below), std::move(name), expansion) {
        constexpr int gzip_only = 15 + 16;
        if (inflateInit2(&zlib_, gzip_only) != Z_OK) fail_to_read(name_, "zlib cannot be set up", "free some memory");
    }
    ~Gunzip() override { inflateEnd(&zlib_); }

private:
    std::size_t unpack_some(char* into, std::size_t size) override {
        const std::size_t limit = std::min<std::size_t>(size, std::numeric_limits<uInt>::max());
        zlib_.next_out = reinterpret_cast<Bytef*>(into);
        zlib_.avail_out = static_cast<uInt>(limit);
        while (zlib_.avail_out == limit) {
            if (!refill()) {
                if (!in_member_) return 0;
                fail_to_read(name_, "the gzip data is cut short",
                             "the file is damaged or still being written; get it again");
            }
            if (!in_member_ && !next_member()) return 0;
            zlib_.next_in = reinterpret_cast<Bytef*>(packed_.data() + begin_);
            zlib_.avail_in = static_cast<uInt>(end_ - begin_);
            const int result = inflate(&zlib_, Z_NO_FLUSH);
            begin_ = end_ - zlib_.avail_in;
            if (result == Z_STREAM_END) {
                in_member_ = false;
            } else if (result != Z_OK && result != Z_BUF_ERROR) {
                fail_to_read(name_,
                             std::string("the gzip data is damaged: ") +
                                 (zlib_.msg != nullptr ? zlib_.msg : zError(result)),
                             "get the file again");
            }
        }
        return limit - zlib_.avail_out;
    }

    /// A gzip file may hold several streams, one after the other; tapes and block devices pad it with zeros.
    bool next_member() {
        for (;; ++begin_) {
            if (!refill()) return false;
            if (packed_[begin_] != '\0') break;
        }
        if (packed_[begin_] != gzip_start[0])
            fail_to_read(name_, "there is something after the end of the gzip data",
                         "the file is damaged; get it again");
        if (inflateReset(&zlib_) != Z_OK) fail_to_read(name_, "zlib cannot be set up");
        in_member_ = true;
        return true;
    }

    z_stream zlib_{};
    bool in_member_ = true; // its end was not seen yet
};

class Unzstd final : public Unpacker {
public:
    Unzstd(std::unique_ptr<Bytes> below, std::string name, Expansion expansion)
        : Unpacker(std::move(below), std::move(name), expansion), zstd_(ZSTD_createDStream()) {
        if (zstd_ == nullptr) fail_to_read(name_, "zstd cannot be set up", "free some memory");
    }
    ~Unzstd() override { ZSTD_freeDStream(zstd_); }

private:
    std::size_t unpack_some(char* into, std::size_t size) override {
        ZSTD_outBuffer out{into, size, 0};
        while (out.pos == 0) {
            if (!refill()) {
                if (!in_frame_) return 0;
                fail_to_read(name_, "the zstd data is cut short",
                             "the file is damaged or still being written; get it again");
            }
            ZSTD_inBuffer in{packed_.data() + begin_, end_ - begin_, 0};
            const std::size_t left = ZSTD_decompressStream(zstd_, &out, &in);
            begin_ += in.pos;
            if (ZSTD_isError(left) != 0)
                fail_to_read(name_, std::string("the zstd data is damaged: ") + ZSTD_getErrorName(left),
                             "get the file again");
            in_frame_ = left != 0;
        }
        return out.pos;
    }

    ZSTD_DStream* zstd_;
    bool in_frame_ = true; // its end was not seen yet
};

} // namespace

Unpacked unpack(std::unique_ptr<Ahead>& packed, const std::string& name, Expansion expansion) {
    const std::string_view start = packed->look(zstd_start.size());
    if (start.starts_with(gzip_start)) return {std::make_unique<Gunzip>(std::move(packed), name, expansion), "gzip"};
    if (start.starts_with(zstd_start)) return {std::make_unique<Unzstd>(std::move(packed), name, expansion), "zstd"};
    return {};
}

} // namespace engage::read
