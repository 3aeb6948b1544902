// array.hpp -- an array, or values one after the other, cut into records without holding them whole.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "read/extent.hpp"

namespace engage::read {

struct Chunk;

/// What stands between the records, and what may follow the last.
struct Sequence {
    bool of_array = true;       ///< commas and a bracket, as in `a, b]`; else only space: `a b`
    bool inside = false;        ///< the array is a part of a larger value: what follows it is not looked at
    std::string_view only = {}; ///< not empty: there is one value in all, and this is the advice if there are more
};

/// Finds the records by their structure alone. It never goes back: a damaged record ends where the damage shows, and
/// the next one is looked for from there; where only space stands between values, at the next line that begins with
/// one.
class ArraySplitter {
public:
    explicit ArraySplitter(Sequence sequence = {})
        : sequence_(sequence), expected_(sequence.of_array ? Expected::element_or_end : Expected::value) {}

    /// Takes as much as it can of the bytes [from, size) of the chunk, which follow what was taken before, into
    /// chunk.elements and chunk.bad; returns where it stopped. `at_end`: nothing follows them, so everything is taken.
    std::size_t split(Chunk& chunk, std::size_t from, std::size_t size, bool at_end);

    /// After the last byte: whether there is something to say about the end, which is then in chunk.bad.
    bool close(Chunk& chunk);

    /// Whether an array inside of a larger value has ended.
    bool left() const { return sequence_.inside && expected_ == Expected::end; }

    /// Something was left out: whatever comes next is taken as it is.
    void resume() { expected_ = sequence_.of_array ? Expected::anything : Expected::value_on_a_line; }

private:
    /// `end`: only blanks may follow, or another array on another line; `nothing`: what follows was reported already.
    enum class Expected : std::uint8_t {
        element_or_end,
        element,
        comma_or_end,
        anything,
        value,
        value_on_a_line,
        end,
        nothing
    };
    struct Place;

    void take_after_end(Chunk& chunk, Place& at);
    void take_separator(Chunk& chunk, Place& at);
    void pass_damage(Place& at);
    bool take_record(Chunk& chunk, Place& at, bool at_end);
    Expected expected_after(Extent::Outcome outcome) const;

    Sequence sequence_;
    Expected expected_;
    bool line_passed_ = false; // since the last record or bracket
    ExtentFinder extents_;
};

} // namespace engage::read
