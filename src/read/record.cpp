// record.cpp -- what one record of delimited text holds.
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "read/records.hpp"
#include "read/scan.hpp"

namespace engage::read {

bool Record::blank(std::string_view text) const {
    if (fields.size() != 1 || fields[0].quoted) return false;
    const auto cell = text.substr(fields[0].begin, fields[0].end - fields[0].begin);
    return std::all_of(cell.begin(), cell.end(), [](char c) { return is_blank(c) || c == '\r'; });
}

std::size_t unescape(char* text, std::size_t size, const Dialect& dialect) {
    char* into = text;
    const char* const end = text + size;
    for (const char* from = text; from != end; ++from) {
        const bool more = from + 1 != end;
        const bool pair = more && from[0] == dialect.quote && from[1] == dialect.quote;
        const bool escape = more && dialect.backslash && from[0] == '\\' &&
                            (from[1] == dialect.quote || from[1] == '\\' || from[1] == dialect.delimiter);
        if (pair || escape) ++from;
        *into++ = *from;
    }
    return static_cast<std::size_t>(into - text);
}

std::string text_of(std::string_view text, const Field& field, const Dialect& dialect) {
    std::string cell(text.substr(field.begin, field.end - field.begin));
    if (field.escaped) cell.resize(unescape(cell.data(), cell.size(), dialect));
    return cell;
}

} // namespace engage::read
