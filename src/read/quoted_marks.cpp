// quoted_marks.cpp -- quotes paired 64 at a time, and what is outside of them to positions.
// SPDX-License-Identifier: MIT
#include "read/quoted_marks.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "read/wide.hpp"

namespace engage::read {

namespace {

/// Of each bit, whether the number of bits up to it is odd.
constexpr std::uint64_t parity(std::uint64_t bits) {
    for (int by = 1; by < 64; by *= 2) bits ^= bits << by;
    return bits;
}

} // namespace

QuotedMarks::QuotedMarks(const char* text, std::size_t begin, std::size_t end, char delimiter)
    : text_(text), end_(end), delimiter_(delimiter), tab_(delimiter == '\t' ? ' ' : '\t'), block_(begin) {
    found_[0] = static_cast<std::uint32_t>(begin) - 1; // so that the first cell begins there
}

#ifdef __x86_64__
ENGAGE_WIDE void QuotedMarks::look_into_wide(std::size_t until, bool finding) {
    for (; block_ < until && !odd_; block_ += 64) take<true>(block_bits_wide(text_ + block_, delimiter_, tab_), finding);
}
#endif

void QuotedMarks::look_into(std::size_t until, bool finding) {
    for (; block_ < until && !odd_; block_ += 64) take<false>(block_bits(text_ + block_, delimiter_, tab_), finding);
}

/// Of the bytes after closing quotes that are neither separators nor quotes, those that are no part of a line end
/// either.
std::uint64_t QuotedMarks::odd_ends(std::uint64_t after_close) const {
    std::uint64_t odd = 0;
    for (; after_close != 0; after_close &= after_close - 1) {
        const char* const at = text_ + block_ + std::countr_zero(after_close);
        if (at[0] != '\r' || at[1] != '\n') odd |= after_close & (~after_close + 1);
    }
    return odd;
}

/// Takes the marks of a block. Whether a byte is odd is known once it and the one before it are.
template <bool wide>
[[gnu::always_inline]] inline void QuotedMarks::take(BlockBits bits, bool finding) {
    const std::uint64_t valid = end_ - block_ < 63 ? (std::uint64_t{2} << (end_ - block_)) - 1 : ~std::uint64_t{0};
    const std::uint64_t quotes = bits.quotes & valid;
    const std::uint64_t inside = parity(quotes) ^ inside_; // from an opening quote to before the closing one
    const std::uint64_t separators = bits.separators & ~inside & valid;
    const std::uint64_t blanks = bits.blanks & ~bits.separators & ~inside & valid;
    const std::uint64_t after_separator = separators << 1 | separator_;
    const std::uint64_t closing = quotes & ~inside, after_close = closing << 1 | closing_;
    std::uint64_t odd = quotes & inside & ~(after_separator | after_close);
    if (const std::uint64_t ends = after_close & valid & ~(separators | quotes); ends != 0) odd |= odd_ends(ends);
    if (finding) {
        odd |= (blanks & after_separator) | (separators & (blanks << 1 | blank_));
        const std::uint64_t sound = (odd - 1) & ~odd; // before the first that is odd
        doubled_ |= (quotes & after_close) != 0;
        for (std::uint64_t inner = bits.newlines & inside & valid & sound; inner != 0; inner &= inner - 1)
            inner_.push_back(static_cast<std::uint32_t>(block_) + static_cast<std::uint32_t>(std::countr_zero(inner)));
        count_ = static_cast<std::size_t>(put_positions<wide>(separators & sound, block_, found_ + count_) - found_);
    } else if (const std::uint64_t line_ends = bits.newlines & separators; line_ends != 0) {
        last_line_ = block_ + static_cast<std::size_t>(std::bit_width(line_ends));
    }
    odd_ = odd != 0;
    inside_ = std::uint64_t{0} - (inside >> 63);
    separator_ = separators >> 63;
    closing_ = closing >> 63;
    blank_ = blanks >> 63;
}

void QuotedMarks::look(std::size_t until, bool finding) {
#ifdef __x86_64__
    if (has_wide()) return look_into_wide(until, finding);
#endif
    look_into(until, finding);
}

bool QuotedMarks::look_ahead() {
    const std::size_t kept = left();
    if (odd_ || block_ > end_ || kept > window) return false;
    std::memmove(found_, found_ + next_ - 1, (kept + 1) * sizeof found_[0]);
    next_ = 1;
    count_ = kept + 1;
    inner_.erase(inner_.begin(), inner_.begin() + static_cast<std::ptrdiff_t>(next_inner_));
    next_inner_ = 0;
    doubled_ = doubled_ && kept != 0;
    look(std::min(block_ + window, end_ + 1), true);
    return true;
}

bool QuotedMarks::pass_all() {
    look(end_ + 1, false);
    return !odd_;
}

} // namespace engage::read
