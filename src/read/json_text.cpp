// json_text.cpp -- numbers and escapes, as RFC 8259 has them.
// SPDX-License-Identifier: MIT
#include "read/json_text.hpp"

#include <cstdint>
#include <cstring>
#include <optional>

#include "read/scan.hpp"
#include "read/utf8.hpp"

namespace engage::read {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

const char* digits_end(const char* at) {
    if (!is_digit(*at)) return nullptr;
    while (is_digit(*at)) ++at;
    return at;
}

/// The four hexadecimal digits of an escape.
std::optional<std::uint32_t> code_unit(const char* at, const char* end) {
    if (end - at < 4) return std::nullopt;
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i, ++at) {
        const char lower = static_cast<char>(*at | 0x20);
        value <<= 4;
        if (is_digit(*at)) value |= static_cast<std::uint32_t>(*at - '0');
        else if (lower >= 'a' && lower <= 'f') value |= static_cast<std::uint32_t>(lower - 'a' + 10);
        else return std::nullopt;
    }
    return value;
}

constexpr std::uint32_t replacement = 0xfffd, half_a_pair = 0x110000;

/// The character of `\uXXXX` or of a pair of them; `at` is past the first `u` and ends past what was used.
std::optional<std::uint32_t> escaped_character(const char*& at, const char* end) {
    const auto first = code_unit(at, end);
    if (!first) return std::nullopt;
    at += 4;
    if (*first < 0xd800 || *first > 0xdfff) return first;
    if (*first > 0xdbff || end - at < 6 || at[0] != '\\' || at[1] != 'u') return half_a_pair;
    const auto second = code_unit(at + 2, end);
    if (!second || *second < 0xdc00 || *second > 0xdfff) return half_a_pair;
    at += 6;
    return 0x10000 + ((*first - 0xd800) << 10) + (*second - 0xdc00);
}

/// The character that a one-letter escape stands for; 0 where it is none.
char plain_escape(char letter) {
    switch (letter) {
    case '"':
    case '\\':
    case '/': return letter;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return '\0';
    }
}

} // namespace

const char* number_end(const char* at) {
    if (*at == '-') ++at;
    at = *at == '0' ? at + 1 : digits_end(at);
    if (at != nullptr && *at == '.') at = digits_end(at + 1);
    if (at != nullptr && (*at == 'e' || *at == 'E')) {
        ++at;
        if (*at == '+' || *at == '-') ++at;
        at = digits_end(at);
    }
    return at;
}

const char* word_end(const char* at) {
    if (std::memcmp(at, "true", 4) == 0 || std::memcmp(at, "null", 4) == 0) return at + 4;
    return std::memcmp(at, "false", 5) == 0 ? at + 5 : nullptr;
}

char* unescape(const char* begin, const char* end, char* into, std::uint64_t& replaced) {
    for (;;) {
        const char* const backslash = find_byte(begin, end, '\\');
        const auto plain = static_cast<std::size_t>(backslash - begin);
        if (into != begin && plain != 0) std::memmove(into, begin, plain);
        into += plain;
        if (backslash == end) return into;
        begin = backslash + 1;
        if (begin == end) return nullptr;
        const char letter = *begin++;
        if (letter == 'u') {
            const auto character = escaped_character(begin, end);
            if (!character) return nullptr;
            replaced += *character == half_a_pair;
            into = write_utf8(*character == half_a_pair ? replacement : *character, into);
        } else {
            const char meant = plain_escape(letter);
            if (meant == '\0') return nullptr;
            *into++ = meant;
        }
    }
}

} // namespace engage::read
