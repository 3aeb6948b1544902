// convention.hpp -- how an export writes what can be written in more than one way: numbers and dates.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace engage {

/// Which mark divides the whole from its decimals; other marks, blanks and apostrophes group digits by three.
enum class Numbers : std::uint8_t {
    per_column, ///< what a column's own values show; of a column that was looked through: they show nothing
    plain,      ///< a point, as programs write it; a column that has commas instead shows what they are
    point,      ///< 1,234.50
    comma,      ///< 1.234,50
};

/// Which part of a date in digits is which. A year of four digits in front is always followed by month and day.
enum class DateOrder : std::uint8_t {
    per_column, ///< what a column's own values show; of a column that was looked through: they show nothing
    day_first,
    month_first,
    year_first,
};

/// As importers name them, in the order of the values above.
inline constexpr std::array<std::string_view, 4> numbers_names{"per_column", "plain", "point", "comma"};
inline constexpr std::array<std::string_view, 4> date_order_names{"per_column", "day_first", "month_first", "year_first"};

} // namespace engage
