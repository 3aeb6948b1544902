// time.hpp -- time stamps as text, to instants.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "import/zone.hpp"

namespace engage {

/// What a column of plain numbers counts since 1970. Decided once per column, from its first values.
enum class Epoch : std::uint8_t { none, second, millisecond, microsecond };
std::string_view name_of(Epoch unit);

/// By the size of one value: below 10^11 seconds, below 10^14 milliseconds, below 10^17 microseconds. `none` where
/// `text` is no plain number.
Epoch guess_epoch(std::string_view text);

/// Reads the time stamps of one column.
class TimeReader {
public:
    /// `local`: the zone of times without an offset.
    TimeReader(Zone local, Epoch unit) : local_(std::move(local)), unit_(unit) {}

    /// RFC 3339 (a space for the T, no seconds and offsets without a colon allowed), a date, a date-time, or a number
    /// in the unit of the column. Digits beyond microseconds are cut off. Nothing for anything else.
    std::optional<Instant> read(std::string_view text);

private:
    std::optional<Instant> read_number(std::string_view text) const;

    Zone local_;
    Epoch unit_;
    std::uint64_t date_digits_ = 0; ///< the date read last, as text …
    std::uint16_t date_tail_ = 0;
    std::int64_t date_days_ = 0;    ///< … and as days: exports are mostly in the order of time
};

} // namespace engage
