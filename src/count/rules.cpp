// rules.cpp -- the rules of the tallies, arranged by event word.
// SPDX-License-Identifier: MIT
#include "count/rules.hpp"

#include <algorithm>

#include "engage/problem.hpp"

namespace engage::count {
namespace {

std::uint16_t family_bit(Family family) { return static_cast<std::uint16_t>(1u << index_of(family)); }
constexpr std::uint16_t all_families = (1u << family_count) - 1;

/// The position of a key, made where it is new, wanted for `families` too from now on.
std::size_t want_key(Rules& rules, std::string_view name, std::uint16_t families) {
    const auto at =
        std::find_if(rules.keys.begin(), rules.keys.end(), [&](const Key& key) { return same_column(key.name, name); });
    const auto position = static_cast<std::size_t>(at - rules.keys.begin());
    if (at == rules.keys.end()) {
        rules.keys.push_back({std::string(name), families});
        rules.broken_down.push_back(0);
        rules.shown.push_back(0);
    }
    rules.keys[position].families |= families;
    return position;
}

void add_breakdowns(Rules& rules, const Request& request) {
    constexpr auto no_customers = static_cast<std::uint16_t>(all_families & ~(1u << index_of(Family::customer)));
    for (const auto& by : request.by) rules.broken_down[want_key(rules, by, no_customers)] |= no_customers;
    for (const auto& [family, key] : standing_breakdowns)
        rules.broken_down[want_key(rules, key, family_bit(family))] |= family_bit(family);
    rules.shown = rules.broken_down;
    for (const auto& goal : request.goals)
        if (!goal.by.empty()) {
            const auto families = family_bit(goal.metric->family);
            rules.broken_down[want_key(rules, goal.by, families)] |= families;
        }
    for (std::size_t key = 0; key < rules.keys.size(); ++key) {
        const auto position = static_cast<std::uint32_t>(key);
        if (same_column(rules.keys[key].name, "campaign")) rules.campaign_key = position;
        if (same_column(rules.keys[key].name, "page")) rules.page_key = position;
        if (same_column(rules.keys[key].name, "visitor_type")) {
            rules.visitor_type_key = position;
            continue;
        }
        for (std::size_t family = 0; family < family_count; ++family)
            if (rules.broken_down[key] >> family & 1) rules.breakdowns[family].push_back(position);
    }
    rules.breakdown_count = rules.keys.size();
    if (request.by.size() > 60 || rules.breakdown_count > 64)
        throw Failure(Status::usage, "more than 60 breakdowns", "ask for some of them at a time");
}

template <class Use>
void each_verb(Verbs events, Use use) {
    for (Verb code = 0; code < verb_count; ++code)
        if (events & bit(code)) use(code);
}

/// Whether it counts every event of its words.
bool is_plain(const Rule& rule) {
    return rule.score.all() && !rule.human && !rule.known_customer && rule.attribute.empty();
}

void add_member(Rules& rules, const Tally& tally, std::uint8_t place) {
    auto& members = rules.members[index_of(tally.family)];
    const std::uint32_t flag = 1u << members.size();
    members.push_back({place, flag, tally.rule.how == How::customers});
    each_verb(tally.rule.events, [&](Verb code) {
        rules.uses[code].flags |= flag;
        if (!tally.rule.human) rules.uses[code].machine_flags |= flag;
    });
}

void add_rule(Rules& rules, const Tally& tally, std::uint8_t place) {
    const Rule& rule = tally.rule;
    Adding adding{place, rule.score,          rule.human,    rule.known_customer,
                  -1,    rule.value == "any", rule.at_least, rule.span};
    if (!rule.attribute.empty())
        adding.key = static_cast<int>(want_key(rules, rule.attribute, family_bit(tally.family)));
    const auto by_verb = [&](auto& list) { each_verb(rule.events, [&](Verb code) { list[code].push_back(adding); }); };
    switch (rule.how) {
    case How::rows:
        if (is_plain(rule)) each_verb(rule.events, [&](Verb code) { rules.plain[code].push_back(place); });
        else by_verb(rules.rows);
        break;
    case How::money: by_verb(rules.money); break;
    case How::scores: by_verb(rules.scores); break;
    case How::values: by_verb(rules.values); break;
    case How::customers_varied: by_verb(rules.varied); break;
    case How::customers_every:
        rules.every[index_of(tally.family)].push_back(adding);
        each_verb(rule.events, [&](Verb code) { rules.uses[code].every = true; });
        break;
    case How::pairs: add_member(rules, tally, place); break;
    case How::customers:
        if (rule.at_least > 1) by_verb(rules.often);
        else add_member(rules, tally, place);
        break;
    case How::pairs_after:
        each_verb(rule.events, [&](Verb code) { rules.uses[code].after = true; });
        each_verb(rule.first, [&](Verb code) { rules.uses[code].first = true; });
        break;
    default: break; // computed from sessions, tickets, the customer base, or other tallies
    }
}

void settle_uses(Rules& rules) {
    const auto flag = [&](Verb code, std::uint32_t bits) {
        rules.uses[code].flags |= bits;
        rules.uses[code].machine_flags |= bits;
    };
    flag(verb("message.sent"), flag_sent);
    flag(verb("message.bounced"), flag_bounced);
    flag(verb("message.delivered"), flag_delivered);
    flag(verb("event.registered"), flag_registered);
    flag(verb("event.attended"), flag_attended);
    for (Verb code = 0; code < verb_count; ++code) {
        const auto is_one_of = [code](Verbs words) { return (words & bit(code)) != 0; };
        Use& use = rules.uses[code];
        use.pairs = has_pairs(family_of(code));
        use.message = family_of(code) == Family::message;
        use.often = !rules.often[code].empty() || !rules.varied[code].empty();
        use.visit = is_one_of(verbs("web.page_view web.converted"));
        use.answer = is_one_of(verbs("support.contacted support.answered"));
        use.active = is_doing(code);
        use.life = is_one_of(verbs("customer.joined customer.left"));
        const auto& summed = rules.quotients.summed[code];
        use.summed = !summed.empty();
        use.told = std::any_of(summed.begin(), summed.end(), [](const Summing& rule) {
            return rule.what == Summing::What::money || !rule.score.all();
        });
        use.who = use.flags != 0 || use.first || use.after || use.every || use.often || use.visit || use.answer ||
                  use.active || use.life;
        use.remembered = use.who || use.summed;
        use.conditional = !rules.rows[code].empty() || !rules.money[code].empty() || !rules.scores[code].empty() ||
                          !rules.values[code].empty();
    }
}

} // namespace

Rules make_rules(const Request& request, const std::vector<Quotient>& quotients) {
    Rules rules;
    add_breakdowns(rules, request);
    for (const auto& condition : request.where) want_key(rules, condition.first, all_families);
    for (std::size_t tally = 0; tally < tally_table.size(); ++tally)
        add_rule(rules, tally_table[tally], place_of(tally));
    add_quotients(quotients, rules);
    settle_uses(rules);
    return rules;
}

} // namespace engage::count
