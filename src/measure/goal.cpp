// goal.cpp -- goals as text, and the exact comparison of a figure with its bound.
// SPDX-License-Identifier: MIT
#include "engage/goal.hpp"

#include <utility>

#include "engage/problem.hpp"
#include "import/nearest.hpp"
#include "import/number.hpp"
#include "measure/measure.hpp"

namespace engage {
namespace {

using measure::Natural;

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

[[noreturn]] void wrong(const Goal& goal, const std::string& what, const std::string& advice) {
    throw Failure(Status::usage, "goal '" + printable(goal.text) + "' " + what, advice);
}

void read_bound(Goal& goal, std::string_view text) {
    goal.percent = text.ends_with('%');
    const auto bound = read_decimal(trimmed(goal.percent ? text.substr(0, text.size() - 1) : text));
    if (!bound) wrong(goal, "has no number after its sign", "write it as 'open_rate>=20%' or 'aov>=12.50'");
    goal.bound = *bound;
}

void read_metric(Goal& goal, std::string_view name) {
    goal.metric = find_metric(name);
    if (goal.metric) return;
    std::vector<std::string_view> names;
    for (const auto& metric : catalogue()) names.push_back(metric.name);
    const auto advice = did_you_mean(name, names);
    wrong(goal, "asks for the metric '" + printable(name) + "', which does not exist",
          advice.empty() ? "engage explain lists them" : advice);
}

/// `[campaign=spring]`, without the brackets.
void read_place(Goal& goal, std::string_view text) {
    const auto equals = text.find('=');
    goal.by = trimmed(text.substr(0, equals));
    if (equals == text.npos || goal.by.empty())
        wrong(goal, "has brackets without a column and a value",
              "write " + std::string(goal.metric->name) + "[campaign=spring]");
    goal.key = text.substr(equals + 1);
}

/// Some figures exist per value of one breakdown only, those of the customer base for no others.
void check_place(const Goal& goal) {
    const std::string name(goal.metric->name), only(goal.metric->only_by);
    if (!only.empty() && goal.by != only)
        wrong(goal, "is about a figure that exists per " + only + " only", "write " + name + "[" + only + "=VALUE]");
    if (only.empty() && !goal.by.empty() && goal.metric->family == Family::customer)
        wrong(goal, "breaks down a figure of the customer base", "leave out the brackets");
}

/// -1, 0 or 1 as a/b is less than, equal to or more than c/d, of naturals with b, d > 0: no product is made that could
/// be too large, for whole parts are compared, then the fractions upside down.
int compare_fractions(Natural a, Natural b, Natural c, Natural d) {
    for (int sign = 1;; sign = -sign) {
        const Natural left = a / b, right = c / d;
        if (left != right) return left < right ? -sign : sign;
        a %= b, c %= d;
        if (a == 0 || c == 0) return a == c ? 0 : a == 0 ? -sign : sign;
        std::swap(a, b), std::swap(c, d);
    }
}

int sign_of(int128 number) { return number < 0 ? -1 : number > 0 ? 1 : 0; }

/// -1, 0 or 1 as the value of the figure is below, at or above the bound.
int compare(const Figure& figure, Quantity bound) {
    const int value_sign = sign_of(figure.numerator->units), bound_sign = sign_of(bound.units);
    if (value_sign != bound_sign) return value_sign < bound_sign ? -1 : 1;
    const Unit unit = figure.metric->unit_of(*figure.definition);
    const auto one = static_cast<Natural>(Quantity::one) * static_cast<Natural>(measure::scale_of(unit));
    return value_sign * compare_fractions(measure::magnitude(figure.numerator->units),
                                          measure::magnitude(figure.denominator->units),
                                          measure::magnitude(bound.units), one);
}

} // namespace

Goal read_goal(std::string_view text) {
    Goal goal;
    goal.text = trimmed(text);
    const auto sign = goal.text.find_last_of("<>");
    if (sign == std::string::npos || sign == 0) wrong(goal, "has no sign", "write METRIC>=X, or with >, <= or <");
    const bool more = goal.text[sign] == '>', equal = goal.text.substr(sign + 1).starts_with('=');
    goal.aim = more ? equal ? Aim::at_least : Aim::above : equal ? Aim::at_most : Aim::below;
    read_bound(goal, trimmed(std::string_view(goal.text).substr(sign + (equal ? 2 : 1))));
    auto what = trimmed(std::string_view(goal.text).substr(0, sign));
    std::optional<std::string_view> place;
    if (const auto bracket = what.find('['); bracket != what.npos && what.ends_with(']')) {
        place = what.substr(bracket + 1, what.size() - bracket - 2);
        what = what.substr(0, bracket);
    }
    const auto colon = what.rfind(':');
    if (colon != what.npos) goal.channel = trimmed(what.substr(0, colon));
    read_metric(goal, trimmed(what.substr(colon == what.npos ? 0 : colon + 1)));
    if (place) read_place(goal, *place);
    check_place(goal);
    return goal;
}

bool measure::satisfies(int comparison, Aim aim) {
    switch (aim) {
    case Aim::at_least: return comparison >= 0;
    case Aim::above: return comparison > 0;
    case Aim::at_most: return comparison <= 0;
    case Aim::below: break;
    }
    return comparison < 0;
}

bool reaches(const Figure& figure, const Goal& goal, GoalOn on) {
    if (measure::satisfies(compare(figure, goal.bound), goal.aim)) return true;
    if (on == GoalOn::value || !figure.interval) return false;
    const bool upwards = goal.aim == Aim::at_least || goal.aim == Aim::above;
    const double best = upwards ? figure.interval->high : figure.interval->low, bound = to_double(goal.bound);
    return measure::satisfies(best < bound ? -1 : best > bound ? 1 : 0, goal.aim);
}

} // namespace engage
