// array.hpp -- a top-level JSON array, cut into its elements without holding it whole.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace engage::read {

struct Chunk;

/// Finds the elements of an array by strings, escapes and brackets alone; what is in them is the JSON reader's to
/// judge. It never goes back: a damaged element ends where the damage shows, and the next one is looked for from there.
class ArraySplitter {
public:
    /// Takes as much as it can of the first `size` bytes of the chunk, which follow what was taken before, into
    /// chunk.elements and chunk.bad; returns how much. `at_end`: nothing follows them, so everything is taken.
    std::size_t split(Chunk& chunk, std::size_t size, bool at_end);

    /// After the last byte: whether there is something to say about the end, which is then in chunk.bad.
    bool close(Chunk& chunk);

    /// Something was left out: whatever comes next is taken as it is.
    void resume() { expected_ = Expected::anything; }

private:
    /// `end`: only blanks may follow; `nothing`: what follows was reported already.
    enum class Expected : std::uint8_t { element_or_end, element, comma_or_end, anything, end, nothing };
    enum class Outcome : std::uint8_t { whole, damaged, unfinished };
    struct Found {
        Outcome outcome;
        const char* end;
        std::string_view problem;
    };
    struct Place;

    void take_separator(Chunk& chunk, Place& at);
    bool take_element(Chunk& chunk, Place& at, bool at_end);
    Found find_end(const char* at, const char* end);
    Found find_end_of_nested(const char* at, const char* end);

    Expected expected_ = Expected::element_or_end;
    std::string open_; // what closes the brackets that are open, innermost last
};

} // namespace engage::read
