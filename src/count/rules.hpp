// rules.hpp -- the rules of the tallies, arranged by event word, so that an event finds at once what it adds to.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "count/quotients.hpp"
#include "count/tallies.hpp"
#include "engage/report.hpp"
#include "import/plan.hpp"

namespace engage::count {

/// Where a tally stands among those of its family.
constexpr std::uint8_t place_of(std::size_t tally) {
    std::uint8_t place = 0;
    for (std::size_t i = 0; i < tally; ++i)
        place = static_cast<std::uint8_t>(place + (tally_table[i].family == tally_table[tally].family));
    return place;
}
/// Of each tally.
inline constexpr auto tally_places = [] {
    std::array<std::uint8_t, tally_table.size()> all{};
    for (std::size_t tally = 0; tally < tally_table.size(); ++tally) all[tally] = place_of(tally);
    return all;
}();
/// Of each family, the number of its tallies, and those tallies by their place. There are many cells to ask it for.
inline constexpr auto tally_counts = [] {
    std::array<std::size_t, family_count> counts{};
    for (const auto& tally : tally_table) ++counts[index_of(tally.family)];
    return counts;
}();
constexpr std::size_t tallies_of(Family family) { return tally_counts[index_of(family)]; }
inline constexpr auto tallies_by_place = [] {
    std::array<std::array<const Tally*, tally_table.size()>, family_count> all{};
    for (std::size_t tally = 0; tally < tally_table.size(); ++tally)
        all[index_of(tally_table[tally].family)][tally_places[tally]] = &tally_table[tally];
    return all;
}();

/// The place in its family of the first tally whose rule is such; one must exist, or it does not compile.
template <class Test>
consteval std::uint8_t place_where(Test test) {
    for (std::size_t i = 0; i < tally_table.size(); ++i)
        if (test(tally_table[i])) return place_of(i);
    throw "no tally has such a rule";
}
consteval std::uint8_t place_of_figure(Figure_of figure) {
    return place_where([figure](const Tally& tally) { return tally.rule.figure == figure; });
}
consteval std::uint8_t place_named(std::string_view name) { return place_of(tally_position(name)); }

/// A rule as one event word sees it.
struct Adding {
    std::uint8_t place = 0; ///< of the tally in its family
    Scores score{};
    bool human = false, known_customer = false;
    int key = -1;     ///< of the attribute it asks about
    bool any = false; ///< the attribute may say anything, but something; else it must say yes
    std::uint32_t at_least = 1;
    Span span = Span::none;
};

/// A distinct-set rule: its bit in the flags of a pair or customer.
struct Member {
    std::uint8_t place = 0;
    std::uint32_t flag = 0;
    bool customers = false; ///< distinct customers; else distinct pairs
};

/// The flags of pairs that no single rule owns.
inline constexpr std::uint32_t flag_sent = 1u << 31, flag_bounced = 1u << 30, flag_delivered = 1u << 29,
                               flag_delivered_again = 1u << 28, flag_registered = 1u << 27, flag_attended = 1u << 26;

/// What becomes of the events of one word.
struct Use {
    std::uint32_t flags = 0;         ///< set by an event of the period
    std::uint32_t machine_flags = 0; ///< the same, where a machine did it
    bool remembered = false;         ///< needs memory of other events, in one of these ways …
    bool who = false;                ///< … but for `summed`: its customers are customers of the report
    bool pairs = false;              ///< its family's figures are about pairs of a customer and something sent or held
    bool message = false;            ///< and what was sent may be told by a message
    bool first = false, after = false; ///< pairs_after: it is the earlier, or the later event
    bool every = false;                ///< customers_every
    bool often = false;                ///< customers with several, or of several values
    bool visit = false;                ///< a page view, or a conversion of one
    bool answer = false;               ///< of a ticket
    bool active = false;               ///< its customer did something
    bool life = false;                 ///< its customer joined or left
    bool summed = false;               ///< by customer, for quotients …
    bool told = false;                 ///< … by its score, or of its money
    bool conditional = false;          ///< `rows`, `money`, `scores` or `values` have rules for it
};

struct Rules {
    std::array<Use, verb_count> uses;
    std::array<std::vector<std::uint8_t>, verb_count>
        plain; ///< places of the tallies that are rows without a condition
    std::array<std::vector<Adding>, verb_count> rows, money, scores, values, often, varied;
    std::array<std::vector<Member>, family_count> members;
    std::array<std::vector<Adding>, family_count> every; ///< customers_every
    std::vector<Key> keys; ///< all that are read: breakdowns come first, then conditions and attributes of rules
    std::vector<std::uint16_t> broken_down; ///< bit per family that has the key as a breakdown
    std::vector<std::uint16_t> shown;       ///< the same without those that only goals ask for
    std::size_t breakdown_count = 0; ///< so many keys from the first on are a breakdown of some family; at most 64
    /// The keys that are one of the family, but for visitor_type, whose value is known only at the end.
    std::array<std::vector<std::uint32_t>, family_count> breakdowns;
    Quotients quotients;
    std::optional<std::uint32_t> campaign_key, page_key, visitor_type_key; ///< where they are breakdowns

    /// In place of a key: of cells that stand for a campaign in `Counted::subject` where it is no breakdown.
    std::uint32_t subject_key() const { return campaign_key.value_or(static_cast<std::uint32_t>(keys.size())); }
};
/// Whether figures of the family are about pairs of a customer and something sent or held.
constexpr bool has_pairs(Family family) { return family == Family::message || family == Family::event; }

/// With the breakdowns that metrics need because they exist only per value. `quotients`: those whose customers are to be
/// told apart.
Rules make_rules(const Request& request, const std::vector<Quotient>& quotients = {});

} // namespace engage::count
