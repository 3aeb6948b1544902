// marks.hpp -- where delimited text may have to be cut, found some thousands of bytes ahead.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "read/block_bits.hpp"

namespace engage::read {

/// The positions, in order, of every delimiter, line end and quote, and of every blank next to one of them. So a record
/// whose marks are delimiters and a line end alone has cells that need neither unquoting nor trimming.
class Marks {
public:
    /// From `begin` on, where a cell begins. A line end must stand at `end`, and `padding` bytes after it.
    Marks(const char* text, std::size_t begin, std::size_t end, char delimiter);

    std::uint32_t take() {
        if (next_ == count_) look_ahead();
        return found_[next_++];
    }
    /// The next positions; `left()` of them are known. The one before the first is that of the mark taken last.
    const std::uint32_t* ahead() const { return found_ + next_; }
    std::size_t left() const { return count_ - next_; }
    void pass(std::size_t count) { next_ += count; }
    void pass_until(std::size_t position);

private:
    static constexpr std::size_t window = 1 << 13; // bytes

    struct Bits {
        std::uint64_t separators = 0, blanks = 0; ///< a quote parts, too
        Bits() = default;
        explicit Bits(const BlockBits& found) : separators(found.separators | found.quotes), blanks(found.blanks) {}
    };
    /// Of the looking ahead. A copy of it can stay in registers, which of members the compiler may not assume: any of
    /// them might be a position that is written.
    struct State {
        std::size_t block = 0;    // where the next one to look into begins
        Bits bits;                // of that block
        std::uint64_t before = 0; // the separators of the one before
        std::uint32_t* into = nullptr;
        template <bool wide>
        void take(Bits next);
    };
    void look_ahead();
    void look_into(std::size_t until);
    void look_into_wide(std::size_t until);

    const char* text_;
    std::size_t end_;
    char delimiter_, tab_;     // a tab that parts cells is no blank
    State state_;
    std::size_t next_ = 1, count_ = 1;
    std::uint32_t found_[1 + window + 8];
};

} // namespace engage::read
