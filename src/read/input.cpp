// input.cpp -- a file descriptor or a stream, through zlib where it holds gzip.
// SPDX-License-Identifier: MIT
#include "read/input.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <istream>
#include <limits>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "engage/problem.hpp"

namespace engage::read {

namespace {

constexpr std::size_t packed_size = std::size_t{1} << 18; // of the buffer for compressed bytes

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

} // namespace

struct Input::State {
    std::string name;
    std::istream* stream = nullptr;
    int descriptor = -1;
    bool owns_descriptor = false;
    bool started = false; // the first bytes were looked at
    bool unpacking = false;
    bool in_member = false; // of a gzip file: its end was not seen yet
    std::uint64_t on_disk = 0, taken = 0;
    z_stream zlib{};
    std::vector<char> packed; // bytes as they are on disk, [packed_begin, packed_end) not used yet
    std::size_t packed_begin = 0, packed_end = 0;

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (unpacking) inflateEnd(&zlib);
        if (owns_descriptor) ::close(descriptor);
    }

    [[noreturn]] void fail(std::string what, std::string advice = {}) const;
    void open();
    void start();
    std::size_t read_some(char* into, std::size_t size);
    bool refill();
    void next_member();
    std::size_t unpack(char* into, std::size_t size);
    std::size_t read_plain(char* into, std::size_t size);
};

void Input::State::fail(std::string what, std::string advice) const {
    throw Failure(Status::no_input, Problem{name, 0, "no_input", std::move(what), std::move(advice)});
}

void Input::State::open() {
    if (stream != nullptr) return;
    if (name == "-") {
        descriptor = STDIN_FILENO;
    } else {
        do descriptor = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
        while (descriptor < 0 && errno == EINTR);
        if (descriptor < 0) {
            const int error = errno;
            fail(error == ENOENT ? "there is no such file" : std::string("cannot be opened: ") + std::strerror(error),
                 advice_for(error));
        }
        owns_descriptor = true;
    }
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) return; // the first read will say what is wrong
    if (S_ISDIR(status.st_mode)) fail("is a directory, not a file", advice_for(EISDIR));
    if (S_ISREG(status.st_mode)) on_disk = static_cast<std::uint64_t>(status.st_size);
}

/// 0 only at the end.
std::size_t Input::State::read_some(char* into, std::size_t size) {
    if (stream != nullptr) {
        errno = 0;
        stream->read(into, static_cast<std::streamsize>(size));
        if (const int error = errno; stream->bad() && error != 0)
            fail(std::string("reading failed: ") + std::strerror(error), advice_for(error));
        if (stream->bad()) fail("reading failed half way");
        const auto count = static_cast<std::size_t>(stream->gcount());
        taken += count;
        return count;
    }
    ssize_t count = 0;
    do count = ::read(descriptor, into, size);
    while (count < 0 && errno == EINTR);
    if (count < 0) {
        const int error = errno;
        fail(std::string("reading failed: ") + std::strerror(error), advice_for(error));
    }
    taken += static_cast<std::uint64_t>(count);
    return static_cast<std::size_t>(count);
}

/// Compression is looked for on the first read, not when opening: a pipe may have nothing to say for a long time.
void Input::State::start() {
    started = true;
    packed.resize(packed_size);
    while (packed_end < 2) {
        const std::size_t count = read_some(packed.data() + packed_end, packed_size - packed_end);
        if (count == 0) return;
        packed_end += count;
    }
    if (packed[0] != '\x1f' || packed[1] != '\x8b') return;
    constexpr int gzip_only = 15 + 16;
    if (inflateInit2(&zlib, gzip_only) != Z_OK) fail("zlib cannot be set up", "free some memory");
    unpacking = in_member = true;
}

bool Input::State::refill() {
    if (packed_begin == packed_end) {
        packed_begin = 0;
        packed_end = read_some(packed.data(), packed.size());
    }
    return packed_begin != packed_end;
}

/// A gzip file may hold several streams, one after the other.
void Input::State::next_member() {
    if (packed[packed_begin] != '\x1f') {
        fail("there is something after the end of the gzip data", "the file is damaged; get it again");
    }
    if (inflateReset(&zlib) != Z_OK) fail("zlib cannot be set up");
    in_member = true;
}

std::size_t Input::State::unpack(char* into, std::size_t size) {
    const std::size_t limit = std::min<std::size_t>(size, std::numeric_limits<uInt>::max());
    zlib.next_out = reinterpret_cast<Bytef*>(into);
    zlib.avail_out = static_cast<uInt>(limit);
    while (zlib.avail_out == limit) {
        if (!refill()) {
            if (!in_member) return 0;
            fail("the gzip data is cut short", "the file is damaged or still being written; get it again");
        }
        if (!in_member) next_member();
        zlib.next_in = reinterpret_cast<Bytef*>(packed.data() + packed_begin);
        zlib.avail_in = static_cast<uInt>(packed_end - packed_begin);
        const int result = inflate(&zlib, Z_NO_FLUSH);
        packed_begin = packed_end - zlib.avail_in;
        if (result == Z_STREAM_END) {
            in_member = false;
        } else if (result != Z_OK && result != Z_BUF_ERROR) {
            fail(std::string("the gzip data is damaged: ") + (zlib.msg != nullptr ? zlib.msg : zError(result)),
                 "get the file again");
        }
    }
    return limit - zlib.avail_out;
}

/// What was read to look for compression comes first.
std::size_t Input::State::read_plain(char* into, std::size_t size) {
    if (packed_begin == packed_end) return read_some(into, size);
    const std::size_t count = std::min(size, packed_end - packed_begin);
    std::memcpy(into, packed.data() + packed_begin, count);
    packed_begin += count;
    if (packed_begin == packed_end) std::vector<char>().swap(packed);
    return count;
}

Input::Input(std::string name, std::istream* standard_input) : state_(std::make_unique<State>()) {
    state_->name = std::move(name);
    if (state_->name == "-") state_->stream = standard_input;
    state_->open();
}

Input::~Input() = default;
Input::Input(Input&&) noexcept = default;

std::size_t Input::read(char* into, std::size_t size) {
    if (!state_->started) state_->start();
    std::size_t filled = 0;
    while (filled < size) {
        const std::size_t left = size - filled;
        const std::size_t count =
            state_->unpacking ? state_->unpack(into + filled, left) : state_->read_plain(into + filled, left);
        if (count == 0) break;
        filled += count;
    }
    return filled;
}

const std::string& Input::name() const { return state_->name; }

bool Input::compressed() const { return state_->unpacking; }

std::uint64_t Input::bytes_on_disk() const { return state_->on_disk; }

std::uint64_t Input::bytes_taken() const { return state_->taken; }

} // namespace engage::read
