// characters.hpp -- the characters of a text: how wide they are, where lines break, and which are none.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace engage::report {

/// Columns that `text` takes on a terminal: East Asian wide characters and emoji two, combining marks none.
std::size_t display_width(std::string_view text);
/// At most `width` columns of `text`; where something is cut off, the last of them is `…`.
std::string shorten(std::string_view text, std::size_t width);
/// Lines of at most `width` columns, broken at spaces; a word that is longer is broken anywhere. Never empty.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// `text` with U+FFFD for each part that is not UTF-8 (the replacement that the Unicode standard recommends).
std::string valid_utf8(std::string_view text);

} // namespace engage::report
