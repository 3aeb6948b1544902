// usual_time.hpp -- the form that most time stamps have, read at once.
// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "engage/event.hpp"

namespace engage {

/// Reads YYYY-MM-DDTHH:MM:SSZ, with milliseconds or without, of the day that was learned last: exports are mostly in
/// the order of time, and time stamps are a good part of them.
class UsualTime {
public:
    /// `text` begins with ten bytes that are the day which starts then.
    void learn(std::string_view text, Instant start) {
        head_ = word_at(text.data());
        tail_ = (word_at(text.data() + 2) >> 8) | std::uint64_t{'T'} << 56;
        start_ = start;
    }
    /// Whether `text`, of at least ten bytes, begins with that day.
    bool knows(std::string_view text) const {
        return ((word_at(text.data()) ^ head_) | ((word_at(text.data() + 2) >> 8) ^ (tail_ & UINT64_MAX >> 8))) == 0;
    }
    Instant start() const { return start_; }

    /// `no_time`: it is of another form or day. A time stamp never is.
    Instant read(std::string_view text) const {
        if (text.size() != 24 && text.size() != 20) return no_time;
        const char* const at = text.data();
        const Digits clock(word_at(at + 11), 0x30303a30303a3030, 0x0000ff0000ff0000);
        const std::uint64_t pairs = clock.numbers * 10 + (clock.numbers >> 8); // of digits, in the bytes 0, 3 and 6
        constexpr std::uint64_t pair_bits = 0x00ff0000ff0000ff, to_128 = 0x0044000044000068; // from 60, 60 and 24
        std::uint64_t odd = (word_at(at) ^ head_) | (word_at(at + 3) ^ tail_) | clock.odd |
                            (((pairs & pair_bits) + to_128) & 0x0080000080000080);
        const auto pair = [&](int byte) { return static_cast<std::int64_t>(pairs >> byte * 8 & 0xff); };
        Instant time = start_ + ((pair(0) * 60 + pair(3)) * 60 + pair(6)) * microseconds;
        if (text.size() == 20) {
            odd |= static_cast<unsigned char>(at[19] ^ 'Z');
        } else {
            const Digits rest(word_at(at + 16), 0x5a3030302e30303a, 0xff000000ff0000ff); // `:SS.mmmZ`
            odd |= rest.odd;
            time += ((rest.at(4) * 10 + rest.at(5)) * 10 + rest.at(6)) * 1'000;
        }
        return odd == 0 ? time : no_time;
    }

private:
    /// Eight bytes judged at once. They are to be as in `form`, with any digits for its zeros; `signs` has the bits of
    /// its other bytes.
    struct Digits {
        Digits(std::uint64_t word, std::uint64_t form, std::uint64_t signs) : numbers(word ^ form) {
            constexpr std::uint64_t ones = 0x0101010101010101;
            odd = (numbers & signs) | ((numbers | (numbers + ones * 0x76)) & ones * 0x80);
        }
        std::int64_t at(int byte) const { return static_cast<std::int64_t>(numbers >> byte * 8 & 0xff); }

        std::uint64_t numbers; ///< a byte each
        std::uint64_t odd;     ///< 0: they are
    };
    /// Eight bytes as a number, the first the lowest.
    static std::uint64_t word_at(const char* at) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, sizeof word);
        if constexpr (std::endian::native != std::endian::little) word = __builtin_bswap64(word);
        return word;
    }

    std::uint64_t head_ = 0, tail_ = UINT64_MAX; ///< its first eight bytes; its last seven and a T. At first of no text
    Instant start_ = 0;
};

} // namespace engage
