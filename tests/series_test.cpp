// series_test.cpp -- the figures of several periods in one pass are those of a run for each.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "engage/engage.hpp"

using namespace engage;
using nlohmann::json;

namespace {

/// Events of all families over 70 days, in no order; some without customer, some machines, some repeated ids.
class Events {
public:
    explicit Events(unsigned seed)
        : random_(seed),
          path_(std::filesystem::temp_directory_path() / fmt::format("engage-series-{}-{}.csv", ::getpid(), seed)) {
        std::ofstream file(path_);
        file << "time,event,customer,campaign,session,page,score,value,currency,count,id,machine,medium,feature\n";
        for (int i = 0; i < 1500; ++i) file << row(i);
    }
    ~Events() { std::filesystem::remove(path_); }
    Events(const Events&) = delete;
    Events& operator=(const Events&) = delete;
    std::string name() const { return path_.string(); }

private:
    int below(int bound) { return std::uniform_int_distribution<>(0, bound - 1)(random_); }

    std::string row(int number) {
        static const std::vector<std::string> words{
            "message.sent",      "message.delivered", "message.bounced",   "message.opened",       "message.opened",
            "message.clicked",   "message.clicked",   "message.converted", "message.unsubscribed", "web.page_view",
            "web.page_view",     "web.page_view",     "web.converted",     "social.like",          "social.impression",
            "survey.nps",        "survey.csat",       "event.registered",  "event.attended",       "event.interacted",
            "support.contacted", "support.answered",  "help.viewed",       "help.liked",           "commerce.ordered",
            "commerce.refunded", "customer.joined",   "customer.left",     "customer.used",        "customer.referred"};
        const std::string& word = words[static_cast<std::size_t>(below(static_cast<int>(words.size())))];
        const std::int64_t time = 1'788'220'800 + std::int64_t{below(70 * 24)} * 3600 + below(3600); // 2026-09-01
        const std::string customer = below(20) == 0 ? "" : fmt::format("c{}", below(60));
        const bool web = word.starts_with("web."), scored = word.starts_with("survey.");
        const bool priced = word.starts_with("commerce.");
        return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", time, word, customer,
                           below(3) == 0 ? "" : fmt::format("k{}", below(6)),
                           web && below(2) == 0 ? fmt::format("s{}", below(90)) : "",
                           web || word.starts_with("help.") ? fmt::format("/p{}", below(8)) : "",
                           scored ? std::to_string(1 + below(5)) : "",
                           priced ? fmt::format("{}.{:02}", below(90), below(100)) : "", priced ? "EUR" : "",
                           below(12) == 0 ? "3" : "",
                           below(4) == 0 ? fmt::format("id{}", below(400)) : fmt::format("n{}", number),
                           word == "message.opened" && below(5) == 0 ? "true" : "",
                           word.starts_with("support.") ? (below(2) == 0 ? "phone" : "chat") : "",
                           word == "customer.used" ? fmt::format("f{}", below(4)) : "");
    }

    std::mt19937 random_;
    std::filesystem::path path_;
};

json report(std::vector<std::string> args) {
    std::istringstream in;
    std::ostringstream out, err;
    args.insert(args.begin(), "report");
    args.insert(args.end(), {"--format", "json", "--top", "0", "--by", "campaign", "--by", "visitor_type", "-q"});
    const int status = run(args, in, out, err);
    INFO(err.str());
    REQUIRE(status == 0);
    return json::parse(out.str());
}

std::vector<std::string> and_more(std::vector<std::string> args, const std::vector<std::string>& more) {
    args.insert(args.end(), more.begin(), more.end());
    return args;
}

void check_series(const Events& events, const std::vector<std::string>& options) {
    const json all = report(and_more({events.name()}, options));
    REQUIRE(all["series"].size() > 2);
    for (const json& unit : all["series"]) {
        const std::string from = unit["period"]["from"], to = unit["period"]["to"];
        INFO(from << " to " << to);
        std::vector<std::string> args{events.name(), "--from", from, "--to", to};
        for (std::size_t i = 0; i + 1 < options.size(); i += 2)
            if (options[i] == "--tz" || options[i] == "--week-start" || options[i] == "--customers")
                args.insert(args.end(), {options[i], options[i + 1]});
        const json one = report(args);
        CHECK(unit["channels"] == one["channels"]);
        CHECK(unit["customers"] == one["customers"]);
    }
}

} // namespace

TEST_CASE("the figures of each unit of a series are those of a report of it alone") {
    for (const unsigned seed : {1u, 2u, 3u}) {
        const Events events(seed);
        check_series(events, {"--every", "week", "--period", "2026-Q4"});
        check_series(events,
                     {"--every", "month", "--from", "2026-09-10", "--to", "2026-11-09", "--tz", "Asia/Jakarta"});
        check_series(events, {"--every", "day", "--from", "2026-10-20", "--to", "2026-10-29", "--tz", "Europe/Berlin",
                              "--customers", "activity", "--threads", "2"});
        check_series(events, {"--every", "week", "--from", "2026-09-15", "--to", "2026-10-20", "--week-start", "sunday",
                              "--memory-limit", "64K"});
    }
}

TEST_CASE("the whole of a series is the report without it") {
    const Events events(4);
    for (const std::vector<std::string>& period :
         {std::vector<std::string>{"--period", "2026-10"}, {"--from", "2026-09-20"}, {}}) {
        json with = report(and_more(and_more({events.name()}, period), {"--every", "week"}));
        with.erase("series");
        CHECK(with == report(and_more({events.name()}, period)));
    }
}

TEST_CASE("what a figure is compared with is the figure of that period") {
    const Events events(5);
    const json both = report({events.name(), "--period", "2026-10", "--compare", "previous"});
    const json before = report({events.name(), "--period", "2026-09"});
    const json now = report({events.name(), "--period", "2026-10"});
    CHECK(both["compared_with"]["from"] == "2026-09-01");
    std::size_t compared = 0;
    for (const auto& [channel, section] : both["channels"].items())
        for (const auto& [name, metric] : section["metrics"].items()) {
            INFO(channel << " " << name);
            CHECK(metric["value"] == now["channels"][channel]["metrics"][name]["value"]);
            CHECK(metric["previous"]["value"] == before["channels"][channel]["metrics"][name]["value"]);
            CHECK(metric["previous"]["numerator"] == before["channels"][channel]["metrics"][name]["numerator"]);
            ++compared;
        }
    CHECK(compared > 50);
}

TEST_CASE("periods that are compared may overlap") {
    const Events events(6);
    const json both =
        report({events.name(), "--from", "2026-09-10", "--to", "2026-10-20", "--compare", "2026-09-01..2026-09-30"});
    const json before = report({events.name(), "--period", "2026-09"});
    const json now = report({events.name(), "--from", "2026-09-10", "--to", "2026-10-20"});
    for (const auto& [name, metric] : both["channels"]["message"]["metrics"].items()) {
        INFO(name);
        CHECK(metric["value"] == now["channels"]["message"]["metrics"][name]["value"]);
        CHECK(metric["previous"]["value"] == before["channels"]["message"]["metrics"][name]["value"]);
    }
}
