// duration.cpp -- durations as exports write them.
// SPDX-License-Identifier: MIT
#include "import/duration.hpp"

#include <string>

#include "import/letter_case.hpp"
#include "import/number.hpp"

namespace engage {
namespace {

constexpr int128 longest = int128{1'000'000'000'000} * Quantity::one; // seconds

/// A number without a sign, of which only `decimals` ones may have decimals, after a point or a comma.
std::optional<Quantity> read_part(std::string_view text, bool decimals) {
    if (text.empty() || text.find_first_not_of(decimals ? "0123456789.," : "0123456789") != text.npos)
        return std::nullopt;
    std::string plain(text);
    if (const auto comma = plain.find(','); comma != plain.npos) plain[comma] = '.';
    return read_decimal(plain);
}

std::optional<std::int64_t> in_microseconds(int128 seconds) {
    if (seconds > longest) return std::nullopt;
    return static_cast<std::int64_t>(seconds / (Quantity::one / 1'000'000));
}

/// `H:MM:SS` or `M:SS`. The first part may be of any size, the others are below 60 and of two digits.
std::optional<std::int64_t> read_clock(std::string_view text) {
    int128 seconds = 0;
    for (int colons = 0;; ++colons) {
        const auto colon = text.find(':');
        const auto part = text.substr(0, colon);
        const auto number = read_part(part, colon == text.npos);
        constexpr int128 sixty = int128{60} * Quantity::one;
        if (!number || number->units > longest || colons > 2) return std::nullopt;
        const bool two_digits = part.size() == 2 || (part.size() > 3 && (part[2] == '.' || part[2] == ','));
        if (colons > 0 && (!two_digits || number->units >= sixty)) return std::nullopt;
        seconds = seconds * 60 + number->units;
        if (colon == text.npos) return in_microseconds(seconds);
        text.remove_prefix(colon + 1);
    }
}

/// Takes the worth in seconds of the unit at the start of `text`; 0: it is none.
int take_unit(std::string_view& text) {
    struct Unit {
        std::string_view name;
        int worth;
    };
    constexpr Unit units[]{{"hours", 3600}, {"hour", 3600},  {"hrs", 3600},  {"hr", 3600},
                           {"h", 3600},     {"minutes", 60}, {"minute", 60}, {"mins", 60},
                           {"min", 60},     {"m", 60},       {"seconds", 1}, {"second", 1},
                           {"secs", 1},     {"sec", 1},      {"s", 1},       {"d", 86'400}};
    for (const auto& [name, worth] : units)
        if (text.starts_with(name)) return text.remove_prefix(name.size()), worth;
    return 0;
}

/// `1h 2m 3s`: every unit smaller than the one before it.
std::optional<std::int64_t> read_units(std::string_view text) {
    int128 seconds = 0;
    for (int last = 1'000'000; !text.empty();) {
        const auto digits = text.substr(0, text.find_first_not_of("0123456789.,"));
        const auto number = read_part(digits, true);
        text.remove_prefix(digits.size());
        if (text.starts_with(' ')) text.remove_prefix(1);
        const int worth = take_unit(text);
        if (!number || worth == 0 || worth >= last || number->units > longest) return std::nullopt;
        seconds += number->units * worth;
        last = worth;
        if (text.starts_with(' ')) text.remove_prefix(1);
    }
    return in_microseconds(seconds);
}

} // namespace

std::optional<std::int64_t> read_duration(std::string_view text) {
    if (text.empty() || text.size() > 64) return std::nullopt;
    if (text.find(':') != text.npos) return read_clock(text);
    const std::string lower = lowered(text);
    if (!lower.starts_with('p')) return read_units(lower);
    // ISO 8601: a T stands before hours, minutes and seconds. Years and months have no length of their own.
    const auto t = lower.find('t');
    if (lower.size() < 3 || t == lower.size() - 1) return std::nullopt;
    const std::string days = lower.substr(1, t == lower.npos ? t : t - 1);
    if (!days.empty() && !days.ends_with('d')) return std::nullopt;
    return read_units(days + (t == lower.npos ? "" : lower.substr(t + 1)));
}

} // namespace engage
