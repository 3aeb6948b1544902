// change_test.cpp -- from figures and the customers behind them to intervals, marks, changes and verdicts.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <string>

#include "engage/change.hpp"
#include "measure/certainty.hpp"
#include "measure/change.hpp"

using namespace engage;

namespace {

using Given = std::map<std::string, std::int64_t>;

Figure figure(std::string_view metric, std::string_view definition, const Given& given) {
    const Lookup lookup = [&given](std::size_t tally) -> Amount {
        const auto at = given.find(std::string(tallies()[tally].name));
        return at == given.end() ? Amount{} : Amount{Quantity::of(at->second), {}};
    };
    const Metric& found = *find_metric(metric);
    return compute(found, *found.find(definition), lookup, 95);
}

Figure open_rate(std::int64_t opens, std::int64_t delivered) {
    return figure("open_rate", "unique_per_delivered", {{"unique_opens", opens}, {"delivered", delivered}});
}

Figure bounce_rate(const count::Clusters& visits) {
    return figure("bounce_rate", "single_page",
                  {{"single_page_sessions", static_cast<std::int64_t>(visits.y)},
                   {"sessions", static_cast<std::int64_t>(visits.x)}});
}

/// So many customers, of 1 to 4 sessions, every second of which is a bounce for one customer of two.
count::Clusters visits_of(int customers) {
    count::Clusters sums;
    for (int i = 0; i < customers; ++i) sums.add(i % 2 * (1 + i % 4) / 2, 1 + i % 4);
    return sums;
}

bool near(double value, double expected) { return std::abs(value - expected) < 1e-6; }

} // namespace

TEST_CASE("a figure of few, or of a wide interval, is marked") {
    CHECK_FALSE(open_rate(100, 300).marks.any());
    CHECK((open_rate(0, 29).marks.low_n && !open_rate(0, 29).marks.wide));
    CHECK((!open_rate(15, 30).marks.low_n && open_rate(15, 30).marks.wide));
    CHECK_FALSE(figure("page_views", "count", {{"page_views", 3}}).marks.any());
    CHECK_FALSE(open_rate(0, 0).marks.any());
}

TEST_CASE("a rate per session gets its interval from the customers") {
    const count::Clusters visits = visits_of(100);
    Figure figure = bounce_rate(visits);
    CHECK_FALSE(figure.interval);
    measure::add_interval(figure, visits, 95);
    REQUIRE(figure.interval);
    CHECK(figure.interval->method == Certainty::linearised);
    CHECK(figure.interval->customers == 100);
    CHECK((figure.interval->low < *figure.value && *figure.value < figure.interval->high));
    CHECK_FALSE(figure.marks.any());

    Figure partly = ::figure("bounce_rate", "single_page", {{"single_page_sessions", 60}, {"sessions", 900}});
    measure::add_interval(partly, visits, 95);
    CHECK_FALSE(partly.interval);

    const count::Clusters few = visits_of(12);
    Figure of_few = bounce_rate(few);
    measure::add_interval(of_few, few, 95);
    CHECK((of_few.interval && of_few.marks.low_n && of_few.interval->low >= 0 && of_few.interval->high <= 100));
}

TEST_CASE("a plain count gets an exact Poisson interval on request") {
    Figure views = figure("page_views", "count", {{"page_views", 4}});
    CHECK_FALSE(views.interval);
    measure::add_count_interval(views, 95);
    REQUIRE(views.interval);
    CHECK((near(views.interval->low, 1.08986537) && near(views.interval->high, 10.24158867))); // R: poisson.test(4)
    Figure revenue = figure("revenue", "total", {{"revenue", 4}});
    measure::add_count_interval(revenue, 95);
    CHECK_FALSE(revenue.interval);
}

TEST_CASE("a change of a share is up or down where interval and test say so") {
    const auto up = measure::change_of(open_rate(56, 70), open_rate(48, 80));
    REQUIRE(up);
    CHECK(near(up->absolute, 20));
    CHECK(near(*up->relative, 100.0 / 3));
    CHECK((near(up->interval->low, 5.24314724) && near(up->interval->high, 33.3872654))); // Newcombe, Table II
    CHECK(near(*up->p, 0.00804508));                                                      // R: prop.test
    CHECK((up->interval->method == Certainty::newcombe && up->test == Certainty::pooled_z));
    CHECK((up->verdict == Verdict::up && up->judgement() == Judgement::better));
    const auto down = measure::change_of(open_rate(48, 80), open_rate(56, 70));
    CHECK((down->verdict == Verdict::down && down->judgement() == Judgement::worse));
    const auto noise = measure::change_of(open_rate(50, 80), open_rate(46, 70));
    CHECK((noise->verdict == Verdict::within_noise && noise->judgement() == Judgement::neither));
    CHECK_FALSE(measure::change_of(open_rate(0, 0), open_rate(46, 70)));
    CHECK_FALSE(measure::change_of(open_rate(5, 10), open_rate(0, 70))->relative);
}

TEST_CASE("a change without intervals is shown without a verdict") {
    const auto views = measure::change_of(figure("page_views", "count", {{"page_views", 9}}),
                                          figure("page_views", "count", {{"page_views", 3}}));
    REQUIRE(views);
    CHECK((views->absolute == 6 && *views->relative == 200 && !views->interval && !views->p));
    CHECK((views->verdict == Verdict::unknown && views->judgement() == Judgement::neither));
    const auto bounces = measure::change_of(bounce_rate(visits_of(100)), bounce_rate(visits_of(200)));
    CHECK(bounces->verdict == Verdict::unknown);
}

TEST_CASE("the same people twice are compared by McNemar's test") {
    // R: mcnemar.test(matrix(c(794, 86, 150, 570), 2), correct = FALSE), 1,600 voters asked twice
    count::Clusters then, now;
    count::PairedClusters both;
    const std::array<std::array<int, 3>, 4> groups{{{794, 1, 1}, {86, 1, 0}, {150, 0, 1}, {570, 0, 0}}};
    for (const auto& [people, hit_then, hit_now] : groups)
        for (int i = 0; i < people; ++i) then.add(hit_then, 1), now.add(hit_now, 1), both.add(hit_then, 1, hit_now, 1);
    const auto change = measure::change_of(open_rate(944, 1600), open_rate(880, 1600), {&then, &now, &both});
    REQUIRE(change);
    CHECK((change->test == Certainty::mcnemar && change->interval->method == Certainty::newcombe_paired));
    CHECK(near(*change->p, 3.09929344e-05));
    CHECK((near(change->interval->low, 2.12304240) && near(change->interval->high, 5.87038729)));
    // Taken as different people, they would be less sure.
    CHECK(*measure::change_of(open_rate(944, 1600), open_rate(880, 1600))->p > 0.02);
    // Some of them only in both periods: the correlation tells.
    now.add(1, 1);
    const auto partly = measure::change_of(open_rate(945, 1601), open_rate(880, 1600), {&then, &now, &both});
    CHECK((partly->test == Certainty::z && partly->interval->method == Certainty::newcombe_paired));
    CHECK(*partly->p < 0.001);
}

TEST_CASE("a change of a rate per session takes the customers of both periods into account") {
    const count::Clusters visits = visits_of(100);
    Figure then = bounce_rate(visits), now = bounce_rate(visits);
    measure::add_interval(then, visits, 95);
    now = then;
    count::PairedClusters both;
    for (int i = 0; i < 100; ++i) both.add(i % 2 * (1 + i % 4) / 2, 1 + i % 4, i % 2 * (1 + i % 4) / 2, 1 + i % 4);
    const auto apart = measure::change_of(now, then), same = measure::change_of(now, then, {&visits, &visits, &both});
    CHECK((apart->interval->low < -1 && apart->interval->high > 1 && *apart->p == 1));
    // What is left where nobody changed is how far the interval of one period is from symmetric.
    const auto width = [](const std::optional<Change>& change) {
        return change->interval->high - change->interval->low;
    };
    CHECK(width(same) < width(apart) / 5);
    CHECK((apart->test == Certainty::t && apart->verdict == Verdict::within_noise));
}

TEST_CASE("net scores are compared by z, their variances summed") {
    const auto nps = [](std::int64_t promoters, std::int64_t passives, std::int64_t detractors) {
        return figure("nps", "standard",
                      {{"promoters", promoters}, {"passives", passives}, {"detractors", detractors}});
    };
    const auto change = measure::change_of(nps(162, 108, 54), nps(200, 150, 150));
    REQUIRE(change);
    CHECK(change->test == Certainty::z);
    // Standard errors 4.123683693 and 3.700857151 (adjusted): 2 * pnorm(-23.3333333 / 5.5409113)
    CHECK(near(*change->p, 2.54084553e-05));
    CHECK((change->verdict == Verdict::up && change->interval->low > 0));
}

TEST_CASE("Holm's adjustment is R's p.adjust, and decides") {
    // p.adjust(c(.01, .02, .03, .005), "holm"): .03 .04 .04 .02
    std::array<Change, 5> changes;
    const std::array<double, 4> p{0.01, 0.02, 0.03, 0.005}, adjusted{0.03, 0.04, 0.04, 0.02};
    std::array<Change*, 5> all{};
    for (std::size_t i = 0; i < 5; ++i) all[i] = &changes[i];
    for (std::size_t i = 0; i < 4; ++i) {
        changes[i].p = p[i];
        changes[i].interval = Interval{1, 2, i == 2 ? 97.0 : 95.0, Certainty::newcombe};
    }
    CHECK(measure::adjust_holm(all) == 4); // the fifth has no p
    for (std::size_t i = 0; i < 4; ++i) CHECK(near(*changes[i].adjusted_p, adjusted[i]));
    CHECK((changes[0].verdict == Verdict::up && changes[2].verdict == Verdict::within_noise));
    CHECK((!changes[4].adjusted_p && changes[4].verdict == Verdict::unknown));
}
