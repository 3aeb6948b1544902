// dialect.hpp -- how a text is cut into records and cells.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace engage::read {

/// Whether the text is the log of a web server, and whether the virtual host stands before the address.
enum class AccessLog : std::uint8_t { none, plain, of_virtual_hosts };

struct Dialect {
    char delimiter = ',';   ///< 0: a record is one cell
    char quote = '"';       ///< 0: quotes are text
    bool backslash = false; ///< a quote in a quoted cell stands behind a backslash; else it is doubled
    bool returns = false;   ///< a carriage return alone ends a record, too
    bool padded = false;    ///< a space follows every delimiter and is a part of it
    bool runs = false;      ///< several delimiters are one, and those around a record are none
    char comment = 0;       ///< a record that begins with it is none; 0: there are none
    /// A line is a record whatever is quoted in it, and has the cells it has.
    AccessLog log = AccessLog::none;

    bool is_log() const { return log != AccessLog::none; }
    /// Whether it is read by the fast path: RFC 4180, with any delimiter.
    bool usual() const {
        return quote == '"' && !backslash && !returns && !padded && !runs && comment == 0 && !is_log();
    }
};

/// A character as a sentence names it: `';'`, `a tab`.
inline std::string shown(char c) {
    if (c == 0) return "none";
    if (c == '\t') return "a tab";
    if (c == ' ') return "a space";
    return std::string{'\'', c, '\''};
}

} // namespace engage::read
