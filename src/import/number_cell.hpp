// number_cell.hpp -- numbers as people's exports write them: grouped, with a currency, a percent sign, in parentheses.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "engage/convention.hpp"
#include "engage/tally.hpp"

namespace engage {

/// A number as written, in both ways in which it can be read.
struct NumberCell {
    std::optional<Quantity> with_point; ///< its value if the decimal mark is a point; nothing: it cannot be
    std::optional<Quantity> with_comma; ///< … if it is a comma
    std::string_view body;              ///< the digits and what stands between them
    std::string_view currency;          ///< ISO code; empty where none is named, or only a sign of several ($)
    bool money = false;                 ///< there is a currency, or a sign of one
    bool percent = false;               ///< there is a percent sign, which is dropped: 27.78% is 27.78

    bool readable() const { return with_point || with_comma; }
    /// Whether the decimal mark makes a difference.
    bool depends() const {
        return with_point.has_value() != with_comma.has_value() ||
               (with_point && with_point->units != with_comma->units);
    }
};

/// `-1,234.50`, `1.234,50`, `1 234,50` (also with the narrow and no-break spaces), `1'234.50`, `1,23,456`, `27.78%`,
/// `$22.50`, `US$ 0,00`, `12,50 €`, `EUR 12.50`, `(15.00)` for -15.00, `350 (35.18%)` for 350. Bounds as read_decimal.
/// `whole`: only whole numbers of at least 0 are possible values. Nothing readable for anything else.
NumberCell take_apart_number(std::string_view text, bool whole = false);

/// A number of a column whose decimal mark is known, or (per_column) not known.
struct NumberRead {
    std::optional<Quantity> number;
    std::string_view currency; ///< as NumberCell
    bool money = false, percent = false;
    bool unclear = false; ///< it is a number, but nothing says which
};
NumberRead read_number(std::string_view text, Numbers mark, bool whole = false);

} // namespace engage
