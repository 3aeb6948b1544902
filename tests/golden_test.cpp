// golden_test.cpp -- figures of tests/tables/golden.json: published ones, and those of independent programs.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engage/engage.hpp"
#include "import/number.hpp"
#include "import/zone.hpp"
#include "measure/measure.hpp"

using namespace engage;

namespace {

using Json = nlohmann::json;

const Json& golden() {
    static const Json table = Json::parse(std::ifstream(ENGAGE_SOURCE_DIR "/tests/tables/golden.json"));
    return table;
}

struct Outcome {
    std::string out, err;
    int status = 0;
};

Outcome run_engage(const std::vector<std::string>& words, const std::string& input = {}) {
    std::istringstream in(input);
    std::ostringstream out, err;
    const int status = run(words, in, out, err);
    return {out.str(), err.str(), status};
}

/// Null is undefined; 0 of tolerance asks for the same double.
void check_value(const Json& value, const Json& expected, double tolerance) {
    CAPTURE(value, expected);
    if (!expected.is_number()) {
        CHECK(value == expected);
        return;
    }
    REQUIRE(value.is_number());
    CHECK(std::abs(value.get<double>() - expected.get<double>()) <= tolerance);
}

/// Absent: the case does not say; null: there must be none.
void check_interval(const std::optional<Interval>& interval, const Json& entry) {
    const auto expected = entry.find("interval");
    if (expected == entry.end()) return;
    REQUIRE(interval.has_value() == !expected->is_null());
    if (!interval) return;
    CHECK(std::abs(interval->low - (*expected)[0].get<double>()) < 1e-6);
    CHECK(std::abs(interval->high - (*expected)[1].get<double>()) < 1e-6);
}

/// The tallies of a case; a spoiler that it does not name is 0.
Lookup lookup_in(const Json& given) {
    return [&given](std::size_t tally) -> Amount {
        const auto at = given.find(std::string(tallies()[tally].name));
        return at == given.end() ? Amount{} : Amount{*read_decimal(at->get<std::string>()), {}};
    };
}

const Definition& definition_of(const Metric& metric, const Json& entry) {
    const auto at = entry.find("definition");
    const Definition* definition = at == entry.end() ? &metric.standard() : metric.find(at->get<std::string>());
    REQUIRE(definition != nullptr);
    return *definition;
}

/// `engage calc` for a case; the metric's other figures as JSON.
Outcome calculate(const Json& entry) {
    std::vector<std::string> words{"calc", entry["metric"], "--format", "json"};
    for (const auto& [name, value] : entry["tallies"].items()) words.push_back(name + "=" + value.get<std::string>());
    if (entry.contains("definition"))
        words.insert(words.end(),
                     {"--define", entry["metric"].get<std::string>() + "=" + entry["definition"].get<std::string>()});
    return run_engage(words);
}

std::string csv_of(const Json& lines) {
    std::string text;
    for (const auto& line : lines) text += line.get<std::string>() + "\n";
    return text;
}

} // namespace

TEST_CASE("published figures come out of their formulas, with interval and reason") {
    REQUIRE(golden()["calc"].size() > 50);
    for (const Json& entry : golden()["calc"]) {
        CAPTURE(entry["id"], entry["source"]);
        const Metric* metric = find_metric(entry["metric"].get<std::string>());
        REQUIRE(metric != nullptr);
        const Definition& definition = definition_of(*metric, entry);
        const Figure figure =
            compute(*metric, definition, lookup_in(entry["tallies"]), entry.value("confidence", 95.0));
        check_value(figure.value ? Json(*figure.value) : Json(nullptr), entry["value"],
                    entry["tolerance"].get<double>());
        check_interval(figure.interval, entry);
        CHECK(figure.reason == entry.value("reason", ""));
        if (entry.contains("shown"))
            CHECK(show(metric->unit_of(definition), *figure.value) == entry["shown"].get<std::string>());
    }
}

TEST_CASE("published figures come out of the command calc, or are refused as impossible") {
    for (const Json& entry : golden()["calc"]) {
        CAPTURE(entry["id"], entry["source"]);
        const Outcome outcome = calculate(entry);
        CAPTURE(outcome.err);
        REQUIRE(outcome.status == entry.value("calc_status", 0));
        if (outcome.status != 0) continue;
        const Json figure = Json::parse(outcome.out);
        check_value(figure["value"], entry["value"], entry["tolerance"].get<double>());
        CHECK(figure.value("reason", "") == entry.value("reason", ""));
    }
}

TEST_CASE("odd but possible figures are a finding of the name given") {
    std::size_t found = 0;
    for (const Json& entry : golden()["calc"]) {
        if (!entry.contains("finding")) continue;
        CAPTURE(entry["id"]);
        const Lookup lookup = [&](std::size_t tally) -> Amount {
            if (!entry["tallies"].contains(std::string(tallies()[tally].name))) return {{}, "not given"};
            return lookup_in(entry["tallies"])(tally);
        };
        for (const Invariant& invariant : invariants())
            if (!measure::holds(invariant, lookup)) {
                CHECK(invariant.possible);
                CHECK(invariant.code == entry["finding"].get<std::string>());
                ++found;
            }
    }
    CHECK(found == 1);
}

TEST_CASE("published figures come out of events, one by one") {
    REQUIRE(golden()["report"].size() > 20);
    for (const Json& entry : golden()["report"]) {
        CAPTURE(entry["id"], entry["source"]);
        std::vector<std::string> words{"report", "-", "--format", "json"};
        for (const auto& word : entry["args"]) words.push_back(word);
        const Outcome outcome = run_engage(words, csv_of(entry["csv"]));
        CHECK(outcome.err == "");
        REQUIRE(outcome.status == 0);
        const Json report = Json::parse(outcome.out);
        for (const auto& [path, expected] : entry["figures"].items()) {
            CAPTURE(path);
            const Json::json_pointer pointer(path);
            REQUIRE(report.contains(pointer));
            check_value(report[pointer], expected, entry["tolerance"].get<double>());
        }
    }
}

TEST_CASE("a local day is as long as its zone made it") {
    for (const Json& entry : golden()["days"]["cases"]) {
        CAPTURE(entry);
        Zone zone(entry["zone"].get<std::string>());
        const Day day = read_day(entry["day"].get<std::string>());
        const Instant length = zone.start_of(day + 1) - zone.start_of(day);
        CHECK(static_cast<double>(length) / microseconds / 3600 == entry["hours"].get<double>());
    }
}

TEST_CASE("a day lies in its ISO week, and the day a week later does not") {
    for (const Json& entry : golden()["weeks"]["cases"]) {
        CAPTURE(entry);
        const Day day = read_day(entry["day"].get<std::string>());
        const auto [from, to] = read_period(entry["week"].get<std::string>(), 0, WeekStart::monday);
        CHECK(from <= day);
        CHECK(day <= to);
        CHECK(to - from == 6);
    }
}
