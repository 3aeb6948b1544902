// json_chunks.cpp -- JSON cut into chunks at ends of records.
// SPDX-License-Identifier: MIT
#include "read/json_chunks.hpp"

#include <algorithm>

#include "read/json_text.hpp"
#include "read/scan.hpp"
#include "read/strict_json.hpp"
#include "read/wrapper.hpp"

namespace engage::read {

namespace {

constexpr std::size_t largest_sample = std::size_t{1} << 20;
constexpr std::string_view invalid = "invalid_json";

Kind kind_of(Arrangement arrangement) {
    if (arrangement == Arrangement::lines) return Kind::json_lines;
    return arrangement == Arrangement::values ? Kind::json_values : Kind::json_array;
}

/// Whether an array at that path is a part of a record with this shape.
bool is_shaped(const Shape& shape, std::string_view path) {
    const auto is_path = [&](const std::string& of) { return of == path; };
    const auto leads_there = [&](std::string_view wrapper) {
        if (wrapper.ends_with(".*")) wrapper.remove_suffix(2);
        return path.starts_with(wrapper) && path.substr(wrapper.size()).starts_with('.');
    };
    return std::any_of(shape.each.begin(), shape.each.end(), is_path) ||
           std::any_of(shape.pairs.begin(), shape.pairs.end(), is_path) ||
           std::any_of(shape.unwrap.begin(), shape.unwrap.end(), leads_there);
}

/// Whether the object of a sample, which seems to wrap records, is one with this shape.
bool is_record(std::string_view sample, const Shape& shape) {
    if (shape.empty()) return false;
    WrapperSearch search;
    search.search(sample);
    const auto& arrays = search.candidates();
    return std::any_of(arrays.begin(), arrays.end(), [&](const auto& array) { return is_shaped(shape, array.path); });
}

} // namespace

JsonChunks::JsonChunks(Feed& feed, Format& format, Allowance allowed)
    : feed_(feed), allowed_(allowed), cutter_(feed, "\n") {
    look_at(feed, format);
    if (layout_.arrangement != Arrangement::lines) {
        const bool is_wrapped = layout_.arrangement == Arrangement::wrapped;
        records_ = ArraySplitter({layout_.arrangement != Arrangement::values, is_wrapped, allowed.advice});
    }
    if (layout_.arrangement != Arrangement::wrapped) return;
    std::string closed = head_ + ']' + std::string(layout_.depth, '}');
    head_is_bad_ = StrictJson().check(closed).has_value();
}

void JsonChunks::look_at(Feed& feed, Format& format) {
    Chunk sample;
    for (std::size_t size = usual_chunk;; size *= 2) {
        feed.fill(sample, size);
        sample.buffer[sample.size] = '"';
        layout_ = lay_out(bytes_of(sample), feed.at_end(), allowed_.values);
        if (layout_.sure || feed.at_end() || size >= largest_sample) break;
    }
    if (layout_.arrangement == Arrangement::wrapped && is_record(bytes_of(sample), format.shape))
        layout_ = {Arrangement::values, true, 0, {}, 0, "one JSON object, which is one record by its shape"};
    if (sample.size == 0) stage_ = Stage::nothing_there;
    format.kind = kind_of(layout_.arrangement);
    format.reasons.push_back(layout_.reason);
    head_ = bytes_of(sample).substr(0, layout_.begin);
    head_waits_ = true;
    feed.take_back(sample);
}

bool JsonChunks::next(Chunk& chunk) {
    switch (stage_) {
    case Stage::over: return false;
    case Stage::nothing_there:
        stage_ = Stage::over;
        chunk.bad.push_back({0, invalid, "the file is empty, which is not valid JSON"});
        return true;
    case Stage::tail:
        stage_ = Stage::over;
        check_tail(chunk);
        return chunk.size != 0 || !chunk.bad.empty();
    case Stage::records: break;
    }
    return next_records(chunk);
}

bool JsonChunks::next_records(Chunk& chunk) {
    const auto found = cutter_.next(chunk, [&](Chunk& filled) { return whole_records(filled); });
    if (found == Cutter::Found::endless) refuse(chunk);
    return found == Cutter::Found::nothing ? close(chunk) : true;
}

bool JsonChunks::close(Chunk& chunk) {
    stage_ = Stage::over;
    return layout_.arrangement != Arrangement::lines && records_.close(chunk);
}

/// How many of the chunk's bytes are whole records.
std::size_t JsonChunks::whole_records(Chunk& chunk) {
    if (layout_.arrangement != Arrangement::lines) {
        const std::size_t from = head_waits_ ? head_.size() : 0;
        if (chunk.size < from) return 0;
        const std::size_t whole = records_.split(chunk, from, chunk.size, feed_.at_end());
        if (whole <= from && !feed_.at_end()) return 0;
        if (head_waits_ && head_is_bad_) {
            chunk.bad.insert(chunk.bad.begin(), {0, invalid, "what stands before the rows is not valid JSON"});
        }
        head_waits_ = false;
        if (records_.left()) stage_ = Stage::tail;
        return whole;
    }
    if (feed_.at_end()) return chunk.size;
    const char* const begin = chunk.buffer.data();
    const char* const end = after_last_newline(begin, begin + chunk.size);
    return end == nullptr ? 0 : static_cast<std::size_t>(end - begin);
}

/// What stands around the rows of a wrapped array must be JSON, too, and nothing may follow it.
void JsonChunks::check_tail(Chunk& chunk) {
    for (std::size_t size = usual_chunk; !feed_.at_end() && size <= largest_record; size *= 2) feed_.fill(chunk, size);
    chunk.damaged = true; // it has no rows
    if (!feed_.at_end()) {
        chunk.bad.push_back({0, "record_too_long", "what stands after the rows is longer than 256 MiB"});
        return;
    }
    const std::string around = head_ + ']' + std::string(bytes_of(chunk)) + std::string(padding, '"');
    const char* const end = around.data() + around.size() - padding;
    const Extent extent = ExtentFinder().find(around.data() + around.find('{'), end);
    const auto line_of = [&](const char* at) { return count_newlines(around.data() + head_.size(), at); };
    const char* const after = std::find_if(extent.end, end, [](char c) { return !is_json_space(c); });
    const bool is_whole = extent.outcome == Extent::Outcome::whole;
    if (is_whole && after != end) {
        const std::string what = "there is text after the end of the object";
        chunk.bad.push_back({line_of(after), invalid, what + std::string(allowed_.advice)});
        return;
    }
    const auto refusal = head_is_bad_ ? std::nullopt : StrictJson().check(std::string_view(around.data(), end));
    if (!refusal) return;
    const char* const shown = is_whole ? around.data() + head_.size() : extent.end;
    const std::string what = "what stands after the rows is not valid JSON: ";
    chunk.bad.push_back({line_of(shown), invalid, what + std::string(*refusal)});
}

/// The record at the start of the chunk is too long. Reading goes on with the line after its first; in an array, where
/// that line would be a part of the same element, with the line after what was read.
void JsonChunks::refuse(Chunk& chunk) {
    chunk.bad.push_back({0, "record_too_long", "this record is longer than 256 MiB"});
    if (layout_.arrangement == Arrangement::lines) {
        cutter_.leave_out_line(chunk);
        return;
    }
    records_.resume();
    head_waits_ = false;
    cutter_.leave_out_all(chunk);
}

} // namespace engage::read
