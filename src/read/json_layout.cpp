// json_layout.cpp -- the first value of a JSON input, and what comes after it.
// SPDX-License-Identifier: MIT
#include "read/json_layout.hpp"

#include <algorithm>

#include "read/extent.hpp"
#include "read/wrapper.hpp"

namespace engage::read {

namespace {

constexpr std::string_view space = " \t\r\n";

JsonLayout in_lines(bool is_array) {
    return {Arrangement::lines,
            true,
            0,
            {},
            0,
            is_array ? "the first line is a JSON array, and more lines follow: one array, or one value, in each line"
                     : "the first byte is '{': one JSON object in each line"};
}

JsonLayout as_array(std::size_t begin, bool sure) {
    return {Arrangement::array, sure, begin, {}, 0, "the first byte is '[': a JSON array of objects"};
}

/// Of an object that is the only value, so far.
JsonLayout alone_or_wrapped(std::string_view sample, bool sure, std::string_view otherwise) {
    if (const auto found = WrapperSearch().search(sample)) {
        return {Arrangement::wrapped, sure,
                found->begin,         found->path,
                found->depth,         "one JSON object, whose rows are the elements of '" + found->path + "'"};
    }
    return {Arrangement::values, sure, 0, {}, 0, std::string(otherwise)};
}

/// Whether the first line stops where who lays out an object over several lines breaks them.
bool is_laid_out(std::string_view sample, std::size_t start) {
    const std::size_t line_end = sample.find('\n', start);
    if (line_end == sample.npos) return false;
    const std::size_t last = sample.find_last_not_of(space, line_end);
    return std::string_view("{[,:").find(sample[last]) != std::string_view::npos;
}

/// Where the first value, an object, is whole; `end` is past it.
JsonLayout with_whole_object(std::string_view sample, std::size_t start, std::size_t end, bool whole, Values allowed) {
    const std::size_t next = sample.find_first_not_of(space, end);
    const std::size_t line_end = sample.find('\n', start);
    const bool on_one_line = line_end >= end;
    const bool in_next_line = next != sample.npos && on_one_line && line_end < next && sample[next] == '{';
    if (allowed == Values::one_or_lines && in_next_line) return in_lines(false);
    const bool sure = whole || allowed == Values::one || (allowed == Values::one_or_lines && next != sample.npos);
    if (allowed != Values::any || next == sample.npos) return alone_or_wrapped(sample, sure, "one JSON object");
    if (on_one_line) return in_lines(false);
    return {Arrangement::values, true, 0, {}, 0, "JSON objects one after the other, each over several lines"};
}

/// Where the first value is an array; `line_end`: of its line.
JsonLayout with_array(std::string_view sample, std::size_t start, std::size_t line_end, const Extent& extent,
                      bool whole) {
    const auto end = static_cast<std::size_t>(extent.end - sample.data());
    const std::size_t next = sample.find_first_not_of(space, end);
    const bool other_line_follows =
        extent.outcome == Extent::Outcome::whole && line_end >= end && next != sample.npos && next > line_end;
    return other_line_follows ? in_lines(true) : as_array(start + 1, line_end < end || whole);
}

/// Where the first value is an object that is damaged, or not whole in the sample.
JsonLayout with_broken_object(std::string_view sample, std::size_t start, std::size_t line_end, bool sure) {
    if (is_laid_out(sample, start)) return alone_or_wrapped(sample, sure, "one JSON object over several lines");
    const bool one_line = line_end == sample.npos || sample.find_first_not_of(space, line_end) == sample.npos;
    JsonLayout layout = one_line ? alone_or_wrapped(sample, sure, {}) : JsonLayout{};
    if (layout.arrangement == Arrangement::wrapped) return layout;
    layout = in_lines(false);
    layout.sure = sure || !one_line;
    return layout;
}

} // namespace

JsonLayout lay_out(std::string_view sample, bool whole, Values allowed) {
    const bool only_one = allowed != Values::any; // where the first is not an object that is the whole of its line
    const std::size_t start = std::min(sample.find_first_not_of(space), sample.size());
    const char first = start == sample.size() ? '\0' : sample[start];
    if (first != '{' && first != '[') {
        return {Arrangement::values, true, 0, {}, 0, "by its name, or as asked for, it is one JSON value"};
    }
    if (first == '[' && only_one) return as_array(start + 1, true);
    const Extent extent = ExtentFinder().find(sample.data() + start, sample.data() + sample.size());
    const std::size_t line_end = sample.find('\n', start);
    if (first == '[') return with_array(sample, start, line_end, extent, whole);
    if (extent.outcome == Extent::Outcome::whole) {
        return with_whole_object(sample, start, static_cast<std::size_t>(extent.end - sample.data()), whole, allowed);
    }
    const bool sure = extent.outcome == Extent::Outcome::damaged || whole;
    return only_one ? alone_or_wrapped(sample, sure, "one JSON object")
                    : with_broken_object(sample, start, line_end, sure);
}

bool is_named_json(std::string_view name) {
    std::string lower(name);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    std::string_view base = lower;
    for (const std::string_view packed : {".gz", ".zst", ".bz2", ".xz"}) {
        if (base.ends_with(packed)) base.remove_suffix(packed.size());
    }
    return base.ends_with(".json");
}

} // namespace engage::read
