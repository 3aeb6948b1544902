// json.cpp -- JSON lines and elements of arrays to rows.
// SPDX-License-Identifier: MIT
#include "read/json.hpp"

#include <utility>

#include <simdjson.h>

#include "read/json_text.hpp"
#include "read/scan.hpp"

namespace engage::read {

namespace {

const char* after_space(const char* at, const char* end) {
    while (at != end && is_json_space(*at)) ++at;
    return at;
}

} // namespace

JsonReader::JsonReader(const Format& format, Columns columns)
    : kind_(format.kind), keys_(std::move(columns)), writer_(keys_.width()) {}

void JsonReader::read(Chunk& chunk, Rows& rows) {
    text_ = chunk.buffer.data();
    rows_ = &rows;
    rows.width = keys_.width();
    rows.line_count = count_newlines(text_, text_ + chunk.size);
    text_[chunk.size] = '\n'; // stops every search
    valid_utf8_ = simdjson::validate_utf8(text_, chunk.size);
    for (const Element& element : chunk.elements) {
        read_record(element.begin, element.begin + element.size, element.line);
    }
    if (kind_ == Kind::json_array) return;
    std::uint32_t line = 0;
    for (std::size_t begin = 0; begin < chunk.size; ++line) {
        const char* const end = find_byte(text_ + begin, text_ + chunk.size, '\n');
        read_record(begin, static_cast<std::size_t>(end - text_), line);
        begin = static_cast<std::size_t>(end - text_) + 1;
    }
}

void JsonReader::read_record(std::size_t begin, std::size_t end, std::uint32_t line) {
    while (end > begin && is_json_space(text_[end - 1])) --end;
    while (begin < end && is_json_space(text_[begin])) ++begin;
    if (begin == end) return;
    writer_.start(*rows_, line);
    keys_.start_record();
    if (valid_utf8_ && read_plain(text_ + begin, text_ + end)) return;
    writer_.undo();
    writer_.start(*rows_, line);
    keys_.start_record();
    const auto refusal = strict_.read(text_, begin, end - begin, keys_, writer_);
    if (!refusal) return;
    writer_.undo();
    rows_->bad.push_back({line, refusal->reason, std::string(refusal->what)});
}

/// Reads an object whose values are numbers, words and strings without escapes, as most are; that takes a third of the
/// time. False: it is something else, valid or not.
bool JsonReader::read_plain(const char* at, const char* end) {
    if (*at != '{') return false;
    at = after_space(at + 1, end);
    if (*at == '}') return at + 1 == end;
    for (;;) {
        const Key* key = keys_.guess(at, static_cast<std::size_t>(end - at));
        if (key != nullptr) {
            at += key->quoted.size();
        } else {
            if (*at != '"') return false;
            const char* const stop = plain_text_end(at + 1);
            if (*stop != '"') return false;
            key = &keys_.find({at + 1, static_cast<std::size_t>(stop - at - 1)});
            at = stop + 1;
        }
        at = after_space(at, end);
        if (*at != ':') return false;
        at = read_plain_value(after_space(at + 1, end), *key);
        if (at == nullptr) return false;
        at = after_space(at, end);
        if (*at == '}') return at + 1 == end;
        if (*at != ',') return false;
        at = after_space(at + 1, end);
    }
}

/// Past the value at `at`; null where it is not plain.
const char* JsonReader::read_plain_value(const char* at, const Key& key) {
    const auto put = [&](const char* from, const char* to) { writer_.put(key, trimmed(text_, from - text_, to - text_)); };
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
