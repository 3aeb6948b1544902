// marks.cpp -- 64 bytes to 64 bits, and the bits to positions.
// SPDX-License-Identifier: MIT
#include "read/marks.hpp"

#include <algorithm>
#include <bit>

#include "read/wide.hpp"

namespace engage::read {

/// Goes on to the next block, whose bits are given because a blank at the end of this one may be beside a separator.
template <bool wide>
[[gnu::always_inline]] inline void Marks::State::take(Bits next) {
    const std::uint64_t after = bits.separators << 1 | before >> 63;
    const std::uint64_t ahead = bits.separators >> 1 | next.separators << 63;
    into = put_positions<wide>(bits.separators | (bits.blanks & (after | ahead)), block, into);
    before = bits.separators;
    bits = next;
    block += 64;
}

#ifdef __x86_64__
ENGAGE_WIDE void Marks::look_into_wide(std::size_t until) {
    const char delimiter = delimiter_, tab = tab_;
    State state = state_;
    while (state.block < until) {
        const char* const next = text_ + state.block + 64;
        state.take<true>(next <= text_ + end_ ? Bits(block_bits_wide(next, delimiter, tab)) : Bits());
    }
    state_ = state;
}
#endif

Marks::Marks(const char* text, std::size_t begin, std::size_t end, char delimiter)
    : text_(text), end_(end), delimiter_(delimiter), tab_(delimiter == '\t' ? ' ' : '\t') {
    state_ = {begin, Bits(block_bits(text + begin, delimiter, tab_)), std::uint64_t{1} << 63, nullptr};
    found_[0] = static_cast<std::uint32_t>(begin) - 1; // so that the first cell begins there
    look_ahead();
}

void Marks::look_into(std::size_t until) {
    const char delimiter = delimiter_, tab = tab_;
    State state = state_;
    while (state.block < until) {
        const char* const next = text_ + state.block + 64;
        state.take<false>(next <= text_ + end_ ? Bits(block_bits(next, delimiter, tab)) : Bits());
    }
    state_ = state;
}

void Marks::look_ahead() {
    found_[0] = found_[next_ - 1];
    next_ = count_ = 1;
    while (count_ == 1 && state_.block <= end_) {
        state_.into = found_ + count_;
        const std::size_t until = std::min(state_.block + window, end_ + 1);
#ifdef __x86_64__
        if (has_wide()) look_into_wide(until);
        else
#endif
            look_into(until);
        count_ = static_cast<std::size_t>(state_.into - found_);
    }
    while (found_[count_ - 1] > end_ && count_ > 1) --count_; // what lies after the end is nobody's
}

/// Passes all marks before `position`.
void Marks::pass_until(std::size_t position) {
    for (;;) {
        while (next_ < count_ && found_[next_] < position) ++next_;
        if (next_ < count_ || state_.block > end_) return;
        look_ahead();
    }
}

} // namespace engage::read
