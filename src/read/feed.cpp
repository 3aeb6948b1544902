// feed.cpp -- the bytes of an input, in pieces whose unused ends come again.
// SPDX-License-Identifier: MIT
#include "read/feed.hpp"

#include <algorithm>
#include <cstring>

#include "read/scan.hpp"
#include "read/table.hpp"

namespace engage::read {

namespace {

bool begins_json(std::string_view bytes) {
    const std::size_t start = bytes.find_first_not_of(" \t\r\n");
    return start != bytes.npos && (bytes[start] == '{' || bytes[start] == '[');
}

} // namespace

void Feed::fill(Chunk& chunk, std::size_t size) {
    if (chunk.buffer.size() < size + padding) chunk.buffer.resize(size + padding);
    if (chunk.size >= size) return;
    const std::size_t before = chunk.size;
    size = before + std::min(size - before, left_);
    while (chunk.size < size) {
        const std::size_t count = std::min(size - chunk.size, pending_.size() - pending_begin_);
        if (count != 0) std::memcpy(chunk.buffer.data() + chunk.size, pending_.data() + pending_begin_, count);
        pending_begin_ += count;
        chunk.size += count;
        if (chunk.size == size || input_ended_) break;
        read_on(chunk, size);
    }
    if (left_ != SIZE_MAX) left_ -= chunk.size - before;
}

/// Reads into the chunk what needs no decoding, and decodes the rest into what is pending, where nothing is.
void Feed::read_on(Chunk& chunk, std::size_t size) {
    const std::size_t begin = chunk.size;
    const std::size_t kept = std::min(cut_off_.size(), size - begin);
    if (kept != 0) std::memcpy(chunk.buffer.data() + begin, cut_off_.data(), kept);
    cut_off_.erase(0, kept);
    const std::size_t wanted = size - begin - kept;
    const std::size_t count = input_.read(chunk.buffer.data() + begin + kept, wanted);
    input_ended_ = count < wanted;
    std::string_view bytes(chunk.buffer.data() + begin, kept + count);
    if (!started_) {
        started_ = true;
        encoding_ = find_encoding(bytes, asked_);
        decoder_ = TextDecoder(encoding_);
        if (encoding_.mark != 0)
            std::memmove(chunk.buffer.data() + begin, bytes.data() + encoding_.mark, bytes.size() - encoding_.mark);
        bytes.remove_suffix(encoding_.mark);
        json_ = (json_ || begins_json(bytes)) && asked_.empty() && encoding_.encoding != Encoding::utf_16le &&
                encoding_.encoding != Encoding::utf_16be;
        if (json_) encoding_.encoding = Encoding::utf_8;
    }
    if (json_) {
        chunk.size += bytes.size();
        return;
    }
    const std::size_t plain = decoder_.plain(bytes);
    chunk.size += plain;
    bytes.remove_prefix(plain);
    if (bytes.size() < 4 && !input_ended_ && kept + count > 4 && decoder_.encoding() == Encoding::utf_8) {
        cut_off_ = bytes;
        return;
    }
    pending_.clear();
    pending_begin_ = 0;
    decoder_.decode(bytes, input_ended_, pending_);
}

void Feed::put_back(const Chunk& chunk, std::size_t from) {
    if (left_ != SIZE_MAX) left_ += chunk.size - from;
    if (pending_begin_ < pending_.size()) {
        pending_begin_ -= chunk.size - from; // all of it came from there
    } else {
        pending_.assign(chunk.buffer.data() + from, chunk.buffer.data() + chunk.size);
        pending_begin_ = 0;
    }
}

void Feed::restart(std::string_view bytes) {
    pending_.assign(bytes.begin(), bytes.end());
    pending_begin_ = 0;
    left_ = SIZE_MAX;
}

} // namespace engage::read
