// array.cpp -- a structural scan: strings, escapes, brackets.
// SPDX-License-Identifier: MIT
#include "read/array.hpp"

#include "read/scan.hpp"
#include "read/table.hpp"

namespace engage::read {

namespace {

constexpr std::string_view invalid = "invalid_json";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// What stopped the text of a string: its quote, a line end, or `end`.
const char* string_stop(const char* at, const char* end) {
    while (at < end) {
        at = plain_text_end(at);
        if (at >= end) break;
        if (*at == '"' || *at == '\n') return at;
        at += *at == '\\' ? 2 : 1; // other control characters are for the JSON reader to refuse
    }
    return end;
}

} // namespace

/// Where the scan is, and the line of it.
struct ArraySplitter::Place {
    const char* at;
    const char* end;
    std::uint32_t line;

    void skip_to(const char* next) {
        line += static_cast<std::uint32_t>(count_newlines(at, next));
        at = next;
    }
    void skip_space() {
        for (; at != end && is_space(*at); ++at) line += *at == '\n';
    }
};

std::size_t ArraySplitter::split(Chunk& chunk, std::size_t size, bool at_end) {
    const char* const begin = chunk.buffer.data();
    Place at{begin, begin + size, 0};
    chunk.buffer[size] = '"'; // stops the search in a string that the bytes cut off
    for (at.skip_space(); at.at != at.end; at.skip_space()) {
        if (expected_ == Expected::end || expected_ == Expected::nothing) {
            if (expected_ == Expected::end) {
                chunk.bad.push_back({at.line, invalid, "there is text after the end of the array"});
            }
            expected_ = Expected::nothing;
            at.skip_to(at.end);
        } else if (*at.at == ',' || *at.at == ']') {
            take_separator(chunk, at);
        } else if (!take_element(chunk, at, at_end)) {
            return static_cast<std::size_t>(at.at - begin);
        }
    }
    return size;
}

void ArraySplitter::take_separator(Chunk& chunk, Place& at) {
    const bool ends = *at.at == ']';
    if (expected_ == Expected::element || (!ends && expected_ == Expected::element_or_end)) {
        chunk.bad.push_back({at.line, invalid, "a comma without an element"});
    }
    expected_ = ends ? Expected::end : Expected::element;
    ++at.at;
}

/// False where the element goes on after the bytes there are.
bool ArraySplitter::take_element(Chunk& chunk, Place& at, bool at_end) {
    const char* const begin = chunk.buffer.data();
    const Found found = find_end(at.at, at.end);
    if (found.outcome == Outcome::unfinished && !at_end) return false;
    if (found.outcome != Outcome::whole) {
        chunk.bad.push_back({at.line, invalid, std::string(found.problem)});
    } else if (expected_ == Expected::comma_or_end) {
        chunk.bad.push_back({at.line, invalid, "a comma is missing before this element"});
    } else {
        chunk.elements.push_back(
            {static_cast<std::uint32_t>(at.at - begin), static_cast<std::uint32_t>(found.end - at.at), at.line});
    }
    expected_ = found.outcome == Outcome::whole        ? Expected::comma_or_end
                : found.outcome == Outcome::unfinished ? Expected::nothing
                                                       : Expected::anything;
    at.skip_to(found.end);
    return true;
}

ArraySplitter::Found ArraySplitter::find_end(const char* at, const char* end) {
    if (*at == '{' || *at == '[') return find_end_of_nested(at, end);
    if (*at == '"') {
        const char* stop = string_stop(at + 1, end);
        if (stop == end) return {Outcome::unfinished, end, "the file ends inside a string"};
        if (*stop == '\n') return {Outcome::damaged, stop, "a string is not closed on its line"};
        return {Outcome::whole, stop + 1, {}};
    }
    const char* stop = at + 1; // a number or a word, or no JSON at all
    while (stop != end && !is_space(*stop) && std::string_view(",]{[\"").find(*stop) == std::string_view::npos) ++stop;
    return {stop == end ? Outcome::unfinished : Outcome::whole, stop, "the file ends inside this element"};
}

ArraySplitter::Found ArraySplitter::find_end_of_nested(const char* at, const char* end) {
    open_.clear();
    char before = '['; // the last byte that was no space
    for (; at < end; ++at) {
        const char c = *at;
        if (c == '"') {
            at = string_stop(at + 1, end);
            if (at == end) break;
            if (*at == '\n') return {Outcome::damaged, at, "a string is not closed on its line"};
        } else if (c == '{' || c == '[') {
            const bool misplaced = !open_.empty() && open_.back() == '}' && before != ':';
            if (misplaced) return {Outcome::damaged, at, "the object is not closed"};
            open_ += c == '{' ? '}' : ']';
        } else if (c == '}' || c == ']') {
            if (c != open_.back()) return {Outcome::damaged, at + 1, "the brackets do not match"};
            open_.pop_back();
            if (open_.empty()) return {Outcome::whole, at + 1, {}};
        }
        if (!is_space(c)) before = c;
    }
    return {Outcome::unfinished, end, "the file ends inside this element"};
}

bool ArraySplitter::close(Chunk& chunk) {
    if (expected_ == Expected::end || expected_ == Expected::nothing) return false;
    chunk.bad.push_back({0, invalid, "the array is not closed"});
    expected_ = Expected::nothing;
    return true;
}

} // namespace engage::read
