// tally.hpp -- what can be counted: a name, a rule and a meaning.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "engage/event.hpp"

namespace engage {

__extension__ using int128 = __int128;

/// An exact decimal: a whole number of 10^-18. Holds every 64-bit count; money up to 10^19.
struct Quantity {
    int128 units = 0;
    static constexpr int128 one = 1'000'000'000'000'000'000;
    static constexpr Quantity of(int128 whole) { return {whole * one}; }
    friend constexpr auto operator<=>(const Quantity&, const Quantity&) = default;
};
/// Plain decimal text without superfluous zeros: `1234.5`, `-3`.
std::string to_text(Quantity quantity);
/// The nearest double.
double to_double(Quantity quantity);

enum class Unit : std::uint8_t { unset, count, percent, points, ratio, seconds, money, score };
std::string_view name_of(Unit unit);

/// How a tally comes about. Rules are data, so that they can be run here, printed, and be written as SQL.
enum class How : std::uint8_t {
    unset,
    rows,              ///< sum of `count` over the events
    pairs,             ///< distinct (customer, message or else campaign) of the events
    pairs_after,       ///< distinct pairs with an event at or after one of the `first` events of the pair
    customers,         ///< distinct customers with at least `at_least` (sum of `count`) of the events
    customers_varied,  ///< distinct customers whose events have at least `at_least` values of `attribute`
    customers_every,   ///< distinct customers with an event in every whole `span` of the period
    values,            ///< distinct values of `attribute` over the events
    money,             ///< sum of `value` over the events
    scores,            ///< sum of `score` × `count` over the events
    visits,            ///< a `figure` of the sessions made of the events
    attendance,        ///< a `figure` of the pairs of campaigns held in the period
    first_answers,     ///< a `figure` of first contacts and their first answers, per (customer, campaign)
    base,              ///< a `figure` of who is a customer, and active, when
    sum,               ///< a sum of other tallies, `formula`
    channel,           ///< the tally `formula`, of the whole channel, beside the values of a breakdown
};

/// The figures of sessions, attendance, first answers and the customer base that a rule can ask for.
enum class Figure_of : std::uint8_t {
    none,
    // visits
    sessions, sessions_of_customers, sessions_single_view, sessions_unengaged, sessions_converted,
    sessions_that_viewed, session_seconds, session_views, time_on_page, exits,
    visitors, visitors_returning, visitors_single_view,
    // attendance
    registrants, attendees, attended_registrants, walk_ins,
    // first answers
    answer_seconds, answers,
    // base
    at_start, at_end, gained, lost, all_joined, all_lost, active_1, active_7, active_30,
};

enum class Span : std::uint8_t { none, day, week, month };
inline constexpr std::size_t span_count = 4;
constexpr std::size_t index_of(Span span) { return static_cast<std::size_t>(span); }

/// Closed bounds on a score, in millionths.
struct Scores {
    std::int64_t low = INT64_MIN, high = INT64_MAX;
    constexpr bool all() const { return low == INT64_MIN && high == INT64_MAX; } ///< also rows without a score
    constexpr bool none() const { return low > high; }                           ///< only rows without a score
    constexpr bool holds(std::int64_t score) const { return score >= low && score <= high; }
};
inline constexpr std::int64_t score_unit = 1'000'000;
constexpr Scores scores(int low, int high) { return {low * score_unit, high * score_unit}; }
constexpr Scores scores_above(int bound) { return {bound * score_unit + 1, INT64_MAX}; }
/// Any number at all, but a number.
inline constexpr Scores any_score{INT64_MIN + 1, INT64_MAX};
/// An answer that was not given.
inline constexpr Scores no_score{INT64_MAX, INT64_MIN};

struct Rule {
    How how = How::unset;
    Verbs events = 0;
    Verbs first = 0;             ///< pairs_after: what must come first
    Scores score{};              ///< only answers within
    bool human = false;          ///< leave out what a machine did
    bool known_customer = false; ///< only rows with a customer
    std::string_view attribute{};
    std::string_view value{};    ///< only rows whose attribute says so; "yes" stands for true, yes and 1, "any" for any text
    std::uint32_t at_least = 1;
    Span span = Span::none;
    Figure_of figure = Figure_of::none;
    std::string_view formula{};  ///< a sum over names of tallies, "likes + shares - 2*tags"
    std::string_view otherwise{}; ///< a sum to take where the channel's input has none of the events at all
};

struct Tally {
    std::string_view name;
    Family family{};
    Unit unit = Unit::unset; ///< count, seconds, money or score
    Rule rule{};
    std::string_view meaning; ///< completes "the number of …" or stands alone
};

/// Whether an export may give its amount. What is made of other tallies, or of the whole channel, follows from those.
constexpr bool is_measurable(const Tally& tally) {
    return tally.rule.how != How::sum && tally.rule.how != How::channel;
}

/// Whether the tally of several rows of an export is the sum of theirs. A person, a session that viewed a page or a
/// distinct value may be in several rows; an event, a session where it began, one recipient of one message is in one.
constexpr bool adds_up(const Tally& tally) {
    switch (tally.rule.how) {
    case How::customers:
    case How::customers_varied:
    case How::customers_every:
    case How::values:
    case How::base: return false;
    case How::visits:
        return tally.rule.figure != Figure_of::visitors && tally.rule.figure != Figure_of::visitors_returning &&
               tally.rule.figure != Figure_of::visitors_single_view &&
               tally.rule.figure != Figure_of::sessions_that_viewed;
    default: return true;
    }
}

/// Before the name of a tally it makes an event word: an amount of it that an export gives.
inline constexpr std::string_view tally_mark = "tally.";
inline std::string word_of_tally(std::string_view name) { return std::string(tally_mark) += name; }

/// Every tally, in the order of families and of the report.
std::span<const Tally> tallies();
/// Null where there is no such name.
const Tally* find_tally(std::string_view name);

/// A breakdown that a family always has, because some of its metrics exist only there.
struct StandingBreakdown {
    Family family;
    std::string_view key;
};
inline constexpr std::array<StandingBreakdown, 4> standing_breakdowns{{
    {Family::web, "page"},
    {Family::help, "page"},
    {Family::support, "medium"},
    {Family::customer, "feature"},
}};

/// A counted tally. Undefined where `reason` is not empty (money in several currencies, say).
struct Amount {
    Quantity quantity;
    std::string reason;
};

} // namespace engage
