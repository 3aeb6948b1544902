// json_text.hpp -- the smallest parts of JSON: numbers, words, strings.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace engage::read {

constexpr bool is_json_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Past the longest number at `at`, by the grammar of RFC 8259; null where there is none. Something that is no part of
/// a number must come somewhere after it.
const char* number_end(const char* at);

/// Past `true`, `false` or `null` at `at`, of which 8 bytes must be readable; null where there is none of them.
const char* word_end(const char* at);

/// Writes the text of a string, [begin, end) between its quotes, to `into`, which may be `begin`; returns the end of
/// what was written, null where an escape is none. It never writes more than it reads. Half of a surrogate pair is no
/// character: U+FFFD takes its place, and is added to `replaced`.
char* unescape(const char* begin, const char* end, char* into, std::uint64_t& replaced);

} // namespace engage::read
