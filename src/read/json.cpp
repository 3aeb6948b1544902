// json.cpp -- JSON lines and elements of arrays to rows.
// SPDX-License-Identifier: MIT
#include "read/json.hpp"

#include <utility>

#include <simdjson.h>

#include "read/json_text.hpp"
#include "read/scan.hpp"

namespace engage::read {

namespace {

/// `line_ends`: whether they are space, too.
const char* after_space(const char* at, bool line_ends) {
    while (is_blank(*at) || *at == '\r' || (*at == '\n' && line_ends)) ++at;
    return at;
}

} // namespace

JsonReader::JsonReader(const Format& format, Columns columns)
    : kind_(format.kind), keys_(std::move(columns)), writer_(keys_.width()) {}

void JsonReader::read(Chunk& chunk, Rows& rows) {
    text_ = chunk.buffer.data();
    rows_ = &rows;
    rows.width = keys_.width();
    text_[chunk.size] = '\n'; // the last line of a file may lack it
    valid_utf8_ = simdjson::validate_utf8(text_, chunk.size);
    if (kind_ == Kind::json_array) {
        rows.line_count = count_newlines(text_, text_ + chunk.size);
        for (const Element& element : chunk.elements) read_element(element);
    } else {
        rows.line_count = read_lines(text_ + chunk.size);
    }
}

/// Returns the number of line ends.
std::uint32_t JsonReader::read_lines(const char* end) {
    std::uint32_t line = 0;
    for (const char* begin = text_; begin < end; ++line) {
        const char* stop = read_plain(begin, end, line);
        if (stop == nullptr) {
            stop = find_byte(begin, end, '\n');
            read_strict(begin, stop, line);
        }
        if (stop == end) return line;
        begin = stop + 1;
    }
    return line;
}

void JsonReader::read_element(const Element& element) {
    const char* const begin = text_ + element.begin;
    const char* const end = begin + element.size;
    if (read_plain(begin, end, element.line) == nullptr) read_strict(begin, end, element.line);
}

void JsonReader::read_strict(const char* begin, const char* end, std::uint32_t line) {
    while (end > begin && is_json_space(end[-1])) --end;
    while (begin < end && is_json_space(*begin)) ++begin;
    if (begin == end) return;
    writer_.start(*rows_, line);
    keys_.start_record();
    const auto size = static_cast<std::size_t>(end - begin);
    const auto refusal = strict_.read(text_, static_cast<std::size_t>(begin - text_), size, keys_, writer_);
    if (!refusal) return;
    writer_.undo();
    rows_->bad.push_back({line, refusal->reason, std::string(refusal->what)});
}

/// Reads an object whose values are numbers, words and strings without escapes, as most are; that takes a third of the
/// time. Returns the end of its line or element; null, and no row, where it is something else, valid or not.
const char* JsonReader::read_plain(const char* at, const char* end, std::uint32_t line) {
    const bool line_ends = kind_ == Kind::json_array;
    if (!valid_utf8_ || *at != '{') return nullptr;
    writer_.start(*rows_, line);
    keys_.start_record();
    at = read_plain_members(after_space(at + 1, line_ends), end, line_ends);
    if (at != nullptr && !line_ends) at = after_space(at, false);
    if (at != nullptr && (line_ends ? at == end : *at == '\n')) return at;
    writer_.undo();
    return nullptr;
}

/// Past the brace that closes the object.
const char* JsonReader::read_plain_members(const char* at, const char* end, bool line_ends) {
    if (*at == '}') return at + 1;
    for (;;) {
        const Key* key = keys_.guess(at, end);
        if (key != nullptr) {
            at += key->quoted.size();
        } else {
            if (*at != '"') return nullptr;
            const char* const stop = plain_text_end(at + 1);
            if (*stop != '"') return nullptr;
            key = &keys_.find({at + 1, static_cast<std::size_t>(stop - at - 1)});
            at = stop + 1;
        }
        at = after_space(at, line_ends);
        if (*at != ':') return nullptr;
        at = read_plain_value(after_space(at + 1, line_ends), *key);
        if (at == nullptr) return nullptr;
        at = after_space(at, line_ends);
        if (*at == '}') return at + 1;
        if (*at != ',') return nullptr;
        at = after_space(at + 1, line_ends);
    }
}

/// Past the value at `at`; null where it is not plain.
const char* JsonReader::read_plain_value(const char* at, const Key& key) {
    const auto put = [&](const char* from, const char* to) { writer_.put(key, trimmed(text_, from, to)); };
    if (*at == '"') {
        const char* const stop = plain_text_end(at + 1);
        if (*stop != '"') return nullptr;
        put(at + 1, stop);
        return stop + 1;
    }
    const char* const stop = *at == '-' || (*at >= '0' && *at <= '9') ? number_end(at) : word_end(at);
    if (stop != nullptr) put(at, *at == 'n' ? at : stop);
    return stop;
}

} // namespace engage::read
