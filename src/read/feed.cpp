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
    if (at_end() && chunk.buffer.size() >= chunk.size + padding) return;
    if (chunk.buffer.size() < size + padding) chunk.buffer.resize(size + padding);
    if (chunk.size >= size) return;
    const std::size_t before = chunk.size;
    size = before + std::min(size - before, left_);
    while (chunk.size < size) {
        chunk.size += take(chunk.buffer.data() + chunk.size, size - chunk.size);
        if (chunk.size == size || input_ended_) break;
        read_on(chunk, size);
    }
    if (left_ != SIZE_MAX) left_ -= chunk.size - before;
}

/// Of what was read already.
std::size_t Feed::take(char* into, std::size_t size) {
    const std::size_t again = std::min(size, again_.size());
    if (again != 0) std::memcpy(into, again_.data(), again);
    again_.remove_prefix(again);
    given_again_ += again;
    const std::size_t decoded = std::min(size - again, pending_.size() - pending_begin_);
    if (decoded != 0) std::memcpy(into + again, pending_.data() + pending_begin_, decoded);
    pending_begin_ += decoded;
    return again + decoded;
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

void Feed::decoded_as(const EncodingSeen& seen) {
    encoding_ = seen;
    encoding_.guessed = false; // which the other one tells
    decoder_ = TextDecoder(encoding_);
    started_ = true;
}

void Feed::take_back(Chunk& chunk) {
    if (again_.empty()) {
        if (left_ != SIZE_MAX) left_ += chunk.size;
        kept_ = std::move(chunk.buffer);
        give_again({kept_.data(), chunk.size});
    } else {
        put_back(chunk, 0);
    }
    chunk = {};
}

void Feed::put_back(const Chunk& chunk, std::size_t from) {
    const std::size_t count = chunk.size - from;
    if (left_ != SIZE_MAX) left_ += count;
    if (!again_.empty() && count <= given_again_) { // it came from there
        again_ = {again_.data() - count, again_.size() + count};
        given_again_ -= count;
        return;
    }
    Buffer joined(count + again_.size());
    std::copy_n(chunk.buffer.data() + from, count, joined.data());
    std::copy_n(again_.data(), again_.size(), joined.data() + count);
    kept_ = std::move(joined);
    give_again({kept_.data(), kept_.size()});
}

} // namespace engage::read
