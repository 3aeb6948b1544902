// extent.hpp -- where a JSON value ends, by strings, escapes and brackets alone.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engage::read {

struct Element;

struct Extent {
    enum class Outcome : std::uint8_t { whole, damaged, unfinished };
    Outcome outcome;
    const char* end; ///< past the value; where the damage shows; or the end of the bytes
    std::string_view problem;
};

/// Finds the ends of values; what is in them is the JSON reader's to judge.
class ExtentFinder {
public:
    /// The value at `at`, which is no space. At `end` stands a quote or a line end, which stops the search in a string
    /// that the bytes cut off, and `padding` readable bytes are there.
    Extent find(const char* at, const char* end);

private:
    Extent find_nested(const char* at, const char* end);

    std::string open_; // what closes the brackets that are open, innermost last
};

/// The records of one line, [begin, end) of `text` without space around it, where those are the elements of an array or
/// several objects one after the other. False where they are neither, or damaged: then the line is one record.
bool records_of_line(const char* text, const char* begin, const char* end, ExtentFinder& extents,
                     std::vector<Element>& records);

} // namespace engage::read
