// extent.cpp -- a structural scan: strings, escapes, brackets.
// SPDX-License-Identifier: MIT
#include "read/extent.hpp"

#include "read/json_text.hpp"
#include "read/scan.hpp"
#include "read/table.hpp"

namespace engage::read {

using Outcome = Extent::Outcome;

namespace {

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

const char* after_space(const char* at, const char* end) {
    while (at != end && is_json_space(*at)) ++at;
    return at;
}

/// Whether an object may follow another one. Most lines have no such place, also none inside a string.
bool may_be_several(const char* at, const char* end) {
    while ((at = find_byte(at, end, '}')) != end) {
        at = after_space(at + 1, end);
        if (at != end && *at == '{') return true;
    }
    return false;
}

} // namespace

Extent ExtentFinder::find(const char* at, const char* end) {
    if (*at == '{' || *at == '[') return find_nested(at, end);
    if (*at == '"') {
        const char* stop = string_stop(at + 1, end);
        if (stop == end) return {Outcome::unfinished, end, "the file ends inside a string"};
        if (*stop == '\n') return {Outcome::damaged, stop, "a string is not closed on its line"};
        return {Outcome::whole, stop + 1, {}};
    }
    const char* stop = at + 1; // a number or a word, or no JSON at all
    while (stop != end && !is_json_space(*stop) && std::string_view(",]{[}\"").find(*stop) == std::string_view::npos)
        ++stop;
    return {stop == end ? Outcome::unfinished : Outcome::whole, stop, "the file ends inside this element"};
}

Extent ExtentFinder::find_nested(const char* at, const char* end) {
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
        if (!is_json_space(c)) before = c;
    }
    return {Outcome::unfinished, end, "the file ends inside this element"};
}

bool records_of_line(const char* text, const char* begin, const char* end, ExtentFinder& extents,
                     std::vector<Element>& records) {
    records.clear();
    const bool is_array = *begin == '[';
    if (!is_array && (*begin != '{' || !may_be_several(begin, end))) return false;
    const char* at = is_array ? after_space(begin + 1, end) : begin;
    if (is_array && at != end && *at == ']') return at + 1 == end;
    for (;;) {
        if (at == end || (!is_array && *at != '{')) return false;
        const Extent extent = extents.find(at, end);
        if (extent.outcome != Outcome::whole) return false;
        records.push_back({static_cast<std::uint32_t>(at - text), static_cast<std::uint32_t>(extent.end - at), 0});
        at = after_space(extent.end, end);
        if (!is_array && at == end) return true;
        if (!is_array) continue;
        if (at == end || (*at != ',' && *at != ']')) return false;
        if (*at == ']') return at + 1 == end;
        at = after_space(at + 1, end);
    }
}

} // namespace engage::read
