// change.cpp -- the interval, test and verdict of a change.
// SPDX-License-Identifier: MIT
#include "measure/change.hpp"

#include <algorithm>
#include <vector>

#include "measure/clusters.hpp"
#include "measure/difference.hpp"
#include "measure/measure.hpp"

namespace engage {
namespace measure {
namespace {

Share share_of(const Figure& figure) { return {to_double(*figure.numerator), to_double(*figure.denominator)}; }

Estimate estimate(const Figure& figure) { return {*figure.value, {figure.interval->low, figure.interval->high}}; }

/// Whether every customer is in the denominator once, and in the numerator once or not at all.
bool one_each(const count::Clusters& customers) {
    return customers.x == customers.xx && customers.y == customers.yy && customers.xy == customers.y &&
           static_cast<int128>(customers.count) == customers.x;
}

/// The customers as people who were asked twice; nothing where some were asked once only, or several times, or are not
/// all that the figures count.
std::optional<Paired> same_people(const Figure& now, const Figure& then, const Evidence& of) {
    const bool all_here = Quantity::of(of.now->x) == *now.denominator && Quantity::of(of.then->x) == *then.denominator;
    const bool same = of.both->xx == of.now->x && of.both->xx == of.then->x && !of.both->overflow;
    if (!all_here || !same || !one_each(*of.now) || !one_each(*of.then)) return std::nullopt;
    const auto number = [](int128 whole) { return static_cast<std::uint64_t>(whole); };
    const int128 both = of.both->yy, only_then = of.then->y - both, only_now = of.now->y - both;
    return Paired{number(both), number(only_then), number(only_now), number(of.both->xx - both - only_then - only_now)};
}

/// Of shares of people.
void compare_shares(const Figure& now, const Figure& then, const Evidence& evidence, Change& change) {
    const Share share_now = share_of(now), share_then = share_of(then);
    const double confidence = now.interval->confidence;
    const auto people = evidence.both ? same_people(now, then, evidence) : std::nullopt;
    Bounds bounds;
    if (people) {
        bounds = newcombe_paired(*people, confidence);
        change.p = mcnemar_test(*people);
        const bool exact = people->only_then + people->only_now < exact_below;
        change.test = exact ? Certainty::mcnemar_exact : Certainty::mcnemar;
    } else {
        const double together = evidence.both ? correlation(*evidence.then, *evidence.now, *evidence.both) : 0;
        bounds = newcombe(share_now, share_then, confidence, together);
        change.p = together == 0 ? pooled_z_test(share_now, share_then) : z_test(share_now, share_then, together);
        change.test = together == 0 ? Certainty::pooled_z : Certainty::z;
    }
    const bool paired = change.test != Certainty::pooled_z;
    const int scale = scale_of(now.metric->unit_of(*now.definition));
    change.interval = Interval{scale * bounds.low, scale * bounds.high, confidence,
                               paired ? Certainty::newcombe_paired : Certainty::newcombe};
}

/// Of figures that have standard errors.
void compare_estimates(const Figure& now, const Figure& then, const Evidence& evidence, Change& change) {
    const Interval &after = *now.interval, &before = *then.interval;
    const double together = evidence.both ? correlation(*evidence.then, *evidence.now, *evidence.both) : 0;
    const Bounds bounds = square_and_add(estimate(now), estimate(then), together);
    change.interval = Interval{bounds.low, bounds.high, after.confidence, after.method};
    if (after.method == Certainty::linearised) {
        change.test = Certainty::t;
        change.p = t_test(change.absolute, after.standard_error, before.standard_error, after.customers,
                          before.customers, together);
    } else {
        change.test = Certainty::z;
        change.p = z_test(change.absolute, after.standard_error, before.standard_error, together);
    }
}

/// Up or down only where interval and test agree: they are different approximations of the same question.
Verdict verdict_of(const Change& change) {
    if (!change.interval || !change.p) return Verdict::unknown;
    const bool sure = change.adjusted_p.value_or(*change.p) < 1 - change.interval->confidence / 100;
    if (sure && change.interval->low > 0) return Verdict::up;
    if (sure && change.interval->high < 0) return Verdict::down;
    return Verdict::within_noise;
}

} // namespace

std::optional<Change> change_of(const Figure& now, const Figure& then, const Evidence& evidence) {
    if (!now.value || !then.value) return std::nullopt;
    Change change;
    change.better = now.metric->better;
    change.absolute = *now.value - *then.value;
    if (*then.value > 0) change.relative = 100 * change.absolute / *then.value;
    if (now.interval && then.interval) {
        const Certainty method = now.interval->method;
        if (method == Certainty::wilson) compare_shares(now, then, evidence, change);
        else if (method != Certainty::exact_poisson) compare_estimates(now, then, evidence, change);
    }
    change.verdict = verdict_of(change);
    return change;
}

std::size_t adjust_holm(std::span<Change* const> changes) {
    std::vector<Change*> tested;
    std::copy_if(changes.begin(), changes.end(), std::back_inserter(tested),
                 [](const Change* change) { return change->p.has_value(); });
    std::stable_sort(tested.begin(), tested.end(), [](const Change* a, const Change* b) { return *a->p < *b->p; });
    double largest = 0;
    for (std::size_t i = 0; i < tested.size(); ++i) {
        largest = std::max(largest, static_cast<double>(tested.size() - i) * *tested[i]->p);
        tested[i]->adjusted_p = std::min(1.0, largest);
        tested[i]->verdict = verdict_of(*tested[i]);
    }
    return tested.size();
}

} // namespace measure

Judgement Change::judgement() const {
    const bool went = verdict == Verdict::up || verdict == Verdict::down;
    if (!went || better == Better::neither || better == Better::unset) return Judgement::neither;
    return (verdict == Verdict::up) == (better == Better::higher) ? Judgement::better : Judgement::worse;
}

} // namespace engage
