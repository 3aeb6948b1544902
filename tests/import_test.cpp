// import_test.cpp -- tables of pairs: what is written in an export, and what it means.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/check.hpp"
#include "engage/importer.hpp"
#include "engage/period.hpp"
#include "engage/problem.hpp"
#include "import/nearest.hpp"
#include "import/number.hpp"
#include "import/plan.hpp"
#include "import/time.hpp"
#include "measure/measure.hpp"
#include "report/events.hpp"

using namespace engage;

namespace {

struct Pair {
    std::string given, meant; ///< an empty meaning: it cannot be read
};

/// All with one reader, as the rows of a file are.
void check_times(const std::string& zone, Epoch unit, const std::vector<Pair>& pairs) {
    TimeReader reader(Zone(zone), {unit});
    for (const Pair& pair : pairs) {
        INFO(zone << ": " << pair.given);
        const auto instant = reader.read(pair.given);
        CHECK((instant ? report::time_text(*instant) : "") == pair.meant);
    }
}

std::string decimal(std::string_view text) {
    const auto number = read_decimal(text);
    return number ? to_text(*number) : "";
}

/// The message of the failure that `action` ends in, after its exit status; empty: it succeeded.
template <class Action>
std::string failure_of(Action action) {
    try {
        action();
    } catch (const Failure& failure) {
        return std::to_string(static_cast<int>(failure.status)) + " " + failure.what();
    }
    return {};
}

std::string period_of(std::string_view text) {
    const auto [from, to] = read_period(text, 0, WeekStart::monday);
    return to_text(from) + " to " + to_text(to);
}

} // namespace

// ---- time -----------------------------------------------------------------------------------------------------------

TEST_CASE("a time stamp is RFC 3339, with the liberties that exports take") {
    check_times("UTC", Epoch::none,
                {
                    {"2026-11-09T10:00:00Z", "2026-11-09T10:00:00Z"},
                    {"2026-11-09t10:00:00z", "2026-11-09T10:00:00Z"},
                    {"2026-11-09 10:00:00Z", "2026-11-09T10:00:00Z"},
                    {"2026-11-09T10:00Z", "2026-11-09T10:00:00Z"},
                    {"2026-11-09T10:00:00+07:00", "2026-11-09T03:00:00Z"},
                    {"2026-11-09T10:00:00-03:30", "2026-11-09T13:30:00Z"},
                    {"2026-11-09T10:00:00+0700", "2026-11-09T03:00:00Z"},
                    {"2026-11-09T10:00:00+07", "2026-11-09T03:00:00Z"},
                    {"2026-11-09T01:00:00+07:00", "2026-11-08T18:00:00Z"},
                    {"2026-11-09 10:00:00 +07:00", "2026-11-09T03:00:00Z"},
                    {"2026-11-09 10:00:00 UTC", "2026-11-09T10:00:00Z"},
                    {"2026-11-09 10:00:00 GMT", "2026-11-09T10:00:00Z"},
                });
}

TEST_CASE("a date alone is its first instant, and a time without an offset is local") {
    check_times("UTC", Epoch::none,
                {{"2026-11-09", "2026-11-09T00:00:00Z"}, {"2026-11-09 10:00", "2026-11-09T10:00:00Z"}});
    check_times("Asia/Jakarta", Epoch::none,
                {
                    {"2026-11-09", "2026-11-08T17:00:00Z"},
                    {"2026-11-09T10:00:00", "2026-11-09T03:00:00Z"},
                    {"2026-11-09T10:00:00Z", "2026-11-09T10:00:00Z"},
                });
}

TEST_CASE("fractions of a second are cut off after microseconds") {
    check_times("UTC", Epoch::none,
                {
                    {"2026-11-09T10:00:00.5Z", "2026-11-09T10:00:00.5Z"},
                    {"2026-11-09T10:00:00,25Z", "2026-11-09T10:00:00.25Z"},
                    {"2026-11-09T10:00:00.000001", "2026-11-09T10:00:00.000001Z"},
                    {"2026-11-09T10:00:00.1234569Z", "2026-11-09T10:00:00.123456Z"},
                    {"2026-11-09T10:00:00.0000009Z", "2026-11-09T10:00:00Z"},
                });
}

TEST_CASE("only days of the calendar are read") {
    check_times("UTC", Epoch::none,
                {
                    {"2024-02-29", "2024-02-29T00:00:00Z"},
                    {"2000-02-29", "2000-02-29T00:00:00Z"},
                    {"2023-02-29", ""},
                    {"1900-02-29", ""},
                    {"2026-02-30", ""},
                    {"2026-04-31", ""},
                    {"2026-13-01", ""},
                    {"2026-00-10", ""},
                    {"2026-10-00", ""},
                    {"0000-01-01", ""},
                    {"0001-01-01", "0001-01-01T00:00:00Z"},
                    {"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},
                    {"1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"},
                });
}

TEST_CASE("a leap second is the second after") {
    check_times("UTC", Epoch::none, {{"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"}, {"2016-12-31T23:59:61Z", ""}});
}

TEST_CASE("what could mean two times is not read") {
    check_times("UTC", Epoch::none,
                {
                    {"", ""},
                    {"yesterday", ""},
                    {"09/11/2026", ""},
                    {"11/09/2026 10:00", ""},
                    {"9.11.2026", ""},
                    {"26-11-09", ""},
                    {"2026-11", ""},
                    {"1794182400", ""},
                    {"2026-11-09x", ""},
                    {"2026-11-09T", ""},
                    {"2026-11-09T10", ""},
                    {"2026-11-09T10:0", ""},
                    {"2026-11-09T24:00:00Z", ""},
                    {"2026-11-09T10:60:00Z", ""},
                    {"2026-11-09T10:00:61Z", ""},
                    {"2026-11-09T10:00:00.Z", ""},
                    {"2026-11-09T10:00:00Zx", ""},
                    {"2026-11-09T10:00:00 EST", ""},
                    {"2026-11-09T10:00:00+24:00", ""},
                    {"2026-11-09T10:00:00+07:60", ""},
                    {"2026-11-09T10:00:00+7", ""},
                    {"2026-11-09T10:00:00+", ""},
                    {"２０２６-11-09", ""},
                });
}

TEST_CASE("a local time that a clock skipped is the instant of the skip") {
    check_times("America/New_York", Epoch::none,
                {{"2024-03-10T01:59:59", "2024-03-10T06:59:59Z"},
                 {"2024-03-10T02:30:00", "2024-03-10T07:00:00Z"},
                 {"2024-03-10T03:00:00", "2024-03-10T07:00:00Z"}});
    check_times("America/Sao_Paulo", Epoch::none, {{"2018-11-04", "2018-11-04T03:00:00Z"}}); // a day without midnight
    check_times("Pacific/Apia", Epoch::none, {{"2011-12-30", "2011-12-30T10:00:00Z"}});      // a day that never was
}

TEST_CASE("a local time that occurs twice is the first") {
    check_times("America/New_York", Epoch::none,
                {{"2024-11-03T00:59:59", "2024-11-03T04:59:59Z"},
                 {"2024-11-03T01:30:00", "2024-11-03T05:30:00Z"},
                 {"2024-11-03T02:00:00", "2024-11-03T07:00:00Z"}});
}

TEST_CASE("a plain number counts since 1970 in the unit of its column") {
    check_times("UTC", Epoch::second,
                {
                    {"0", "1970-01-01T00:00:00Z"},
                    {"1794182400", "2026-11-09T00:00:00Z"},
                    {"1794182400.25", "2026-11-09T00:00:00.25Z"},
                    {"-1", "1969-12-31T23:59:59Z"},
                    {"1.7941824e9", "2026-11-09T00:00:00Z"},
                    {"253402300799", "9999-12-31T23:59:59Z"},
                    {"253402300800", ""},
                    {"1794182400s", ""},
                    {"2026-11-09", "2026-11-09T00:00:00Z"},
                });
    check_times("Asia/Jakarta", Epoch::second, {{"1794182400", "2026-11-09T00:00:00Z"}});
    check_times("UTC", Epoch::millisecond,
                {{"1794182400001", "2026-11-09T00:00:00.001Z"}, {"-1", "1969-12-31T23:59:59.999Z"}});
    check_times("UTC", Epoch::microsecond, {{"1794182400000001", "2026-11-09T00:00:00.000001Z"}});
}

TEST_CASE("the unit of plain numbers is told by their size") {
    const std::vector<std::pair<std::string, Epoch>> pairs{
        {"0", Epoch::second},
        {"1794182400", Epoch::second},
        {"1794182400.5", Epoch::second},
        {"-1794182400", Epoch::second},
        {"99999999999", Epoch::second},
        {"100000000000", Epoch::millisecond},
        {"1794182400000", Epoch::millisecond},
        {"-1794182400000", Epoch::millisecond},
        {"99999999999999", Epoch::millisecond},
        {"100000000000000", Epoch::microsecond},
        {"1794182400000000", Epoch::microsecond},
        {"", Epoch::none},
        {"2026-11-09", Epoch::none},
        {"soon", Epoch::none},
    };
    for (const auto& [text, unit] : pairs) {
        INFO(text);
        CHECK(name_of(guess_epoch(text)) == name_of(unit));
    }
}

// ---- numbers --------------------------------------------------------------------------------------------------------

TEST_CASE("a decimal is read exactly, to 18 places") {
    const std::vector<Pair> pairs{
        {"12", "12"},
        {"-3.50", "-3.5"},
        {"+.5", "0.5"},
        {"5.", "5"},
        {"007", "7"},
        {"-0", "0"},
        {"0.0", "0"},
        {"0.1", "0.1"},
        {"0.30000000000000004", "0.30000000000000004"},
        {"0.000000000000000001", "0.000000000000000001"},
        {"999999999999999999", "999999999999999999"},
        {"999999999999999999.999999999999999999", "999999999999999999.999999999999999999"},
        {"-999999999999999999", "-999999999999999999"},
        {"000000000000000000000000000001", "1"},
        {"1.000000000000000000000000000000", "1"},
        {"0.00000000000000000000000", "0"},
    };
    for (const Pair& pair : pairs) {
        INFO(pair.given);
        CHECK(decimal(pair.given) == pair.meant);
    }
}

TEST_CASE("a decimal may have an exponent") {
    const std::vector<Pair> pairs{{"1e3", "1000"},
                                  {"1E+2", "100"},
                                  {"4.0E-2", "0.04"},
                                  {"1.5e1", "15"},
                                  {"1e17", "100000000000000000"},
                                  {"1e-18", "0.000000000000000001"},
                                  {"12.5e-1", "1.25"},
                                  {"0e40", "0"}};
    for (const Pair& pair : pairs) {
        INFO(pair.given);
        CHECK(decimal(pair.given) == pair.meant);
    }
}

TEST_CASE("what is no decimal, or cannot be kept exactly, is not read") {
    for (const std::string text : {"",
                                   "-",
                                   "+",
                                   ".",
                                   "-.",
                                   "e5",
                                   "1e",
                                   "1e+",
                                   "1e5.5",
                                   "1,234",
                                   "1 000",
                                   "1'000",
                                   "1.2.3",
                                   "--1",
                                   "+-1",
                                   "0x10",
                                   "NaN",
                                   "inf",
                                   "Infinity",
                                   "€5",
                                   "5%",
                                   "twelve",
                                   "1e41",
                                   "1e-41",
                                   "1e18",
                                   "10e17",
                                   "1000000000000000000",
                                   "0.0000000000000000001",
                                   "1e-19",
                                   "１２",
                                   "1\n"}) {
        INFO(text);
        CHECK_FALSE(read_decimal(text).has_value());
    }
    CHECK_FALSE(read_decimal(std::string(1000, '9')).has_value());
}

TEST_CASE("a flag is a word for yes or for no, or blank, which is no") {
    for (const std::string text : {"true", "TRUE", "True", "yes", "Yes", "y", "Y", "t", "1"})
        CHECK(read_flag(text) == true);
    for (const std::string text : {"false", "FALSE", "no", "No", "n", "f", "0", ""}) CHECK(read_flag(text) == false);
    for (const std::string text : {"2", "-1", "on", "off", "tru", "yess", "truely", "perhaps", "null", "10"}) {
        INFO(text);
        CHECK_FALSE(read_flag(text).has_value());
    }
}

// ---- names ----------------------------------------------------------------------------------------------------------

TEST_CASE("a misspelt word is answered with the nearest, by insertions, deletions, replacements and swaps") {
    const std::vector<std::string_view> known{"open_rate", "ctr", "churn_rate", "crr", "delivered"};
    const std::vector<Pair> pairs{
        {"open_rat", "open_rate"},
        {"open_ratee", "open_rate"},
        {"opan_rate", "open_rate"},
        {"opne_rate", "open_rate"},
        {"OPEN_RATE", "open_rate"},
        {"churn_rte", "churn_rate"},
        {"delivred", "delivered"},
        {"cttr", "ctr"},
        {"crrr", "crr"},
        {"deliver", "delivered"},
        {"qwertyuiop", ""},
        {"", ""},
        {std::string(65, 'o'), ""},
    };
    for (const Pair& pair : pairs) {
        INFO(pair.given);
        CHECK(nearest(pair.given, known) == pair.meant);
    }
    CHECK(did_you_mean("open_rat", known) == "did you mean 'open_rate'?");
    CHECK(did_you_mean("qwertyuiop", known) == "");
    CHECK(nearest("ctr", {}) == "");
}

TEST_CASE("of equally near words the first is the answer, and an exact one always") {
    const std::vector<std::string_view> known{"crr", "ctr", "cbr"};
    CHECK(nearest("czr", known) == "crr");
    CHECK(nearest("cbr", known) == "cbr");
}

TEST_CASE("names of columns are compared without case, spaces, underscores, hyphens and points") {
    const std::vector<std::pair<std::string, std::string>> same{{"Event Name", "event_name"},
                                                                {"E-Mail.Address", "email_address"},
                                                                {"customerId", "customer_id"},
                                                                {" time ", "time"},
                                                                {"URL", "url"}};
    for (const auto& [a, b] : same) {
        INFO(a << " and " << b);
        CHECK((same_column(a, b) && same_column(b, a)));
    }
    for (const auto& [a, b] : std::vector<std::pair<std::string, std::string>>{{"time", "times"},
                                                                               {"customer", "custom"},
                                                                               {"a:b", "ab"},
                                                                               {"", "x"},
                                                                               {"event", "name"},
                                                                               {"naïve", "naive"}}) {
        INFO(a << " and " << b);
        CHECK_FALSE((same_column(a, b) || same_column(b, a)));
    }
}

// ---- days and periods -----------------------------------------------------------------------------------------------

TEST_CASE("a day is written as it is read") {
    for (const std::string text :
         {"2026-11-09", "2024-02-29", "1970-01-01", "1969-12-31", "0001-01-01", "9999-12-31"}) {
        INFO(text);
        CHECK(to_text(read_day(text)) == text);
    }
    CHECK(read_day("1970-01-02") == 1);
    CHECK(read_day("2026-11-09") == make_day(2026, 11, 9));
}

TEST_CASE("what is no day of the calendar is no day") {
    for (const std::string text :
         {"", "2026-02-30", "2023-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-1-1", "2026-11-9",
          "0000-01-01", "20261109", "2026/11/09", "2026-11-09T00:00", "yesterday", "-026-11-09", "2026-11-+9"}) {
        INFO(text);
        CHECK(failure_of([&] { read_day(text); }) ==
              "64 '" + text + "' is not a day (write YYYY-MM-DD, as 2026-11-09)");
    }
}

TEST_CASE("a period is a year, a quarter, a month or an ISO week") {
    const std::vector<Pair> pairs{
        {"2026", "2026-01-01 to 2026-12-31"},     {"2026-Q1", "2026-01-01 to 2026-03-31"},
        {"2026-Q4", "2026-10-01 to 2026-12-31"},  {"2024-02", "2024-02-01 to 2024-02-29"},
        {"2023-02", "2023-02-01 to 2023-02-28"},  {"2026-12", "2026-12-01 to 2026-12-31"},
        {"2026-W46", "2026-11-09 to 2026-11-15"}, {"2026-W01", "2025-12-29 to 2026-01-04"},
        {"2026-W53", "2026-12-28 to 2027-01-03"}, {"2021-W01", "2021-01-04 to 2021-01-10"},
        {"2025-W01", "2024-12-30 to 2025-01-05"}, {"2020-W53", "2020-12-28 to 2021-01-03"},
    };
    for (const Pair& pair : pairs) {
        INFO(pair.given);
        CHECK(period_of(pair.given) == pair.meant);
    }
}

TEST_CASE("what is no period is answered with the forms of one") {
    for (const std::string text :
         {"", "26", "2026-", "2026-0", "2026-00", "2026-13", "2026-1", "2026-Q0", "2026-Q5", "2026-Q", "2026-W",
          "2026-W1", "2026-W00", "2026-W54", "2025-W53", "2026-w46", "2026-11-09", "0000", "year"}) {
        INFO(text);
        CHECK(failure_of([&] { read_period(text, 0, WeekStart::monday); }) ==
              "64 '" + text + "' is not a period (write 2026, 2026-Q4, 2026-11, 2026-W46, last-week, last-month, last-7d or the like)");
    }
}

// ---- messages -------------------------------------------------------------------------------------------------------

TEST_CASE("nothing that a terminal acts on, and nothing that is not UTF-8, gets through to one") {
    const std::vector<Pair> pairs{
        {"plain, é, 春, 🙂", "plain, é, 春, 🙂"},
        {"\x1b[2J", "\\x1b[2J"},
        {"a\nb\tc\r", "a\\x0ab\\x09c\\x0d"},
        {"\x7f", "\\x7f"},
        {std::string(1, '\0'), "\\x00"},
        {"\xc2\x9b", "\\xc2\\x9b"}, // a control character of the second set
        {"\xe2\x80\xae", "\\xe2\\x80\\xae"},
        {"\xe2\x81\xa6", "\\xe2\\x81\\xa6"},
        {"\xe2\x80\xa8", "\\xe2\\x80\\xa8"}, // directions, lines
        {"\xff", "\\xff"},
        {"\x80", "\\x80"},
        {"\xe6\x98", "\\xe6\\x98"},
        {"\xc3(", "\\xc3("},
        {"\xc0\xaf", "\\xc0\\xaf"},
        {"\xe0\x80\xaf", "\\xe0\\x80\\xaf"},
        {"\xed\xa0\x80", "\\xed\\xa0\\x80"},
        {"\xf4\x8f\xbf\xbf", "\xf4\x8f\xbf\xbf"},
        {"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
        {"", ""},
    };
    for (const Pair& pair : pairs) CHECK(printable(pair.given) == pair.meant);
}

TEST_CASE("a problem is told with its place, what is wrong and what to do") {
    CHECK(describe({"mail.csv", 7, "unknown_event", "unknown event 'x'", "did you mean 'y'?"}) ==
          "mail.csv:7: unknown event 'x' (did you mean 'y'?)");
    CHECK(describe({"mail.csv", 0, "", "is a directory", ""}) == "mail.csv: is a directory");
    CHECK(describe({"", 0, "", "no command", ""}) == "no command");
    CHECK(describe({"\x1b.csv", 1, "", "\x1b", "\x1b"}) == "\\x1b.csv:1: \\x1b (\\x1b)");
}

// ---- importers ------------------------------------------------------------------------------------------------------

TEST_CASE("an importer's names of columns follow the field's own, best first") {
    const Importer importer = read_importer(
        R"({"name": "x", "title": "X", "about": "of x", "fields": {"customer": ["who", "whom"]},
            "families": {"fax": "message"}})",
        "x.json");
    CHECK(importer.name == "x");
    CHECK(columns_of(importer, "customer") == std::vector<std::string>{"customer", "who", "whom"});
    CHECK(columns_of(importer, "time") == std::vector<std::string>{"time"});
    CHECK(importer.families.at("fax") == Family::message);
    CHECK((importer.numbers == Numbers::per_column && importer.dates == DateOrder::per_column));
    CHECK(importer.families.at("commerce") == Family::commerce); // a family's own name is itself
}

TEST_CASE("a fault of an importer's description is told with the file and the key") {
    const auto fault = [](const std::string& rest) {
        return failure_of([&] { read_importer(R"({"name": "x", "title": "X")" + rest + "}", "x.json"); });
    };
    CHECK(failure_of([] { read_importer("[]", "x.json"); }) ==
          "78 x.json: is not one JSON object (see data/importers/README.md)");
    CHECK(failure_of([] { read_importer("{", "x.json"); }) ==
          "78 x.json: is not one JSON object (see data/importers/README.md)");
    CHECK(fault("") == "78 x.json: 'about' is missing (give it a text)");
    const auto about = [&](const std::string& rest) { return fault(R"(, "about": "", )" + rest); };
    CHECK(fault(R"(, "about": 7)") == "78 x.json: 'about' is no text (write it in quotes)");
    CHECK(about(R"("feilds": {})") == "78 x.json: 'feilds' is no key here (did you mean 'fields'?)");
    CHECK(about(R"("fields": {"customer": 7})") == "78 x.json: 'fields.customer' is no list (write it in brackets)");
    CHECK(about(R"("fields": {"customer": {"before": "."}})") ==
          "78 x.json: 'fields.customer' names no column (give \"columns\", \"join\", \"sum\" or \"is\")");
    CHECK(about(R"("fields": {"value": {"columns": ["a"], "times": "x"}})") ==
          "78 x.json: 'fields.value.times' is no number (write it as \"60\" or \"0.01\")");
    CHECK(about(R"("numbers": "points")") ==
          "78 x.json: 'numbers' is 'points', which is none of its words (did you mean 'point'?)");
    CHECK(about(R"("dates": 7)") == "78 x.json: 'dates' is no text (write it in quotes)");
    CHECK(about(R"("families": {"fax": "mesage"})") ==
          "78 x.json: 'families.fax' is 'mesage', which is none of its words (did you mean 'message'?)");
    CHECK(about(R"("events": {})") == "78 x.json: 'events' is no list (write it in brackets)");
    CHECK(about(R"("events": [{"if": {"a": "b"}}])") ==
          "78 x.json: 'events[0]' is no rule (give \"event\" or \"skip\")");
    CHECK(about(R"("events": [{"event": "message.open"}])") ==
          "78 x.json: 'events[0].event' is 'message.open', which is no event (engage explain events lists them)");
    CHECK(about(R"("events": [{"skip": "Never sent"}])") ==
          "78 x.json: 'events[0].skip' is no reason (write a few words as not_sent)");
    CHECK(about(R"("tallies": {"opend": ["a"]})") ==
          "78 x.json: 'tallies' has 'tally.opend', which is no tally (engage explain lists them in its formulas)");
    CHECK(about(R"("recognise": [{"without": ["a"]}])") ==
          "78 x.json: 'recognise[0]' names no column (give \"columns\")");
    CHECK(about(R"x("facts": [{"in": "file_name", "pattern": "(", "gives": ["campaign"]}])x") ==
          "78 x.json: 'facts[0].pattern' is no regular expression (see data/importers/README.md)");
}

TEST_CASE("every importer that is built in bears out its samples, and every part of it is reached by one") {
    for (const auto& name : importer_names()) {
        CAPTURE(name);
        const Importer& importer = *find_importer(name);
        if (!importer.recognise.empty()) CHECK(cli::faults_of(importer, "") == std::vector<std::string>{});
    }
}

TEST_CASE("no export of a system is known by names alone that a plain table of events may have") {
    std::set<std::string> plain;
    for (const auto& field : fields)
        for (const auto& name : columns_of(*find_importer("canonical"), field.name)) plain.insert(column_key(name));
    for (std::size_t i = 0; i < importer_names().size(); ++i)
        for (const auto& print : fingerprints()[i]) {
            CAPTURE(importer_names()[i]);
            CHECK(std::any_of(print.columns.begin(), print.columns.end(), [&](const auto& names) {
                return std::none_of(names.begin(), names.end(),
                                    [&](const auto& name) { return plain.contains(column_key(name)); });
            }));
        }
}

TEST_CASE("every importer that is built in can be found by its name") {
    for (const auto& name : importer_names()) {
        REQUIRE(find_importer(name) != nullptr);
        CHECK(find_importer(name)->name == name);
        CHECK(find_importer(name) == find_importer(name));
    }
    CHECK(find_importer("canonical") != nullptr);
    CHECK(find_importer("nowhere") == nullptr);
}
