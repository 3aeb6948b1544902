// time.hpp -- time stamps as text, to instants.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "engage/convention.hpp"
#include "import/usual_time.hpp"
#include "import/zone.hpp"

namespace engage {

/// What a column of plain numbers is. Decided once per column, from its first values.
enum class Epoch : std::uint8_t { none, second, millisecond, microsecond, nanosecond, calendar };
std::string_view name_of(Epoch unit);

/// By the size of one value: since 1970, below 10^11 seconds, below 10^14 milliseconds, below 10^17 microseconds, else
/// nanoseconds. `none` where `text` is no plain number.
Epoch guess_epoch(std::string_view text);

/// Whether `text` is a day YYYYMMDD, or a day and a time YYYYMMDDhhmmss, of the years 1900 to 2100.
bool is_calendar(std::string_view text);

/// How the times of one column are written.
struct TimeConvention {
    Epoch unit = Epoch::none;
    DateOrder order = DateOrder::per_column;
    bool of_each = false; ///< a number has a unit of its own, by its size
};

/// Reads the time stamps of one column.
class TimeReader {
public:
    /// `local`: the zone of times without an offset.
    TimeReader(Zone local, TimeConvention convention) : local_(std::move(local)), convention_(convention) {}

    /// RFC 3339 (a space for the T, no seconds and offsets without a colon allowed), a date, a date-time, a number in
    /// the unit of the column, or a form of `take_apart_time` in the order of the column. Digits beyond microseconds
    /// are cut off. Nothing for anything else.
    std::optional<Instant> read(std::string_view text);
    /// The same of most; `no_time`: to be read in the other way.
    Instant read_usual(std::string_view text) const { return usual_.read(text); }
    /// Whether the text read last is a date, but nothing says which number in it is the day.
    bool unclear() const { return unclear_; }

private:
    std::optional<Instant> read_standard(std::string_view text);
    std::optional<Instant> read_number(std::string_view text) const;
    std::optional<Instant> read_written(std::string_view text);

    Zone local_;
    TimeConvention convention_;
    bool unclear_ = false;
    UsualTime usual_; ///< of the date read last
};

} // namespace engage
