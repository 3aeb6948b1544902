// reading.hpp -- what of the reading of a file is settled by its owner, and not found out from its bytes.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace engage {

/// How a quote is written inside a quoted cell.
enum class Escape : std::uint8_t { doubled, backslash };

/// What is not given is found out from the data.
struct Reading {
    std::optional<char> delimiter; ///< 0: a record is one cell
    std::optional<char> quote;     ///< 0: quotes are text
    std::optional<char> comment;   ///< lines that begin with it are no records; 0: there are none
    std::optional<Escape> escape;
    std::optional<std::size_t> header_row; ///< line, from 1, on which the header begins; 0: there is none
    std::size_t table = 0;                 ///< from 1; 0: the main one
    std::string encoding;                  ///< one of encodings() in read/encoding.hpp; empty: found out
    std::uint64_t max_expansion = 1000;    ///< bytes that a compressed byte may become, beyond the first 64 MiB
    bool strict_json = false;              ///< every input is exactly one JSON value
};

} // namespace engage
