// goals_test.cpp -- goals: what their text says, and comparisons that no rounding may settle.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include "engage/engage.hpp"
#include "import/number.hpp"

using namespace engage;

namespace {

Figure figure_of(const char* metric, Quantity numerator, Quantity denominator) {
    Figure figure;
    figure.metric = find_metric(metric);
    figure.definition = &figure.metric->standard();
    figure.numerator = numerator;
    figure.denominator = denominator;
    figure.value = 0; // what is compared is not the value, which is rounded
    return figure;
}

} // namespace

TEST_CASE("a figure is compared with its bound exactly") {
    struct Compared {
        const char *metric, *numerator, *denominator, *bound;
        int expected; // -1: below the bound, 0: at it, 1: above
    };
    const std::vector<Compared> all{
        {"open_rate", "1", "5", "20", 0},
        {"open_rate", "7", "1000", "0.7", 0},
        {"open_rate", "29", "100", "29", 0}, // 100 * 0.29 is 28.999999999999996
        {"open_rate", "57", "100", "57.000000000000000001", -1},
        {"open_rate", "1", "3", "33.333333333333333333", 1},
        {"open_rate", "1", "3", "33.333333333333333334", -1},
        {"open_rate", "6966", "10000", "70", -1},
        {"open_rate", "0", "5", "0", 0},
        {"open_rate", "0", "5", "-1", 1},
        {"open_rate", "999999999999999999", "999999999999999998", "100", 1},
        {"open_rate", "999999999999999997", "999999999999999998", "100", -1},
        {"nps", "-3", "8", "-37.5", 0},
        {"nps", "-3", "8", "-37.4", -1},
        {"nps", "-3", "8", "-37.6", 1},
        {"nps", "-3", "8", "0", -1},
        {"aov", "37.03", "3", "12.343333333333333333", 1},
        {"aov", "-0.000000000000000001", "999999999999999999", "0", -1},
        {"page_views", "9007199254740993", "1", "9007199254740992", 1}, // no double holds it
        {"avg_session_duration", "7200", "2", "3600", 0},
    };
    for (const auto& [metric, numerator, denominator, bound, expected] : all) {
        CAPTURE(metric, numerator, denominator, bound);
        const Figure figure = figure_of(metric, *read_decimal(numerator), *read_decimal(denominator));
        const auto met = [&, name = metric, least = bound](const char* sign) {
            return reaches(figure, read_goal(std::string(name) + sign + least));
        };
        CHECK(met(">=") == (expected >= 0));
        CHECK(met(">") == (expected > 0));
        CHECK(met("<=") == (expected <= 0));
        CHECK(met("<") == (expected < 0));
    }
}

TEST_CASE("where the interval decides, a goal is missed only if all of it is beyond the bound") {
    Figure figure = figure_of("open_rate", Quantity::of(1), Quantity::of(4)); // 25 %
    const auto met = [&](const char* text) { return reaches(figure, read_goal(text), GoalOn::interval); };
    CHECK(!met("open_rate>=26"));
    figure.interval = Interval{20, 31, 95, Certainty::wilson};
    CHECK(met("open_rate>=26"));
    CHECK(met("open_rate>=31"));
    CHECK(!met("open_rate>31"));
    CHECK(!met("open_rate>=31.01"));
    CHECK(met("open_rate<=20"));
    CHECK(!met("open_rate<20"));
    CHECK(!met("open_rate<=19.99"));
    CHECK(met("open_rate<=90"));
}

TEST_CASE("a goal's text names a metric, a bound, and perhaps a channel and a value of a breakdown") {
    const Goal plain = read_goal(" open_rate >= 20 % ");
    CHECK(plain.text == "open_rate >= 20 %");
    CHECK(plain.metric == find_metric("open_rate"));
    CHECK(plain.channel.empty());
    CHECK(plain.by.empty());
    CHECK(plain.percent);
    CHECK((plain.bound == *read_decimal("20")));
    const Goal whole = read_goal("my mail:2:open_rate[campaign=a>=b [x]]<3");
    CHECK(whole.channel == "my mail:2");
    CHECK(whole.by == "campaign");
    CHECK(whole.key == "a>=b [x]");
    CHECK((whole.aim == Aim::below));
    CHECK(!whole.percent);
    CHECK(read_goal("exit_rate[page=]>1").key.empty());
    CHECK((read_goal("nps>-1.5e1").bound == *read_decimal("-15")));
}
