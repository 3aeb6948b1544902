// array.cpp -- commas, brackets, and what is amiss between records.
// SPDX-License-Identifier: MIT
#include "read/array.hpp"

#include "read/json_text.hpp"
#include "read/scan.hpp"
#include "read/table.hpp"

namespace engage::read {

using Outcome = Extent::Outcome;

namespace {

constexpr std::string_view invalid = "invalid_json";

} // namespace

/// Where the scan is, and the line of it.
struct ArraySplitter::Place {
    const char* begin;
    const char* at;
    const char* end;
    std::uint32_t line;

    void skip_to(const char* next) {
        line += static_cast<std::uint32_t>(count_newlines(at, next));
        at = next;
    }
    void skip_space() {
        for (; at != end && is_json_space(*at); ++at) line += *at == '\n';
    }
    bool begins_line() const { return at == begin || at[-1] == '\n'; }
};

std::size_t ArraySplitter::split(Chunk& chunk, std::size_t from, std::size_t size, bool at_end) {
    const char* const begin = chunk.buffer.data();
    Place at{begin, begin, begin + size, 0};
    at.skip_to(begin + from);
    chunk.buffer[size] = '"'; // stops the search in a string that the bytes cut off
    while (!left()) {
        const std::uint32_t line = at.line;
        at.skip_space();
        line_passed_ = line_passed_ || at.line != line;
        if (at.at == at.end) break;
        if (expected_ == Expected::end || expected_ == Expected::nothing) {
            take_after_end(chunk, at);
        } else if (expected_ == Expected::value_on_a_line) {
            pass_damage(at);
        } else if (sequence_.of_array && (*at.at == ',' || *at.at == ']')) {
            take_separator(chunk, at);
        } else if (!take_record(chunk, at, at_end)) {
            break;
        }
    }
    return static_cast<std::size_t>(at.at - begin);
}

void ArraySplitter::take_after_end(Chunk& chunk, Place& at) {
    if (expected_ == Expected::end && sequence_.only.empty() && *at.at == '[' && line_passed_) {
        expected_ = Expected::element_or_end;
        ++at.at;
        return;
    }
    if (expected_ == Expected::end) {
        const std::string what =
            sequence_.of_array ? "there is text after the end of the array" : "there is text after its end";
        chunk.bad.push_back({at.line, invalid, what + std::string(sequence_.only)});
    }
    expected_ = Expected::nothing;
    at.skip_to(at.end);
}

void ArraySplitter::take_separator(Chunk& chunk, Place& at) {
    const bool ends = *at.at == ']';
    if (expected_ == Expected::element || (!ends && expected_ == Expected::element_or_end)) {
        chunk.bad.push_back({at.line, invalid, "a comma without an element"});
    }
    expected_ = ends ? Expected::end : Expected::element;
    line_passed_ = false;
    ++at.at;
}

/// To the next line that begins with a bracket; the lines of a value that is laid out over several are indented.
void ArraySplitter::pass_damage(Place& at) {
    if (at.begins_line() && (*at.at == '{' || *at.at == '[')) {
        expected_ = Expected::value;
    } else {
        at.skip_to(find_byte(at.at, at.end, '\n'));
    }
}

/// False where the record goes on after the bytes there are.
bool ArraySplitter::take_record(Chunk& chunk, Place& at, bool at_end) {
    Extent found = extents_.find(at.at, at.end);
    const bool is_scalar = std::string_view("{[\"").find(*at.at) == std::string_view::npos;
    if (found.outcome == Outcome::unfinished && !at_end) return false;
    if (is_scalar && !sequence_.of_array) found.outcome = Outcome::whole; // the file's end may end it
    if (found.outcome != Outcome::whole) {
        chunk.bad.push_back({at.line, invalid, std::string(found.problem)});
    } else if (expected_ == Expected::comma_or_end) {
        chunk.bad.push_back({at.line, invalid, "a comma is missing before this element"});
    } else {
        chunk.elements.push_back(
            {static_cast<std::uint32_t>(at.at - at.begin), static_cast<std::uint32_t>(found.end - at.at), at.line});
    }
    expected_ = expected_after(found.outcome);
    line_passed_ = false;
    at.skip_to(found.end);
    return true;
}

ArraySplitter::Expected ArraySplitter::expected_after(Outcome outcome) const {
    if (outcome == Outcome::unfinished) return Expected::nothing;
    if (outcome == Outcome::whole && sequence_.of_array) return Expected::comma_or_end;
    if (sequence_.of_array) return Expected::anything;
    if (!sequence_.only.empty()) return outcome == Outcome::whole ? Expected::end : Expected::nothing;
    return outcome == Outcome::whole ? Expected::value : Expected::value_on_a_line;
}

bool ArraySplitter::close(Chunk& chunk) {
    if (!sequence_.of_array || expected_ == Expected::end || expected_ == Expected::nothing) return false;
    chunk.bad.push_back({0, invalid, "the array is not closed"});
    expected_ = Expected::nothing;
    return true;
}

} // namespace engage::read
