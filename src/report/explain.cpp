// explain.cpp -- prints what a metric means, 80 columns wide.
// SPDX-License-Identifier: MIT
#include "report/explain.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace engage {
namespace {

// ---- the rule of a tally, in words ----------------------------------------------------------------------------------

/// "web.page_view or web.converted".
std::string events_of(Verbs events) {
    std::string text;
    for (Verb code = 0; code < vocabulary.size(); ++code) {
        if (!(events & bit(code))) continue;
        if (!text.empty()) text += " or ";
        text += fmt::format("{}.{}", name_of(vocabulary[code].family), vocabulary[code].verb);
    }
    return text;
}

std::string score_words(const Scores& score) {
    if (score.all()) return {};
    if (score.none()) return " without a score";
    if (score.high == INT64_MAX)
        return score.low == any_score.low ? " with a score"
                                          : fmt::format(" with a score above {}", score.low / score_unit);
    const std::int64_t low = score.low / score_unit, high = score.high / score_unit;
    return low == high ? fmt::format(" with the score {}", low) : fmt::format(" with a score from {} to {}", low, high);
}

/// The events that a rule is about, with everything that narrows them.
std::string subject(const Rule& rule) {
    std::string text = events_of(rule.events) + score_words(rule.score);
    if (rule.human) text += " by people, not machines";
    if (rule.known_customer) text += " with a known customer";
    if (rule.value == "any") text += fmt::format(" where `{}` says anything", rule.attribute);
    else if (!rule.value.empty()) text += fmt::format(" where `{}` says {}", rule.attribute, rule.value);
    return text;
}

std::string_view span_word(Span span) {
    constexpr std::array<std::string_view, 4> words{"period", "day", "week", "month"};
    return words[static_cast<std::size_t>(span)];
}

std::string counted(const Rule& rule) {
    const std::string events = subject(rule);
    switch (rule.how) {
    case How::rows: return events + ", each `count` times";
    case How::pairs: return "distinct pairs of customer and message (else campaign) of " + events;
    case How::pairs_after:
        return fmt::format("distinct pairs of customer and message (else campaign) with {} at or after {}", events,
                           events_of(rule.first));
    case How::customers:
        return rule.at_least > 1 ? fmt::format("distinct customers of at least {} {}", rule.at_least, events)
                                 : "distinct customers of " + events;
    case How::customers_varied:
        return fmt::format("distinct customers of {} with at least {} values of `{}`", events, rule.at_least,
                           rule.attribute);
    case How::customers_every:
        return fmt::format("distinct customers of {} in every whole {} of the period (--opener-share percent of them)",
                           events, span_word(rule.span));
    case How::values: return fmt::format("distinct values of `{}` over {}", rule.attribute, events);
    case How::money: return "sum of `value` over " + events;
    case How::scores: return "sum of `score` x `count` over " + events;
    case How::visits: return fmt::format("from the sessions of {}, by --session-timeout", events);
    case How::attendance: return fmt::format("from {}, for the campaigns held in the period", events);
    case How::first_answers:
        return fmt::format("from the first {} and the first {} after it, per customer and campaign",
                           events_of(rule.first), events);
    case How::base: return "from who is a customer when, by --customers and --active-days";
    case How::sum: return std::string(rule.formula);
    case How::channel: return fmt::format("`{}` of the whole channel, beside each value of a breakdown", rule.formula);
    case How::unset: break;
    }
    return {};
}

// ---- the page of a metric -------------------------------------------------------------------------------------------

constexpr std::size_t width = 80;

/// Appends `text` as lines of at most `width` columns: the first after `head`, the others below its end.
void wrap(std::string& out, std::string_view head, std::string_view text) {
    std::string line(head);
    bool empty = true;
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        if (!empty && line.size() + 1 + word.size() > width) {
            out += line + '\n';
            line.assign(head.size(), ' ');
            empty = true;
        }
        if (!empty) line += ' ';
        line += word;
        empty = false;
    }
    out += line + '\n';
}

std::string bracketed(const Sum& sum) { return sum.size > 1 ? fmt::format("({})", sum.text) : std::string(sum.text); }

/// "percent, higher is better".
std::string unit_and_direction(const Metric& metric) {
    if (metric.better == Better::neither) return fmt::format("{}, neither way is better", name_of(metric.unit));
    return fmt::format("{}, {} is better", name_of(metric.unit), name_of(metric.better));
}

/// The tallies of all definitions, each once, in the order in which the formulas name them.
std::vector<const Tally*> tallies_of(const Metric& metric) {
    std::vector<const Tally*> found;
    for (const Definition& definition : metric.all())
        for (const Sum& sum : {definition.numerator, definition.denominator})
            for (const Term& term : sum.all()) {
                const Tally* tally = &tallies()[term.tally];
                if (std::find(found.begin(), found.end(), tally) == found.end()) found.push_back(tally);
            }
    return found;
}

void add_tallies(std::string& out, const Metric& metric) {
    const auto used = tallies_of(metric);
    std::size_t longest = 0;
    for (const Tally* tally : used) longest = std::max(longest, tally->name.size());
    const std::string below(longest + 4, ' ');
    for (const Tally* tally : used) {
        wrap(out, fmt::format("  {:<{}}  ", tally->name, longest), tally->meaning);
        wrap(out, below, "= " + words_of(tally->rule));
    }
}

/// What belongs to one definition, each line after `margin`.
void add_details(std::string& out, const Definition& definition, std::string_view margin) {
    const auto line = [&](std::string_view head, std::string_view text) {
        wrap(out, fmt::format("{}{:<10}", margin, head), text);
    };
    line("Example", fmt::format("{} gives {}", definition.example.tallies, definition.example.value));
    if (definition.unit != Unit::unset) line("Unit", name_of(definition.unit));
    line("Interval", method_of(definition));
    if (!definition.answers.empty())
        line("Left out", fmt::format("answers off the scale; `{}` counts them all", definition.answers));
    if (!definition.spoiled_by.empty())
        line("Undefined", fmt::format("as soon as there are {} ({})", find_tally(definition.spoiled_by)->meaning,
                                      definition.advice));
    line("Source", definition.source);
}

void add_definitions(std::string& out, const Metric& metric) {
    wrap(out, "", fmt::format("Definitions; choose with --define {}=NAME", metric.name));
    for (const Definition& definition : metric.all()) {
        const bool standard = &definition == &metric.standard();
        out += fmt::format("\n{} {}  ({}{})\n", standard ? '*' : ' ', definition.name, definition.label,
                           standard ? "; the default" : "");
        wrap(out, "    ", formula_of(metric, definition));
        add_details(out, definition, "    ");
    }
}

} // namespace

std::string_view title_of(Family family) {
    constexpr std::array<std::string_view, family_count> titles{
        "Messages", "Web and app", "Social", "Surveys", "Events", "Support", "Help centre", "Commerce", "Customers"};
    return titles[index_of(family)];
}

std::string words_of(const Rule& rule) {
    std::string text = counted(rule);
    if (!rule.otherwise.empty()) text += fmt::format("; {} where a channel's input has none", rule.otherwise);
    return text;
}

std::string_view method_of(const Definition& definition) {
    switch (definition.certainty) {
    case Certainty::wilson: return "Wilson score: a proportion of people or of messages to people";
    case Certainty::adjusted_wald: return "adjusted Wald: a difference of two proportions of people";
    case Certainty::linearised: return "linearised, by customer: what it divides by does not vary independently";
    default: break;
    }
    return definition.denominator.empty() ? "none: a plain figure" : "none: no simple method is sound here";
}

std::string formula_of(const Metric& metric, const Definition& definition) {
    const Unit unit = metric.unit_of(definition);
    const std::string_view scale = unit == Unit::percent || unit == Unit::points ? "100 x " : "";
    if (definition.denominator.empty()) return std::string(definition.numerator.text);
    return fmt::format("{}{} / {}", scale, bracketed(definition.numerator), bracketed(definition.denominator));
}

std::string explain(const Metric& metric) {
    std::string out = fmt::format("{}: {}\n\n", metric.title, unit_and_direction(metric));
    const std::string formula = formula_of(metric, metric.standard());
    if (formula != metric.name) {
        wrap(out, fmt::format("  {} = ", metric.name), formula);
        out += '\n';
    }
    add_tallies(out, metric);
    out += '\n';
    if (!metric.only_by.empty()) out += fmt::format("Exists per {} only.\n\n", metric.only_by);
    if (metric.all().size() > 1) {
        add_definitions(out, metric);
        return out;
    }
    wrap(out, "Name      ", fmt::format("{} ({})", metric.standard().name, metric.standard().label));
    add_details(out, metric.standard(), "");
    return out;
}

std::string list_metrics() {
    std::size_t longest = 0;
    for (const Metric& metric : catalogue()) longest = std::max(longest, metric.name.size());
    std::string out;
    const Metric* previous = nullptr;
    for (const Metric& metric : catalogue()) {
        if (!previous || previous->family != metric.family)
            out += fmt::format("{}{}\n", previous ? "\n" : "", title_of(metric.family));
        const std::string by = metric.only_by.empty() ? "" : fmt::format(", per {}", metric.only_by);
        out += fmt::format("  {:<{}}  {}{}\n", metric.name, longest, metric.title, by);
        previous = &metric;
    }
    return out + "\n`engage explain METRIC` tells how a metric is computed, and who says so.\n";
}

} // namespace engage
