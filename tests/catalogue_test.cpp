// catalogue_test.cpp -- every metric obeys the rules, and its worked examples come out; failures name the culprit.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "count/tallies.hpp"
#include "engage/metric.hpp"
#include "measure/intervals.hpp"
#include "measure/measure.hpp"
#include "measure/rules.hpp"
#include "measure/sum.hpp"
#include "report/docs.hpp"
#include "report/explain.hpp"

using namespace engage;

namespace {

using Given = std::map<std::string, Quantity>;

Quantity quantity_of(const std::string& text) {
    const auto point = std::min(text.find('.'), text.size());
    int128 units = 0;
    for (const char digit : text)
        if (digit >= '0' && digit <= '9') units = 10 * units + (digit - '0');
    const std::size_t decimals = point == text.size() ? 0 : text.size() - point - 1;
    for (std::size_t place = decimals; place < 18; ++place) units *= 10;
    return {text.starts_with('-') ? -units : units};
}

/// "sent=100 bounced=2".
Given given(std::string_view text) {
    Given figures;
    std::istringstream words{std::string(text)};
    for (std::string word; words >> word;)
        figures[word.substr(0, word.find('='))] = quantity_of(word.substr(word.find('=') + 1));
    return figures;
}

Lookup lookup_in(const Given& figures) {
    return [&figures](std::size_t tally) -> Amount {
        const auto found = figures.find(std::string(tallies()[tally].name));
        if (found == figures.end()) return {{}, std::string(tallies()[tally].name) + " is not given"};
        return {found->second, {}};
    };
}

Figure figure(std::string_view metric, std::string_view definition, std::string_view figures) {
    const Given all = given(figures);
    const Metric& found = *find_metric(metric);
    return compute(found, *found.find(definition), lookup_in(all), 95);
}

std::set<std::string> used_by(const Definition& definition) {
    std::set<std::string> names;
    for (const Sum& part : {definition.numerator, definition.denominator})
        for (const Term& term : part.all()) names.emplace(tallies()[term.tally].name);
    return names;
}

bool near(double value, double expected) { return std::abs(value - expected) < 1e-9; }

} // namespace

TEST_CASE("every metric is declared in full, under a name of its own") {
    std::set<std::string_view> names;
    for (const Metric& metric : catalogue()) {
        INFO(metric.name);
        CHECK(measure::fault_of(metric) == "");
        CHECK(names.insert(metric.name).second);
        CHECK(find_metric(metric.name) == &metric);
    }
}

TEST_CASE("every worked example comes out") {
    for (const Metric& metric : catalogue())
        for (const Definition& definition : metric.all()) {
            INFO(metric.name << ", " << definition.name << ": " << definition.example.tallies);
            const Given figures = given(definition.example.tallies);
            std::set<std::string> names;
            for (const auto& [name, quantity] : figures) names.insert(name);
            CHECK(names == used_by(definition));
            const Figure result = compute(metric, definition, lookup_in(figures), 95);
            CHECK(result.reason == "");
            REQUIRE(result.value.has_value());
            CHECK(show(metric.unit_of(definition), *result.value) == definition.example.value);
            // Of customers the tallies do not tell.
            const bool from_tallies =
                definition.certainty == Certainty::wilson || definition.certainty == Certainty::adjusted_wald;
            CHECK(result.interval.has_value() == from_tallies);
            for (const Invariant& invariant : invariants()) {
                INFO(invariant.smaller.text << " <= " << invariant.larger.text);
                CHECK((invariant.possible || measure::holds(invariant, lookup_in(figures))));
            }
        }
}

TEST_CASE("what spoils a definition, or counts all its answers, is a tally") {
    for (const Metric& metric : catalogue())
        for (const Definition& definition : metric.all()) {
            INFO(metric.name << ", " << definition.name);
            CHECK((definition.spoiled_by.empty() || find_tally(definition.spoiled_by) != nullptr));
            CHECK((definition.answers.empty() || find_tally(definition.answers) != nullptr));
        }
}

TEST_CASE("the sums that tallies themselves are made of can be read") {
    for (const Tally& tally : tallies())
        for (const std::string_view formula : {tally.rule.formula, tally.rule.otherwise}) {
            INFO(tally.name << ": " << formula);
            CHECK((formula.empty() || parse_sum(formula).has_value()));
        }
}

TEST_CASE("sums") {
    const auto read = [](std::string_view text) {
        std::string terms;
        const auto parsed = parse_sum(text);
        if (!parsed) return std::string("none");
        for (const Term& term : parsed->all())
            terms += std::to_string(term.coefficient) + tally_table[term.tally].name.data() + " ";
        return terms;
    };
    CHECK(read("opens") == "1opens ");
    CHECK(read("sent - bounced") == "1sent -1bounced ");
    CHECK(read("likes+shares - 2*tags") == "1likes 1shares -2tags ");
    for (const std::string_view bad : {"", "sentt", "sent -", "sent bounced", "0*sent", "2 sent", "2*", "12345*sent",
                                       "sent + + bounced", "-sent", "3",
                                       "tags + tags + tags + tags + tags + tags + tags + tags + tags"}) {
        INFO(bad);
        CHECK(read(bad) == "none");
    }
}

TEST_CASE("figures that are undefined say why") {
    CHECK(figure("open_rate", "unique_per_delivered", "unique_opens=0 delivered=0").reason == "delivered is 0");
    CHECK(figure("delivered", "count", "delivered=-5").reason == "delivered is -5, below 0");
    CHECK(figure("open_rate", "unique_per_delivered", "unique_opens=1").reason == "delivered is not given");
    CHECK(figure("crr", "start_base", "customers_at_start=9 customers_at_end=1 customers_gained=2").reason ==
          "customers_at_end - customers_gained is below 0");
    CHECK(figure("csat", "top_2_of_5", "satisfied=3 csat_responses=4 csat_above_5=2").reason ==
          "answers above 5: 2 (another scale? try --define csat=top_3_of_7, or csat=mean)");
    CHECK_FALSE(figure("nps", "standard", "promoters=0 passives=0 detractors=0").value.has_value());
}

TEST_CASE("quotients are the nearest double, whatever the size of the figures") {
    CHECK(*figure("nps", "standard", "promoters=1 passives=0 detractors=2").value == -100.0 / 3);
    CHECK(*figure("open_rate", "unique_per_delivered",
                  "unique_opens=9007199254740993 delivered=18014398509481986").value == 50);
    CHECK(*figure("aov", "revenue_per_order", "revenue=0.3 orders=3").value == 0.1);
    CHECK(*figure("sent", "count", "sent=9223372036854775807").value == 9223372036854775807.0);
    CHECK(*figure("revenue", "total", "revenue=-12.5").value == -12.5);
    CHECK(to_double(quantity_of("0.1")) == 0.1);
}

TEST_CASE("intervals") {
    CHECK(near(measure::normal_reach(95), 1.959963984540054));
    CHECK(near(measure::normal_reach(99.9), 3.2905267314918945));
    const auto newcombe = measure::wilson(81, 263, 95); // Newcombe 1998, Table I: .2553 to .3662
    CHECK((near(newcombe.low, 0.2552885198782742) && near(newcombe.high, 0.36620957698280004)));
    CHECK(measure::wilson(0, 20, 95).low == 0);
    CHECK(near(measure::wilson(0, 20, 95).high, 0.16112515805281938));
    CHECK(measure::wilson(20, 20, 95).high == 1);
    const Figure nps = figure("nps", "standard", "promoters=162 passives=108 detractors=54");
    CHECK((near(nps.interval->low, 24.945251413033574) && near(nps.interval->high, 41.10979445852606)));
    CHECK(figure("nps", "standard", "promoters=10 passives=0 detractors=0").interval->high == 100);
    CHECK_FALSE(figure("ctr", "unique_per_delivered", "unique_clicks=3 delivered=2").interval.has_value());
}

TEST_CASE("figures as people read them") {
    struct Case {
        Unit unit;
        double value;
        const char* text;
    };
    const Case cases[]{
        {Unit::percent, 100.0 / 16, "6.3 %"}, {Unit::percent, 12.35, "12.4 %"},   {Unit::percent, -0.04, "0.0 %"},
        {Unit::percent, 1234.5, "1,234.5 %"}, {Unit::percent, 99.95, "100.0 %"},  {Unit::points, 100.0 / 3, "+33.3"},
        {Unit::points, -100.0 / 3, "-33.3"},  {Unit::points, 0, "0.0"},           {Unit::points, 0.04, "0.0"},
        {Unit::count, 1234567, "1,234,567"},  {Unit::count, 999, "999"},          {Unit::ratio, 2.675, "2.68"},
        {Unit::score, 1.005, "1.01"},         {Unit::money, 12345.6, "12,345.60"}, {Unit::money, -0.005, "-0.01"},
        {Unit::seconds, 12.5, "12.5 s"},      {Unit::seconds, 59.96, "1 m 00 s"}, {Unit::seconds, 125, "2 m 05 s"},
        {Unit::seconds, 3599.7, "1 h 00 m"},  {Unit::seconds, 3720, "1 h 02 m"},  {Unit::seconds, 0, "0.0 s"},
    };
    for (const Case& c : cases) {
        INFO(c.value);
        CHECK(show(c.unit, c.value) == c.text);
    }
    CHECK(to_text(quantity_of("-1234.50")) == "-1234.5");
    CHECK(to_text(Quantity::of(0)) == "0");
    CHECK(to_text(Quantity{-1}) == "-0.000000000000000001");
}

TEST_CASE("every metric is explained within 80 columns, and stands in the list and in the table") {
    const std::string list = list_metrics(), table = metric_table();
    for (const Metric& metric : catalogue()) {
        INFO(metric.name);
        CHECK(list.find("  " + std::string(metric.name) + " ") != std::string::npos);
        CHECK(table.find("| `" + std::string(metric.name) + "` |") != std::string::npos);
        std::istringstream lines(explain(metric));
        for (std::string line; std::getline(lines, line);) {
            INFO(line);
            CHECK((line.size() <= 80 || line.find("http") != std::string::npos));
        }
    }
}
