// cell_kind.hpp -- what a cell looks like, for judging how a table is to be read.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace engage::read {

/// `word`: letters, digits and few signs, without a space. `text`: anything else.
enum class CellKind : std::uint8_t { blank, number, time, flag, address, word, text };

std::string_view name_of(CellKind kind);

/// By shape alone: `number` is also money, a percentage, and a count with its share; `time` is also a date or a
/// duration; `address` is of a person or a page. Blanks around are passed over; the usual words for a missing value
/// are blank.
CellKind kind_of(std::string_view cell);

/// Whether the kind tells more than that there is text.
constexpr bool typed(CellKind kind) { return kind >= CellKind::number && kind <= CellKind::address; }

/// A year, as headers may hold.
bool is_year(std::string_view cell);

} // namespace engage::read
