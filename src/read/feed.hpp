// feed.hpp -- the bytes of an input, in pieces whose unused ends come again.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "read/buffer.hpp"
#include "read/encoding.hpp"
#include "read/input.hpp"

namespace engage::read {

struct Chunk;

/// Fills chunks with UTF-8, and takes back what was not a part of them.
class Feed {
public:
    /// `encoding`: a name, or empty for finding it out.
    Feed(Input input, std::string encoding) : input_(std::move(input)), asked_(std::move(encoding)) {}

    /// Brings the chunk to `size` bytes, or as many as there are. Its buffer has `padding` bytes more.
    void fill(Chunk& chunk, std::size_t size);
    /// The chunk's bytes from `from` on come again.
    void put_back(const Chunk& chunk, std::size_t from);
    /// All of the chunk comes again, from the buffer it was in.
    void take_back(Chunk& chunk);
    /// Whatever it begins with, it is JSON, whose reader judges bytes that are not UTF-8. Only before the first `fill`.
    void expect_json() { json_ = true; }
    /// Goes back to `bytes`, all that were given so far. They stay where they are, or are given away by `keep`.
    void restart(std::string_view bytes) { give_again(bytes), left_ = SIZE_MAX; }
    /// Before a restart with bytes that another Feed decoded.
    void decoded_as(const EncodingSeen& seen);
    /// Takes the bytes it was restarted with, and frees them when they were given again.
    void keep(Buffer bytes) { kept_ = std::move(bytes); }
    /// Gives no more than so many bytes from now on.
    void end_after(std::size_t count) { left_ = count; }
    /// Whether every byte was given, and none came back.
    bool at_end() const { return left_ == 0 || (input_ended_ && again_.empty() && pending_begin_ == pending_.size()); }
    const Input& input() const { return input_; }
    /// Known once something was read.
    const EncodingSeen& encoding() const { return encoding_; }
    const TextDecoder& decoder() const { return decoder_; }

private:
    void read_on(Chunk& chunk, std::size_t size);
    std::size_t take(char* into, std::size_t size);
    void give_again(std::string_view bytes) { again_ = bytes, given_again_ = 0; }

    Input input_;
    std::string asked_;
    EncodingSeen encoding_;
    TextDecoder decoder_;
    bool started_ = false;
    bool json_ = false;           // bytes that are not UTF-8 stay
    std::string cut_off_;         // the start of a character, whose end is in what comes
    std::string_view again_;      // given already, and to come again: in kept_, or where `restart` was told
    std::size_t given_again_ = 0; // of the bytes that came again, those right before again_
    Buffer kept_;
    std::vector<char> pending_; // read and decoded; [pending_begin_, ...) comes after again_
    std::size_t pending_begin_ = 0;
    bool input_ended_ = false;
    std::size_t left_ = SIZE_MAX; // until the end that was set
};

} // namespace engage::read
