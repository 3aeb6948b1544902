// quoted_marks.hpp -- where delimited text has to be cut whose cells are mostly quoted.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "read/block_bits.hpp"

namespace engage::read {

/// The positions, in order, of every delimiter and line end outside quotes, as far as all quotes and blanks stand
/// where they should: a quote opens a cell at its first byte and closes it at its last, or is doubled, and no blank is
/// beside a delimiter. What is odd is left to who reads byte by byte.
class QuotedMarks {
public:
    /// From `begin` on, where a record begins. A line end must stand at `end`, and `padding` bytes after it.
    QuotedMarks(const char* text, std::size_t begin, std::size_t end, char delimiter);

    /// Finds more marks; false at the end, before what is odd, and where a record is longer than can be looked ahead.
    bool look_ahead();
    /// Goes to the end without finding marks; false where something is odd. Quotes must be, blanks may be anywhere.
    bool pass_all();
    /// After that: past the last line end outside quotes, 0 where there is none; and whether the end is inside.
    std::size_t last_line() const { return last_line_; }
    bool open() const { return inside_ != 0; }
    /// The next positions; `left()` of them are known. The one before the first is that of the mark taken last.
    const std::uint32_t* ahead() const { return found_ + next_; }
    std::size_t left() const { return count_ - next_; }
    void pass(std::size_t count) { next_ += count; }
    /// Line ends in quotes before a position, and after that of the last call.
    std::uint32_t inner_lines(std::uint32_t until) {
        std::uint32_t count = 0;
        for (; next_inner_ < inner_.size() && inner_[next_inner_] < until; ++next_inner_) ++count;
        return count;
    }
    /// Whether there are doubled quotes among what was looked at.
    bool doubled() const { return doubled_; }

private:
    static constexpr std::size_t window = 1 << 12; // bytes

    void look_into(std::size_t until, bool finding);
    void look_into_wide(std::size_t until, bool finding);
    void look(std::size_t until, bool finding);
    template <bool wide>
    void take(BlockBits bits, bool finding);
    std::uint64_t odd_ends(std::uint64_t after_close) const;

    const char* text_;
    std::size_t end_;
    char delimiter_, tab_; // a tab that parts cells is no blank
    std::size_t block_;    // where the next one to look into begins
    // Of the byte before it: whether it is in quotes; whether it is a separator, a closing quote, a blank outside
    // quotes.
    std::uint64_t inside_ = 0, separator_ = 1, closing_ = 0, blank_ = 0;
    bool odd_ = false, doubled_ = false;
    std::size_t last_line_ = 0;
    std::size_t next_ = 1, count_ = 1, next_inner_ = 0;
    std::vector<std::uint32_t> inner_; // line ends in quotes
    std::uint32_t found_[1 + 2 * window + 8];
};

} // namespace engage::read
