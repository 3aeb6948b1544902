// report_test.cpp -- what a report looks like as a table, as JSON and as CSV, and the text helpers beneath.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <cmath>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engage/report.hpp"
#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/json_writer.hpp"
#include "report/table.hpp"
#include "report/text.hpp"

using namespace engage;
using namespace engage::report;

namespace {

using Counts = std::map<std::string, int>;

/// The metrics of the given tallies; the others are 0. A tally below 0 stands for money in two currencies.
Figures figures_of(const Counts& counts, const std::vector<std::string>& metrics) {
    const Lookup lookup = [&](std::size_t tally) -> Amount {
        const auto found = counts.find(std::string(tallies()[tally].name));
        if (found == counts.end()) return {};
        return found->second < 0 ? Amount{{}, "EUR and USD mixed"} : Amount{Quantity::of(found->second), {}};
    };
    Figures figures;
    for (std::size_t i = 0; i < tallies().size(); ++i)
        if (counts.contains(std::string(tallies()[i].name))) figures.tallies.emplace_back(&tallies()[i], lookup(i));
    for (const std::string& name : metrics) {
        const Metric* metric = find_metric(name);
        REQUIRE(metric);
        figures.metrics.push_back(compute(*metric, metric->standard(), lookup, 95));
    }
    return figures;
}

const std::vector<std::string> mail_metrics{"sent",      "delivered", "delivery_rate",
                                            "open_rate", "ctr",       "click_to_open_rate"};

Figures mail(int delivered) {
    const Counts counts{{"sent", 1000}, {"delivered", delivered}, {"unique_opens", delivered / 4}, {"unique_clicks", 12}};
    return figures_of(counts, mail_metrics);
}

/// A week of mail, broken down by campaigns of these names.
Report mail_report(const std::vector<std::string>& campaigns = {}) {
    Report report;
    report.period.empty = false;
    report.period.from = make_day(2026, 11, 9);
    report.period.to = make_day(2026, 11, 15);
    report.period.time_zone = "Asia/Jakarta";
    const std::map<std::string, std::uint64_t> ignored{{"outside_period", 7}, {"duplicate", 1}};
    report.inputs = {{"mail.csv", "canonical", 1000, 990, ignored, {{"unreadable_time", 2}}}};
    Section email{"email", mail(980), {}, {}};
    if (!campaigns.empty()) {
        Breakdown breakdown{"campaign", {}, 0};
        int delivered = 500;
        for (const std::string& name : campaigns) breakdown.keys.emplace_back(name, mail(delivered--));
        email.breakdowns.push_back(breakdown);
    }
    report.channels.push_back(email);
    return report;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

std::string line_with(const std::string& text, const std::string& part) {
    for (const std::string& line : lines_of(text))
        if (line.find(part) != std::string::npos) return line;
    return {};
}

template <class What>
std::string to_json(const What& what) {
    std::string text;
    write_json(what, [&](std::string_view piece) { text += piece; });
    return text;
}
nlohmann::ordered_json json_of(const Report& report) { return nlohmann::ordered_json::parse(to_json(report)); }

} // namespace

// ---- text -----------------------------------------------------------------------------------------------------------

TEST_CASE("East Asian wide characters and emoji take two columns, half-width ones take one") {
    CHECK(display_width("mail") == 4);
    CHECK(display_width("春のセール") == 10);
    CHECK(display_width("ｶﾀｶﾅ") == 4);
    CHECK(display_width("한국") == 4);
    CHECK(display_width("👍") == 2);
    CHECK(display_width("é – …") == 5);
}

TEST_CASE("combining marks and joiners take no columns") {
    CHECK(display_width("e\xCC\x81") == 1);
    CHECK(display_width("a\xE2\x80\x8D""b") == 2);
    CHECK(display_width("สวัสดี") == 4);
}

TEST_CASE("a byte that is not UTF-8 takes one column") { CHECK(display_width("a\xFF\xC3") == 3); }

TEST_CASE("text that fits is not truncated") { CHECK(shorten("newsletter", 10) == "newsletter"); }

TEST_CASE("truncated text ends with an ellipsis within the width") {
    CHECK(shorten("newsletter", 9) == "newslett…");
    CHECK(shorten("win back", 5) == "win…");
    CHECK(shorten("newsletter", 1) == "…");
    CHECK(shorten("newsletter", 0).empty());
}

TEST_CASE("truncation never cuts a wide character in half or takes an accent off") {
    CHECK(shorten("春のセール", 6) == "春の…");
    CHECK(shorten("春のセール", 7) == "春のセ…");
    CHECK(shorten("abe\xCC\x81xyz", 4) == "abe\xCC\x81…");
}

TEST_CASE("lines are broken at blanks, words that are too long anywhere") {
    CHECK(wrap("two opens of a campaign", 10) == std::vector<std::string>{"two opens", "of a", "campaign"});
    CHECK(wrap("exports/mail.csv is bad", 8) == std::vector<std::string>{"exports/", "mail.csv", "is bad"});
    CHECK(wrap("春のセール", 4) == std::vector<std::string>{"春の", "セー", "ル"});
    CHECK(wrap("", 8) == std::vector<std::string>{""});
}

TEST_CASE("each part of a text that is not UTF-8 becomes one replacement character") {
    CHECK(valid_utf8("Z\xFCrich") == "Z\xEF\xBF\xBDrich");
    CHECK(valid_utf8("\xE6\x98 \xF0\x9F\x91") == "\xEF\xBF\xBD \xEF\xBF\xBD"); // sequences cut short
    CHECK(valid_utf8("\xC0\xAF") == "\xEF\xBF\xBD\xEF\xBF\xBD");               // overlong
    CHECK(valid_utf8("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"); // surrogate
    CHECK(valid_utf8("春 é 👍") == "春 é 👍");
}

TEST_CASE("names that become equal are told apart by a number") {
    UniqueNames names;
    CHECK(names("a\xFF") == "a\xEF\xBF\xBD");
    CHECK(names("a\xFE") == "a\xEF\xBF\xBD (2)");
    CHECK(names("a\xFD") == "a\xEF\xBF\xBD (3)");
    CHECK(names("b") == "b");
}

TEST_CASE("digits are grouped before the point only") {
    CHECK(thousands("1234567.8901") == "1,234,567.8901");
    CHECK(thousands("-123456") == "-123,456");
    CHECK(thousands("999") == "999");
    CHECK(thousands(std::uint64_t{12408}) == "12,408");
}

TEST_CASE("a period is put in words without repeating month and year") {
    const auto words = [](Day from, Day to) {
        Period period;
        period.empty = false, period.from = from, period.to = to;
        return in_words(period);
    };
    CHECK(words(make_day(2026, 11, 9), make_day(2026, 11, 15)) == "Mon 9 – Sun 15 Nov 2026");
    CHECK(words(make_day(2026, 10, 26), make_day(2026, 11, 1)) == "Mon 26 Oct – Sun 1 Nov 2026");
    CHECK(words(make_day(2026, 12, 28), make_day(2027, 1, 3)) == "Mon 28 Dec 2026 – Sun 3 Jan 2027");
    CHECK(words(make_day(2026, 11, 9), make_day(2026, 11, 9)) == "Mon 9 Nov 2026");
}

// ---- JSON -----------------------------------------------------------------------------------------------------------

TEST_CASE("the JSON report begins with its schema and keeps the order of its keys") {
    std::string keys;
    const auto json = json_of(mail_report());
    for (const auto& [key, value] : json.items()) keys += key + " ";
    CHECK(keys == "schema tool period inputs channels customers notes ");
    CHECK(json["schema"] == "engage.report/1");
    CHECK(to_json(mail_report()).ends_with("}\n"));
}

TEST_CASE("JSON that is written piece by piece has the bytes of a JSON library") {
    using Json = nlohmann::ordered_json;
    Json expected;
    expected["plain"] = "open_rate";
    expected[""] = "say \"hi\\\"\t\x01\x7F";
    expected["caf\u00e9\n"] = Json::array({1, -2.5, 1e300, 0.1, 0.0, nullptr});
    expected["none"] = Json::object();
    expected["nested"] = Json::array({Json::object({{"list", Json::array()}})});
    std::string text;
    JsonWriter json([&](std::string_view piece) { text += piece; });
    json.begin_object();
    json.key("plain").value("open_rate");
    json.key("").value("say \"hi\\\"\t\x01\x7F");
    json.key("caf\u00e9\n").begin_array();
    json.value(1);
    for (const double number : {-2.5, 1e300, 0.1, -0.0, std::nan("")}) json.value(number);
    json.end_array();
    json.key("none").begin_object();
    json.end_object();
    json.key("nested").begin_array();
    json.begin_object();
    json.key("list").begin_array();
    json.end_array();
    json.end_object();
    json.end_array();
    json.end_object();
    json.finish();
    CHECK(text == expected.dump(2) + "\n");
}

TEST_CASE("a count is a JSON integer, a rate a number at full precision with its interval") {
    const std::string text = to_json(mail_report());
    CHECK(text.find("\"value\": 1000,") != std::string::npos);
    const auto rate = json_of(mail_report())["channels"]["email"]["metrics"]["open_rate"];
    CHECK(rate["value"].get<double>() == 25.0);
    CHECK(rate["numerator"].is_number_integer());
    CHECK(rate["denominator"] == 980);
    CHECK(rate["interval"]["method"] == "wilson");
    CHECK(rate["interval"]["confidence"] == 95);
}

TEST_CASE("an undefined metric is null with a reason in JSON") {
    Report report = mail_report();
    report.channels[0].total = mail(0);
    const auto rate = json_of(report)["channels"]["email"]["metrics"]["open_rate"];
    CHECK(rate["value"].is_null());
    CHECK(rate["reason"] == "delivered is 0");
    CHECK(!rate.contains("interval"));
}

TEST_CASE("a tally that is undefined is null in JSON and an empty cell in CSV") {
    Report report = mail_report();
    report.channels[0].total = figures_of({{"orders", 2}, {"revenue", -1}}, {"orders", "revenue"});
    CHECK(json_of(report)["channels"]["email"]["tallies"]["revenue"].is_null());
    CHECK(line_with(tallies_csv(report), "revenue") == "2026-11-09,2026-11-15,email,,,revenue,");
}

TEST_CASE("keys that are not UTF-8 neither end the run nor swallow each other in JSON") {
    const auto json = json_of(mail_report({"Z\xFCrich", "Z\xFArich"}))["channels"]["email"]["breakdowns"]["campaign"];
    CHECK(json.size() == 2);
    CHECK(json.contains("Z\xEF\xBF\xBDrich"));
    CHECK(json.contains("Z\xEF\xBF\xBDrich (2)"));
}

TEST_CASE("names of inputs and texts of notes that are not UTF-8 are still valid JSON") {
    Report report = mail_report();
    report.inputs[0].name = "\xFF.csv";
    report.notes.push_back({"code", "seen in \xFF.csv", 1});
    CHECK(json_of(report)["inputs"][0]["name"] == "\xEF\xBF\xBD.csv");
}

TEST_CASE("a report without any dated event has no period in JSON") {
    CHECK(json_of(Report{})["period"].is_null());
    CHECK(json_of(Report{})["customers"]["metrics"].is_object());
}

TEST_CASE("a single figure is one JSON object") {
    const auto json = nlohmann::ordered_json::parse(to_json(mail(980).metrics[3]));
    CHECK(json["value"] == 25.0);
    CHECK(json["definition"] == "unique_per_delivered");
    CHECK(json["better"] == "higher");
}

// ---- CSV ------------------------------------------------------------------------------------------------------------

TEST_CASE("CSV has a line for each figure, whole numbers without a point") {
    const auto lines = lines_of(to_csv(mail_report()));
    CHECK(lines[0] == "from,to,channel,by,key,metric,definition,value,unit,numerator,denominator,low,high");
    CHECK(lines[1] == "2026-11-09,2026-11-15,email,,,sent,count,1000,count,1000,1,,");
    CHECK(line_with(to_csv(mail_report()), "open_rate").starts_with(
        "2026-11-09,2026-11-15,email,,,open_rate,unique_per_delivered,25,percent,245,980,22.3"));
}

TEST_CASE("an undefined metric is an empty cell in CSV") {
    Report report = mail_report();
    report.channels[0].total = mail(0);
    CHECK(line_with(to_csv(report), "open_rate") ==
          "2026-11-09,2026-11-15,email,,,open_rate,unique_per_delivered,,percent,0,0,,");
}

TEST_CASE("customer figures have no channel in CSV") {
    Report report = mail_report();
    report.channels.clear();
    report.customers = Section{"customers", figures_of({{"customers_at_end", 7}}, {"customers_at_end"}), {}, {}};
    CHECK(lines_of(tallies_csv(report)).at(1) == "2026-11-09,2026-11-15,,,,customers_at_end,7");
}

TEST_CASE("CSV quotes commas, quotes and line ends, and blanks at the ends") {
    CHECK(!line_with(tallies_csv(mail_report({"a,b"})), "campaign,\"a,b\",sent").empty());
    CHECK(!line_with(tallies_csv(mail_report({"say \"hi\""})), "campaign,\"say \"\"hi\"\"\",sent").empty());
    CHECK(tallies_csv(mail_report({"two\nlines"})).find("campaign,\"two\nlines\",sent") != std::string::npos);
    CHECK(!line_with(tallies_csv(mail_report({" padded"})), "campaign,\" padded\",sent").empty());
}

TEST_CASE("a key that a spreadsheet would take for a formula is guarded in CSV") {
    for (const std::string key : {"=1+1", "+1", "-2", "@SUM(1)", "\tx", "＝1"})
        CHECK(!line_with(tallies_csv(mail_report({key})), "campaign,'" + key + ",sent").empty());
    CHECK(tallies_csv(mail_report({"\rx"})).find("campaign,\"'\rx\",sent") != std::string::npos);
}

TEST_CASE("a guarded key and one that was written like it stay different in CSV") {
    const std::string csv = tallies_csv(mail_report({"=1", "'=1"}));
    CHECK(!line_with(csv, "campaign,'=1,sent").empty());
    CHECK(!line_with(csv, "campaign,''=1,sent").empty());
}

TEST_CASE("a negative number stays a number in CSV") {
    Report report = mail_report();
    report.channels[0].total = figures_of({{"detractors", 5}, {"passives", 5}}, {"nps"});
    CHECK(line_with(to_csv(report), "nps").find(",-50,points,-5,10,") != std::string::npos);
}

// ---- table ----------------------------------------------------------------------------------------------------------

TEST_CASE("no line of a table is wider than asked for, and none ends with blanks") {
    Report report = mail_report({"春のセール", std::string(200, 'x'), "", "win-back \x1B[2J\xFF"});
    report.channels[0].notes.push_back({"code", "a note that is rather long, " + std::string(300, 'y'), 12});
    report.inputs.push_back({std::string(90, 'z'), "canonical", 10, 0, {{"outside_period", 10}}, {}});
    for (std::size_t width = 40; width <= 140; ++width)
        for (const std::string& line : lines_of(to_table(report, {width, false}))) {
            CAPTURE(width, line);
            CHECK(display_width(line) <= width);
            CHECK(!line.ends_with(' '));
        }
}

TEST_CASE("figures stand aligned beside keys of wide characters") {
    const std::string table = to_table(mail_report({"春のセール", "win-back"}), {80, false});
    const std::string wide = line_with(table, "春"), narrow = line_with(table, "win-back");
    CHECK(display_width(wide) == display_width(narrow));
    CHECK(display_width(wide.substr(0, wide.find(" %"))) == display_width(narrow.substr(0, narrow.find(" %"))));
}

TEST_CASE("nothing in the data can act on the terminal") {
    const std::string table = to_table(mail_report({"\x1B[2Jkey\a"}), {120, false});
    CHECK(table.find('\x1B') == std::string::npos);
    CHECK(table.find("\\x1b[2Jkey\\x07") != std::string::npos);
}

TEST_CASE("a row of a table shows value, fraction, range and definition") {
    CHECK(line_with(to_table(mail_report(), {100, false}), "Open rate") ==
          "  Open rate           25.0 %   245 / 980     22.4 – 27.8   unique, per delivered");
}

TEST_CASE("undefined metrics stand together at the end of a section, by reason") {
    Report report = mail_report();
    report.channels[0].total = mail(0);
    CHECK(line_with(to_table(report, {120, false}), "undefined") ==
          "  undefined: Open rate, Click-through rate – delivered is 0; Click-to-open rate – unique_opens is 0");
}

TEST_CASE("a table names the period, its zone, and what was read") {
    CHECK(lines_of(to_table(mail_report(), {80, false}))[0] ==
          "engage  Mon 9 – Sun 15 Nov 2026, Asia/Jakarta                 1 file, 1,000 rows");
}

TEST_CASE("a table ends with the account of every row, the most frequent reason first") {
    CHECK(lines_of(to_table(mail_report(), {120, false})).back() ==
          "1,000 rows read: 990 counted; 8 ignored (7 outside period, 1 duplicate); 2 refused (2 unreadable time)");
}

TEST_CASE("of several inputs a table names those that had rows refused or none counted") {
    Report report = mail_report();
    report.inputs.push_back({"web.csv", "canonical", 5, 5, {}, {}});
    report.inputs.push_back({"old.csv", "canonical", 3, 0, {{"outside_period", 3}}, {}});
    const std::string table = to_table(report, {80, false});
    CHECK(!line_with(table, "mail.csv: 2 of 1,000 rows refused (2 unreadable time)").empty());
    CHECK(!line_with(table, "old.csv: none of 3 rows counted (3 outside period)").empty());
    CHECK(line_with(table, "web.csv").empty());
}

TEST_CASE("a missing key of a breakdown is called none") {
    CHECK(!line_with(to_table(mail_report({"spring", ""}), {80, false}), "      (none)").empty());
}

TEST_CASE("a report without a counted row says so") {
    CHECK(to_table(Report{}, {80, false}).find("No row could be counted.") != std::string::npos);
}

TEST_CASE("color adds escape sequences and nothing else") {
    const Report report = mail_report({"春のセール"});
    std::string colored = to_table(report, {80, true});
    for (const std::string code : {"\x1B[0m", "\x1B[1m", "\x1B[2m"})
        for (std::size_t at; (at = colored.find(code)) != std::string::npos;) colored.erase(at, code.size());
    CHECK(colored == to_table(report, {80, false}));
}
