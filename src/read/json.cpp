// json.cpp -- JSON lines and elements of arrays to rows.
// SPDX-License-Identifier: MIT
#include "read/json.hpp"

#include <algorithm>
#include <bit>
#include <set>
#include <utility>

#include <simdjson.h>

#include "read/json_text.hpp"
#include "read/reshape.hpp"
#include "read/scan.hpp"
#include "read/wide.hpp"

namespace engage::read {

namespace {

constexpr int deepest_plain = 16; // of nested objects; deeper ones are for the strict reader, which limits them
constexpr std::size_t most_columns = 10'000;

/// `line_ends`: whether they are space, too.
const char* after_space(const char* at, bool line_ends) {
    while (is_blank(*at) || *at == '\r' || (*at == '\n' && line_ends)) ++at;
    return at;
}

#ifdef __x86_64__
/// As plain_text_end.
ENGAGE_WIDE inline const char* plain_text_end_wide(const char* at) {
    const __m256i quotes = _mm256_set1_epi8('"'), backslashes = _mm256_set1_epi8('\\');
    const __m256i highest = _mm256_set1_epi8(0x1f);
    for (;; at += 32) {
        const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
        const __m256i marks = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, quotes), _mm256_cmpeq_epi8(bytes, backslashes));
        const __m256i controls = _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, highest), bytes);
        const auto found = static_cast<unsigned>(_mm256_movemask_epi8(_mm256_or_si256(marks, controls)));
        if (found != 0) return at + std::countr_zero(found);
    }
}
#else
inline const char* plain_text_end_wide(const char* at) { return plain_text_end(at); }
#endif

const char* plain_end(const char* at, bool line_ends, int depth);

/// Past the array or object at `at`, of whose parts nobody wants any; null where it is not plain.
const char* plain_nested_end(const char* at, bool line_ends, int depth) {
    if (depth > deepest_plain) return nullptr;
    const bool is_object = *at == '{';
    const char close = is_object ? '}' : ']';
    at = after_space(at + 1, line_ends);
    if (*at == close) return at + 1;
    for (;;) {
        if (is_object) {
            at = *at == '"' ? plain_text_end(at + 1) : nullptr;
            if (at == nullptr || *at != '"') return nullptr;
            at = after_space(at + 1, line_ends);
            if (*at != ':') return nullptr;
            at = after_space(at + 1, line_ends);
        }
        at = plain_end(at, line_ends, depth + 1);
        if (at == nullptr) return nullptr;
        at = after_space(at, line_ends);
        if (*at == close) return at + 1;
        if (*at != ',') return nullptr;
        at = after_space(at + 1, line_ends);
    }
}

/// Past the value at `at`; null where it is not plain.
const char* plain_end(const char* at, bool line_ends, int depth) {
    switch (*at) {
    case '"': at = plain_text_end(at + 1); return *at == '"' ? at + 1 : nullptr;
    case '[':
    case '{': return plain_nested_end(at, line_ends, depth);
    case 't':
    case 'f':
    case 'n': return word_end(at);
    default: return number_end(at);
    }
}

} // namespace

JsonReader::JsonReader(const Format& format, Columns columns, RecordWriter::Listener listener)
    : by_lines_(format.kind == Kind::json_lines && format.shape.empty()), keys_(std::move(columns)),
      writer_(keys_.width(), std::move(listener)) {}

void JsonReader::read(Chunk& chunk, Rows& rows) {
    text_ = chunk.buffer.data();
    rows_ = &rows;
    rows.width = keys_.width();
    rows.cells.clear();
    rows.lines.clear();
    rows.tidy = true;
    nulls_ = 0;
    const std::size_t aside_begin = chunk.size + padding;
    writer_.start_chunk(rows, aside_begin);
    text_[chunk.size] = '\n'; // the last line of a file may lack it
    valid_utf8_ = simdjson::validate_utf8(text_, chunk.size);
    if (by_lines_) {
        rows.line_count = read_lines(text_ + chunk.size);
    } else {
        rows.line_count = count_newlines(text_, text_ + chunk.size);
        for (const Element& element : chunk.elements) read_element(element);
    }
    if (nulls_ > 0) rows.skipped.emplace_back("null_record", nulls_);
    const std::string& aside = writer_.aside();
    if (aside.empty()) return;
    chunk.buffer.resize(std::max(chunk.buffer.size(), aside_begin + aside.size() + padding));
    std::copy(aside.begin(), aside.end(), chunk.buffer.begin() + static_cast<std::ptrdiff_t>(aside_begin));
    rows.text = chunk.buffer.data();
}

/// Returns the number of line ends.
std::uint32_t JsonReader::read_lines(const char* end) {
    std::uint32_t line = 0;
    for (const char* begin = text_; begin < end; ++line) {
        const char* stop = read_plain(begin, end, line, false);
        if (stop == nullptr) {
            stop = find_byte(begin, end, '\n');
            read_line(begin, stop, line);
        }
        if (stop == end) return line;
        begin = stop + 1;
    }
    return line;
}

/// A line with several records is good or bad as a whole.
void JsonReader::read_line(const char* begin, const char* end, std::uint32_t line) {
    while (end > begin && is_json_space(end[-1])) --end;
    while (begin < end && is_json_space(*begin)) ++begin;
    if (begin == end) return;
    if (!records_of_line(text_, begin, end, extents_, in_line_)) {
        read_strict(begin, end, line);
        return;
    }
    const RowsMark before = writer_.mark();
    const std::uint64_t nulls_before = nulls_;
    for (Element& element : in_line_) {
        element.line = line;
        const std::size_t bad = rows_->bad.size();
        read_element(element);
        if (rows_->bad.size() == bad || rows_->bad.back().reason != "invalid_json") continue;
        BadRow refusal = std::move(rows_->bad.back());
        writer_.undo(before);
        nulls_ = nulls_before;
        rows_->bad.push_back(std::move(refusal));
        return;
    }
}

void JsonReader::read_element(const Element& element) {
    const char* const begin = text_ + element.begin;
    const char* const end = begin + element.size;
    if (read_plain(begin, end, element.line, true) == nullptr) read_strict(begin, end, element.line);
}

void JsonReader::read_strict(const char* begin, const char* end, std::uint32_t line) {
    const auto size = static_cast<std::size_t>(end - begin);
    if (!keys_.scalars() && std::string_view(begin, size) == "null") {
        ++nulls_;
        return;
    }
    const RowsMark before = writer_.mark();
    rows_->tidy = false;
    writer_.start(line);
    const auto refusal = strict_.read(text_, static_cast<std::size_t>(begin - text_), size, keys_, writer_);
    if (!refusal) return;
    writer_.undo(before);
    rows_->bad.push_back({line, refusal->reason, std::string(refusal->what)});
}

/// Reads an object whose values are numbers, words, strings without escapes, and objects and arrays of such, as most
/// are; that takes a third of the time. Returns the end of its line or, where `line_ends` are space, of its element;
/// null, and no row, where it is something else, valid or not.
const char* JsonReader::read_plain(const char* at, const char* end, std::uint32_t line, bool line_ends) {
    if (!valid_utf8_ || *at != '{') return nullptr;
    const RowsMark before = writer_.mark();
    writer_.start(line);
    at = read_plain_members(after_space(at + 1, line_ends), end, line_ends, keys_.of_record(), 1);
    if (at != nullptr && !line_ends) at = after_space(at, false);
    if (at != nullptr && (line_ends ? at == end : *at == '\n')) return at;
    writer_.undo(before);
    return nullptr;
}

/// Past the string at `at`; null where it is not plain.
template <bool wide>
[[gnu::always_inline]] inline const char* JsonReader::read_plain_string(const char* at, const Key& key) {
    const char* const stop = wide ? plain_text_end_wide(at + 1) : plain_text_end(at + 1);
    if (*stop != '"') return nullptr;
    writer_.put(key, trimmed(text_, at + 1, stop));
    return stop + 1;
}

/// Past the brace that closes the object. What is usual comes first: a key that was guessed, a string that follows
/// without a space, and another key.
template <bool wide>
[[gnu::always_inline]] inline const char* JsonReader::take_plain_members(const char* at, const char* end,
                                                                         bool line_ends, KeySet& keys, int depth) {
    if (*at == '}') return at + 1;
    for (;;) {
        Key* key = keys.guess(at, end);
        if (key != nullptr) {
            at += key->quoted.size();
        } else {
            if (*at != '"') return nullptr;
            const char* const stop = plain_text_end(at + 1);
            if (*stop != '"') return nullptr;
            key = &keys.find({at + 1, static_cast<std::size_t>(stop - at - 1)});
            at = stop + 1;
        }
        if (at[0] == ':' && at[1] == '"') {
            at = read_plain_string<wide>(at + 1, *key);
        } else {
            at = after_space(at, line_ends);
            if (*at != ':') return nullptr;
            at = read_plain_value(after_space(at + 1, line_ends), end, line_ends, *key, depth);
        }
        if (at == nullptr) return nullptr;
        if (at[0] == ',' && at[1] == '"') {
            ++at;
            continue;
        }
        if (*at != '}') at = after_space(at, line_ends);
        if (*at == '}') return at + 1;
        if (*at != ',') return nullptr;
        at = after_space(at + 1, line_ends);
    }
}

ENGAGE_WIDE const char* JsonReader::read_plain_members_wide(const char* at, const char* end, bool line_ends,
                                                            KeySet& keys, int depth) {
    return take_plain_members<true>(at, end, line_ends, keys, depth);
}

const char* JsonReader::read_plain_members(const char* at, const char* end, bool line_ends, KeySet& keys, int depth) {
    if (has_wide()) return read_plain_members_wide(at, end, line_ends, keys, depth);
    return take_plain_members<false>(at, end, line_ends, keys, depth);
}

/// Past the value at `at`; null where it is not plain.
const char* JsonReader::read_plain_value(const char* at, const char* end, bool line_ends, Key& key, int depth) {
    if (*at == '"') return read_plain_string<false>(at, key);
    if (*at == '{') return read_plain_object(at, end, line_ends, key, depth);
    if (*at == '[' && keys_.wants_inside(key)) return nullptr;
    const char* const stop = plain_end(at, line_ends, depth);
    if (stop != nullptr) writer_.put(key, trimmed(text_, at, *at == 'n' ? at : stop));
    return stop;
}

/// Past a nested object; null where it is not plain.
const char* JsonReader::read_plain_object(const char* at, const char* end, bool line_ends, Key& key, int depth) {
    const bool wanted_as_text = key.place.place >= 0; // then what is in it has to be kept apart
    KeySet* const members = wanted_as_text ? nullptr : keys_.inside(key);
    if (members == nullptr || depth == deepest_plain) return nullptr;
    const char* const first = after_space(at + 1, line_ends);
    const char* const stop = read_plain_members(first, end, line_ends, *members, depth + 1);
    if (stop == nullptr) return nullptr;
    if (*first == '}') writer_.put(key, trimmed(text_, at, stop));
    return stop;
}

void list_columns(Chunk& chunk, Format& format) {
    std::set<const void*> known; // also keys that are not remembered count as one
    JsonReader reader(format, {0, [](std::string_view) { return Place{}; }}, [&](const Key& key) {
        const bool is_new = format.columns.size() < most_columns && known.insert(key.column).second;
        if (is_new) format.columns.push_back(key.path);
    });
    Rows rows;
    if (!format.shape.empty()) Reshaper(format).rewrite(chunk);
    reader.read(chunk, rows);
    format.scalars = !rows.skipped.empty() || std::any_of(rows.bad.begin(), rows.bad.end(), [](const BadRow& bad) {
        return bad.reason == "not_an_object";
    });
}

} // namespace engage::read
