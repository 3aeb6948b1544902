// time.cpp -- time stamps as text, to instants.
// SPDX-License-Identifier: MIT
#include "import/time.hpp"

#include <array>
#include <charconv>

#include "import/number.hpp"
#include "import/time_formats.hpp"

namespace engage {
namespace {

constexpr std::int64_t day = 86'400 * microseconds;

/// Two digits, or a number above 99.
unsigned two(const char* at) {
    const unsigned tens = static_cast<unsigned char>(at[0]) - '0', ones = static_cast<unsigned char>(at[1]) - '0';
    return tens > 9 || ones > 9 ? 1000 : tens * 10 + ones;
}

/// Days since 1970 of YYYY-MM-DD; nothing where there is no such day.
std::optional<std::int64_t> read_date(const char* at) {
    const unsigned century = two(at), rest = two(at + 2), month = two(at + 5), date = two(at + 8);
    if (century > 99 || rest > 99 || at[4] != '-' || at[7] != '-') return std::nullopt;
    return days_of(static_cast<int>(century * 100 + rest), static_cast<int>(month), static_cast<int>(date));
}

/// Takes `:SS` and a fraction, where they are.
bool take_seconds(std::string_view& text, std::int64_t& time) {
    if (text.empty() || text.front() != ':') return true;
    if (text.size() < 3) return false;
    const unsigned seconds = two(text.data() + 1);
    if (seconds > 60) return false; // 60: a leap second
    time += seconds * microseconds;
    text.remove_prefix(3);
    if (text.empty() || (text.front() != '.' && text.front() != ',')) return true;
    text.remove_prefix(1);
    std::int64_t worth = microseconds / 10;
    std::size_t digits = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits, worth /= 10)
        time += (text[digits] - '0') * worth;
    text.remove_prefix(digits);
    return digits > 0;
}

/// The offset in minutes that `text` is, wholly: Z, UTC, ±HH:MM, ±HHMM, ±HH.
std::optional<int> read_offset(std::string_view text) {
    if (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    if (text == "Z" || text == "z" || text == "UTC" || text == "GMT") return 0;
    if (text.size() < 3 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
    const unsigned hours = two(text.data() + 1);
    const std::size_t rest = text.size() > 3 && text[3] == ':' ? 4 : 3;
    if (text.size() != 3 && text.size() != rest + 2) return std::nullopt;
    const unsigned minutes = text.size() == 3 ? 0 : two(text.data() + rest);
    if (hours > 23 || minutes > 59) return std::nullopt;
    const int offset = static_cast<int>(hours * 60 + minutes);
    return text[0] == '-' ? -offset : offset;
}

/// A whole number from 10^17 on, which as nanoseconds is 1973; decimals of it are cut off by reading it as it is.
std::optional<std::int64_t> read_nanoseconds(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    constexpr std::int64_t least = 100'000'000'000'000'000;
    if (error != std::errc() || end != text.data() + text.size() || (number < least && number > -least))
        return std::nullopt;
    return number;
}

} // namespace

std::string_view name_of(Epoch unit) {
    constexpr std::array<std::string_view, 6> names{"date and time",      "epoch seconds",     "epoch milliseconds",
                                                    "epoch microseconds", "epoch nanoseconds", "YYYYMMDD"};
    return names[static_cast<std::size_t>(unit)];
}

Epoch guess_epoch(std::string_view text) {
    if (read_nanoseconds(text)) return Epoch::nanosecond;
    const auto number = read_decimal(text);
    if (!number) return Epoch::none;
    const int128 size = (number->units < 0 ? -number->units : number->units) / Quantity::one;
    if (size < 100'000'000'000) return Epoch::second;
    return size < 100'000'000'000'000 ? Epoch::millisecond : Epoch::microsecond;
}

bool is_calendar(std::string_view text) {
    if ((text.size() != 8 && text.size() != 14) || text.find_first_not_of("0123456789") != text.npos) return false;
    const auto written = take_apart_time(text);
    return written && written->parts[0] >= 1900 && written->parts[0] <= 2100 &&
           days_of(*written, DateOrder::year_first);
}

std::optional<Instant> TimeReader::read_number(std::string_view text) const {
    const Epoch known = convention_.of_each ? guess_epoch(text) : convention_.unit;
    if (known == Epoch::none || known == Epoch::calendar) return std::nullopt;
    if (known == Epoch::nanosecond)
        if (const auto number = read_nanoseconds(text)) return *number / 1'000;
    const auto number = read_decimal(text);
    if (!number) return std::nullopt;
    // Divided first: epoch seconds times a million would not fit beside 18 decimals.
    constexpr std::array<int128, 4> units{1'000'000, 1'000, 1, 0};
    const int128 unit = units[static_cast<std::size_t>(known) - 1];
    constexpr int128 last = int128{253'402'300'800} * microseconds; // the year 10000
    const int128 instant = unit == 0 ? number->units / Quantity::one / 1'000 : number->units / (Quantity::one / unit);
    if (instant <= -last || instant >= last) return std::nullopt;
    return static_cast<Instant>(instant);
}

std::optional<Instant> TimeReader::read_written(std::string_view text) {
    const auto written = take_apart_time(text);
    if (!written) return std::nullopt;
    auto days = days_of(*written, convention_.order);
    if (!days && convention_.order == DateOrder::per_column) {
        // The fifth of May is the same either way.
        const auto day_first = days_of(*written, DateOrder::day_first),
                   month_first = days_of(*written, DateOrder::month_first);
        if (day_first == month_first) days = day_first;
        else unclear_ = true;
    }
    if (!days) return std::nullopt;
    const Instant time = *days * day + written->time;
    return written->offset ? time - *written->offset * 60 * microseconds : local_.instant_of(time);
}

std::optional<Instant> TimeReader::read(std::string_view text) {
    unclear_ = false;
    if (const Instant time = read_usual(text); time != no_time) return time;
    if (text.size() < 10 || text[4] != '-') {
        if (const auto instant = read_number(text)) return instant;
    } else if (const auto instant = read_standard(text)) {
        return instant;
    }
    return read_written(text);
}

std::optional<Instant> TimeReader::read_standard(std::string_view text) {
    if (!usual_.knows(text)) {
        const auto days = read_date(text.data());
        if (!days) return std::nullopt;
        usual_.learn(text, *days * day);
    }
    std::int64_t time = usual_.start();
    text.remove_prefix(10);
    if (text.empty()) return local_.instant_of(time);
    if (text.size() < 6 || (text[0] != 'T' && text[0] != 't' && text[0] != ' ') || text[3] != ':') return std::nullopt;
    const unsigned hours = two(text.data() + 1), minutes = two(text.data() + 4);
    if (hours > 23 || minutes > 59) return std::nullopt;
    time += (hours * 60 + minutes) * 60 * microseconds;
    text.remove_prefix(6);
    if (!take_seconds(text, time)) return std::nullopt;
    if (text.empty()) return local_.instant_of(time);
    const auto offset = read_offset(text);
    if (!offset) return std::nullopt;
    return time - *offset * 60 * microseconds;
}

} // namespace engage
