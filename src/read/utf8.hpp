// utf8.hpp -- one character as UTF-8.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace engage::read {

/// Writes the character to `into`, at most four bytes; returns their end.
inline char* write_utf8(std::uint32_t code, char* into) {
    const auto put = [&](std::uint32_t byte) { *into++ = static_cast<char>(byte); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xc0 | code >> 6);
        put(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        put(0xe0 | code >> 12);
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    } else {
        put(0xf0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3f));
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    }
    return into;
}

} // namespace engage::read
