// block_bits.hpp -- what each of 64 bytes of delimited text is, as 64 bits.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "read/wide.hpp"

namespace engage::read {

/// The lowest bit is that of the first byte.
struct BlockBits {
    std::uint64_t newlines = 0, quotes = 0;
    std::uint64_t separators = 0; ///< delimiters and newlines
    std::uint64_t blanks = 0;     ///< spaces and tabs
};

// `tab`: a tab or, where that is the delimiter, a space.

#ifdef __x86_64__

inline BlockBits block_bits(const char* block, char delimiter, char tab) {
    const __m128i delimiters = _mm_set1_epi8(delimiter), line_ends = _mm_set1_epi8('\n'), marks = _mm_set1_epi8('"');
    const __m128i spaces = _mm_set1_epi8(' '), tabs = _mm_set1_epi8(tab);
    BlockBits bits;
    for (int part = 0; part < 64; part += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + part));
        const auto bits_of = [&](__m128i found) {
            return std::uint64_t{static_cast<unsigned>(_mm_movemask_epi8(found))} << part;
        };
        const __m128i newlines = _mm_cmpeq_epi8(bytes, line_ends);
        bits.newlines |= bits_of(newlines);
        bits.separators |= bits_of(_mm_or_si128(newlines, _mm_cmpeq_epi8(bytes, delimiters)));
        bits.quotes |= bits_of(_mm_cmpeq_epi8(bytes, marks));
        bits.blanks |= bits_of(_mm_or_si128(_mm_cmpeq_epi8(bytes, spaces), _mm_cmpeq_epi8(bytes, tabs)));
    }
    return bits;
}

ENGAGE_WIDE [[gnu::always_inline]] inline BlockBits block_bits_wide(const char* block, char delimiter, char tab) {
    const __m256i delimiters = _mm256_set1_epi8(delimiter), line_ends = _mm256_set1_epi8('\n');
    const __m256i marks = _mm256_set1_epi8('"'), spaces = _mm256_set1_epi8(' '), tabs = _mm256_set1_epi8(tab);
    BlockBits bits;
    for (int part = 0; part < 64; part += 32) {
        const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block + part));
        const __m256i newlines = _mm256_cmpeq_epi8(bytes, line_ends);
        const __m256i separators = _mm256_or_si256(newlines, _mm256_cmpeq_epi8(bytes, delimiters));
        const __m256i quotes = _mm256_cmpeq_epi8(bytes, marks);
        const __m256i blanks = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, spaces), _mm256_cmpeq_epi8(bytes, tabs));
        bits.newlines |= std::uint64_t{static_cast<unsigned>(_mm256_movemask_epi8(newlines))} << part;
        bits.separators |= std::uint64_t{static_cast<unsigned>(_mm256_movemask_epi8(separators))} << part;
        bits.quotes |= std::uint64_t{static_cast<unsigned>(_mm256_movemask_epi8(quotes))} << part;
        bits.blanks |= std::uint64_t{static_cast<unsigned>(_mm256_movemask_epi8(blanks))} << part;
    }
    return bits;
}

#else

inline BlockBits block_bits(const char* block, char delimiter, char tab) {
    BlockBits bits;
    for (unsigned i = 0; i < 64; ++i) {
        const char c = block[i];
        bits.newlines |= std::uint64_t{c == '\n'} << i;
        bits.separators |= std::uint64_t{c == delimiter || c == '\n'} << i;
        bits.quotes |= std::uint64_t{c == '"'} << i;
        bits.blanks |= std::uint64_t{c == ' ' || c == tab} << i;
    }
    return bits;
}

#endif

} // namespace engage::read
