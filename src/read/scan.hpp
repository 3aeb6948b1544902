// scan.hpp -- bytes found many at a time, and what stands around them.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "engage/row.hpp"

namespace engage::read {

/// How many bytes past its end a buffer must have, so that blocks can be loaded without looking where it ends.
constexpr std::size_t padding = 64;

constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Whether there is nothing but blanks.
inline bool all_blank(std::string_view text) { return std::all_of(text.begin(), text.end(), is_blank); }

/// Without the blanks around it.
inline std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

inline Cell cell_at(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
}

/// [begin, end) without blanks around it. A cell that has none costs no branch on whether it is empty.
inline Cell trimmed(const char* text, std::size_t begin, std::size_t end) {
    const std::size_t last = end - (end > begin);
    if (!is_blank(text[begin]) && !is_blank(text[last])) return cell_at(begin, end);
    while (begin < end && is_blank(text[begin])) ++begin;
    while (begin < end && is_blank(text[end - 1])) --end;
    return cell_at(begin, end);
}

inline Cell trimmed(const char* text, const char* begin, const char* end) {
    return trimmed(text, static_cast<std::size_t>(begin - text), static_cast<std::size_t>(end - text));
}

inline const char* find_byte(const char* begin, const char* end, char wanted) {
    const void* found = std::memchr(begin, wanted, static_cast<std::size_t>(end - begin));
    return found == nullptr ? end : static_cast<const char*>(found);
}

/// The first of three characters in [begin, end), or `end`.
inline const char* find_one_of(const char* begin, const char* end, char a, char b, char c) {
#ifdef __SSE2__
    const __m128i as = _mm_set1_epi8(a), bs = _mm_set1_epi8(b), cs = _mm_set1_epi8(c);
    for (; end - begin >= 16; begin += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(begin));
        const __m128i either = _mm_or_si128(_mm_cmpeq_epi8(bytes, as), _mm_cmpeq_epi8(bytes, bs));
        const int found = _mm_movemask_epi8(_mm_or_si128(either, _mm_cmpeq_epi8(bytes, cs)));
        if (found != 0) return begin + std::countr_zero(static_cast<unsigned>(found));
    }
#endif
    while (begin != end && *begin != a && *begin != b && *begin != c) ++begin;
    return begin;
}

/// Past the last line end in [begin, end); null where there is none.
inline const char* after_last_newline(const char* begin, const char* end) {
    const void* found = memrchr(begin, '\n', static_cast<std::size_t>(end - begin));
    return found == nullptr ? nullptr : static_cast<const char*>(found) + 1;
}

inline std::uint64_t count_bytes(const char* begin, const char* end, char wanted) {
    std::uint64_t count = 0;
    for (; end - begin >= 255; begin += 255) { // as many as a byte can count, so that the loop is one of bytes
        std::uint8_t part = 0;
        for (int i = 0; i < 255; ++i) part = static_cast<std::uint8_t>(part + (begin[i] == wanted));
        count += part;
    }
    return count + static_cast<std::uint64_t>(std::count(begin, end, wanted));
}
inline std::uint64_t count_newlines(const char* begin, const char* end) { return count_bytes(begin, end, '\n'); }

/// The first quote, backslash or control character from `at` on: where the plain text of a JSON string stops.
/// There must be one, and 32 readable bytes after it.
inline const char* plain_text_end(const char* at) {
#ifdef __SSE2__
    const __m128i quotes = _mm_set1_epi8('"'), backslashes = _mm_set1_epi8('\\'), highest = _mm_set1_epi8(0x1f);
    const auto stops = [&](const char* from) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
        const __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(bytes, quotes), _mm_cmpeq_epi8(bytes, backslashes));
        const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(bytes, highest), bytes);
        return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(marks, controls)));
    };
    for (;; at += 32) { // most strings end in the first 32 bytes: so there is nothing to guess
        const unsigned found = stops(at) | stops(at + 16) << 16;
        if (found != 0) return at + std::countr_zero(found);
    }
#else
    while (*at != '"' && *at != '\\' && static_cast<unsigned char>(*at) > 0x1f) ++at;
    return at;
#endif
}

/// Whether a quoted cell may end before `after`: only blanks come until a delimiter, a line end or `end`. `returns`: a
/// carriage return alone ends a line, too.
inline bool closes_cell(const char* after, const char* end, char delimiter, bool returns = false) {
    while (after != end && is_blank(*after) && *after != delimiter) ++after;
    return after == end || *after == delimiter || *after == '\n' ||
           (*after == '\r' && (returns || after + 1 == end || after[1] == '\n'));
}

/// The quote that closes the cell whose text begins at `from`; null where there is none. Quotes in it are doubled; one
/// that is not is text where the cell cannot end.
inline const char* closing_quote(const char* from, const char* end, char delimiter, bool& escaped, bool& stray) {
    for (;;) {
        const char* const quote = find_byte(from, end, '"');
        if (quote == end) return nullptr;
        from = quote + 1;
        if (from != end && (*from == delimiter || *from == '\n')) return quote; // as nearly always
        while (from != end && *from == '"') ++from;
        const auto count = from - quote;
        const bool may_close = count % 2 == 1 && closes_cell(from, end, delimiter);
        escaped |= count > 1;
        if (may_close) return from - 1;
        stray |= count % 2 == 1;
    }
}

} // namespace engage::read
