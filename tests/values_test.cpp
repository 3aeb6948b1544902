// values_test.cpp -- tables of pairs: numbers, durations and times as people's exports write them, and what they mean.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include "engage/engage.hpp"
#include "import/cell.hpp"
#include "import/currencies.hpp"
#include "import/duration.hpp"
#include "import/evidence.hpp"
#include "import/number_cell.hpp"
#include "import/time.hpp"
#include "import/time_formats.hpp"
#include "report/events.hpp"

using namespace engage;

namespace {

struct Pair {
    std::string given, meant; ///< an empty meaning: it cannot be read
};

/// "?" where nothing says which number it is.
std::string number(std::string_view text, Numbers mark, bool whole = false) {
    const auto read = read_number(text, mark, whole);
    return read.unclear ? "?" : read.number ? to_text(*read.number) : "";
}

void check_numbers(Numbers mark, const std::vector<Pair>& pairs) {
    for (const Pair& pair : pairs) {
        INFO(numbers_names[static_cast<std::size_t>(mark)] << ": " << pair.given);
        CHECK(number(pair.given, mark) == pair.meant);
    }
}

/// All with one reader, as the rows of a file are; "?" where nothing says which number is the day.
void check_times(TimeConvention convention, const std::vector<Pair>& pairs) {
    TimeReader reader(Zone("UTC"), convention);
    for (const Pair& pair : pairs) {
        INFO(pair.given);
        const auto instant = reader.read(pair.given);
        CHECK((instant ? report::time_text(*instant) : reader.unclear() ? "?" : "") == pair.meant);
    }
}

/// The mark decided for a column of these values, as importers name it, and whether more values were wanted.
std::string mark_of(Numbers declared, const std::vector<std::string>& column, bool whole = false) {
    NumberEvidence evidence(declared, whole);
    for (const auto& value : column) evidence.add(value, 1);
    Verdict verdict;
    const std::string mark(numbers_names[static_cast<std::size_t>(evidence.decide(verdict))]);
    return mark + (evidence.open() ? " open" : "") + (verdict.doubt ? " doubt" : "");
}

std::string order_of(const std::vector<std::string>& column) {
    TimeEvidence evidence(DateOrder::per_column);
    for (const auto& value : column) evidence.add(value, 1);
    Verdict verdict;
    const TimeConvention convention = evidence.decide(verdict);
    const std::string order(date_order_names[static_cast<std::size_t>(convention.order)]);
    return order + (evidence.open() ? " open" : "") + (verdict.doubt ? " doubt" : "") +
           (convention.unit == Epoch::none ? "" : " " + std::string(name_of(convention.unit)));
}

} // namespace

// ---- numbers --------------------------------------------------------------------------------------------------------

TEST_CASE("digits are grouped by three, with the mark that is not that of decimals, a blank or an apostrophe") {
    check_numbers(Numbers::point, {
                                      {"1234.50", "1234.5"},
                                      {"1,234.50", "1234.5"},
                                      {"43,000,000.00", "43000000"},
                                      {"1,751", "1751"},
                                      {"1 234.50", "1234.5"},
                                      {"1\u00a0234.50", "1234.5"},
                                      {"1\u202f234.50", "1234.5"},
                                      {"1'234'567.25", "1234567.25"},
                                      {"1\u2019234.50", "1234.5"},
                                      {"1,23,45,678.90", "12345678.9"},
                                      {"9.990", "9.99"},
                                      {"64517.0", "64517"},
                                      {"1.22158E+17", "122158000000000000"},
                                      {"1,23", ""},
                                      {"12,34.50", ""},
                                      {"1,2345", ""},
                                      {"1234,567", ""},
                                      {"0,125", ""},
                                      {",5", ""},
                                      {"1,,234", ""},
                                      {"1,234 567", ""},
                                      {"1,234e3", ""},
                                      {"1.234.567", ""},
                                      {"1.234,50", ""},
                                      {"1 23", ""},
                                  });
    check_numbers(Numbers::comma, {
                                      {"1234,50", "1234.5"},
                                      {"1.234,50", "1234.5"},
                                      {"2.546", "2546"},
                                      {"1.234.567", "1234567"},
                                      {"1 234,50", "1234.5"},
                                      {"1\u202f234\u202f567,5", "1234567.5"},
                                      {"1'234,50", "1234.5"},
                                      {"0,125", "0.125"},
                                      {"12", "12"},
                                      {"1,5e3", "1500"},
                                      {"12.50", ""},
                                      {"1.2.3", ""},
                                      {"1.23.456", ""},
                                      {"1,234,567", ""},
                                  });
}

TEST_CASE("where nothing says what the mark is, only numbers are read for which it does not matter") {
    check_numbers(Numbers::per_column, {{"12", "12"},
                                        {"-3", "-3"},
                                        {"1 234", "1234"},
                                        {"1,234", "?"},
                                        {"1.234", "?"},
                                        {"12.5", "?"},
                                        {"12,5", "?"},
                                        {"soon", ""}});
}

TEST_CASE("signs, percent signs, parentheses and a share behind a count") {
    check_numbers(Numbers::point, {
                                      {"27.78%", "27.78"},
                                      {"27 %", "27"},
                                      {"27\u00a0%", "27"},
                                      {"(15.00)", "-15"},
                                      {"($15.00)", "-15"},
                                      {"\u221215", "-15"},
                                      {"+1,234", "1234"},
                                      {"-$5.00", "-5"},
                                      {"$-5.00", "-5"},
                                      {"- 5", "-5"},
                                      {"350 (35.18%)", "350"},
                                      {"1,751 (8.1%)", "1751"},
                                      {"141 (8,1%)", "141"},
                                      {"(-5)", ""},
                                      {"--5", ""},
                                      {"-+5", ""},
                                      {"5-", ""},
                                      {"()", ""},
                                      {"350 (35.18)", ""},
                                      {"(35.18%)", "-35.18"},
                                      {"350 (about 35%)", ""},
                                      {"5%%", ""},
                                      {"< 15", ""},
                                      {"NaN", ""},
                                      {"inf", ""},
                                      {"", ""},
                                      {"%", ""},
                                      {"10 - Extremely likely", ""},
                                      {"40.0.2214.111", ""},
                                      {std::string(200, '1'), ""},
                                  });
}

TEST_CASE("a currency may stand on either side, as its code or as a sign, and a sign of several names none") {
    struct Money {
        std::string given, meant, currency;
    };
    const std::vector<Money> amounts{
        {"$22.50", "22.5", ""},        {"US$ 0.00", "0", "USD"},     {"€1,234.50", "1234.5", "EUR"},
        {"12.50 €", "12.5", "EUR"},    {"12.50\u00a0€", "12.5", "EUR"}, {"EUR 12.50", "12.5", "EUR"},
        {"12.50 EUR", "12.5", "EUR"},  {"12.50EUR", "12.5", "EUR"},  {"eur 12.50", "12.5", "EUR"},
        {"£0.00", "0", "GBP"},         {"¥1,200", "1200", ""},       {"CN¥5", "5", "CNY"},
        {"R$ 5", "5", "BRL"},          {"A$5", "5", "AUD"},          {"₹1,23,456", "123456", "INR"},
        {"100 kr", "100", ""},         {"45 zł", "45", "PLN"},       {"Rp 45", "45", "IDR"},
        {"CHF 1'234.50", "1234.5", "CHF"},
    };
    for (const auto& [given, meant, currency] : amounts) {
        INFO(given);
        const auto read = read_number(given, Numbers::point);
        CHECK((read.number ? to_text(*read.number) : "") == meant);
        CHECK(read.currency == currency);
        CHECK(read.money);
    }
    check_numbers(Numbers::point, {{"EUR", ""}, {"€", ""}, {"ABC 5", ""}, {"EUR 5 EUR", ""}, {"€5%", ""}, {"€ -", ""}});
    check_numbers(Numbers::comma, {{"US$ 0,00", "0"}, {"€1.234,50", "1234.5"}, {"12,50 €", "12.5"}});
    for (std::size_t i = 0; i < currency_signs.size(); ++i)
        for (std::size_t before = 0; before < i; ++before)
            CHECK_FALSE(currency_signs[i].sign.starts_with(currency_signs[before].sign));
}

TEST_CASE("a count is a whole number of at least 0, however it is written") {
    for (const auto& [text, count] : std::vector<Pair>{{"0", "0"},
                                                       {"3.0", "3"},
                                                       {"+3", "3"},
                                                       {"1e3", "1000"},
                                                       {"-0", "0"},
                                                       {"1,751", "1751"},
                                                       {"350 (35.18%)", "350"},
                                                       {"1.5", ""},
                                                       {"-1", ""},
                                                       {"2.546", ""},
                                                       {"many", ""}}) {
        INFO(text);
        CHECK(number(text, Numbers::point, true) == count);
    }
    // One and three quarters are no count, so 1,751 says by itself that its comma groups digits.
    CHECK(mark_of(Numbers::per_column, {"1,751"}, true) == "point");
    CHECK(mark_of(Numbers::per_column, {"2.546"}, true) == "comma");
    CHECK(mark_of(Numbers::per_column, {"1,000"}, true) == "per_column open doubt");
}

TEST_CASE("a column's decimal mark is the one with which a value can only be read") {
    const std::vector<std::pair<std::vector<std::string>, std::string>> columns{
        {{"1.5"}, "point"},
        {{"12.25", "1,234"}, "point"},
        {{"1,234", "12.5"}, "point"},
        {{"0.125"}, "point"},
        {{"1234.567"}, "point"},
        {{"1,234,567"}, "point"},
        {{"1,23,456"}, "point"},
        {{"1 234.567"}, "point"},
        {{"1,234.567"}, "point"},
        {{"27.78%"}, "point"},
        {{"12,5"}, "comma"},
        {{"2.546", "1,15"}, "comma"},
        {{"1.234.567"}, "comma"},
        {{"US$ 0,00"}, "comma"},
        {{"99,88%"}, "comma"},
        {{"1.234,567"}, "comma"},
        {{"2.546"}, "per_column open doubt"},
        {{"1,234"}, "per_column open doubt"},
        {{"7", "2.546", "12"}, "per_column open doubt"},
        {{"1.234", "1,234"}, "per_column open doubt"},
        {{"7", "1 234"}, "per_column open"},
        {{}, "per_column open"},
        {{"1.234,5", "1,234.5"}, "per_column doubt"},
        {{"1,234.5", "1.234,5"}, "per_column doubt"},
    };
    for (const auto& [values, mark] : columns) {
        CAPTURE(values);
        CHECK(mark_of(Numbers::per_column, values) == mark);
    }
}

TEST_CASE("a plain column has a decimal point unless its commas say otherwise, and a declared mark holds") {
    const std::vector<std::pair<std::vector<std::string>, std::string>> columns{
        {{"12.345"}, "point"},       {{"12.345", "1,234"}, "point"}, {{"1,234", "12.345"}, "point"},
        {{"12,5"}, "comma"},         {{"1.234,50"}, "comma"},        {{"1,234"}, "per_column open doubt"},
        {{"1,234", "12,5"}, "comma"}, {{"12,5", "12.5"}, "point"},   {{"12.5", "12,5"}, "point"},
        {{"7"}, "point"},            {{}, "point"},                  {{"1.234.567", "1,234"}, "comma"},
        {{"2.546", "1,15"}, "per_column doubt"}, {{"9.990", "12.5", "12,50"}, "point"},
    };
    for (const auto& [values, mark] : columns) {
        CAPTURE(values);
        CHECK(mark_of(Numbers::plain, values) == mark);
    }
    CHECK(mark_of(Numbers::point, {"12,5"}) == "point");
    CHECK(mark_of(Numbers::comma, {"12.5"}) == "comma");
}

// ---- nothing --------------------------------------------------------------------------------------------------------

TEST_CASE("what exports write where they know nothing is nothing") {
    for (const std::string text : {"-", "--", "n/a", "N/A", "N/a", "#N/A", "null", "NULL", "Null"}) {
        INFO(text);
        CHECK(is_missing(text));
    }
    for (const std::string text : {"", "---", "na", "NA", "nil", "none", "nul", "nulls", "0", "\\N", "/", "n/b", "-1"}) {
        INFO(text);
        CHECK_FALSE(is_missing(text));
    }
}

// ---- durations ------------------------------------------------------------------------------------------------------

TEST_CASE("a duration is a clock, or has units") {
    const std::vector<std::pair<std::string, std::int64_t>> durations{
        {"00:01:23", 83'000'000},      {"0:00:41", 41'000'000},      {"1:02:03.5", 3'723'500'000},
        {"1:02:03,25", 3'723'250'000}, {"01:23", 83'000'000},        {"0:30", 30'000'000},
        {"90:00", 5'400'000'000},      {"100:00:00", 360'000'000'000}, {"1h 2m 3s", 3'723'000'000},
        {"1h2m", 3'720'000'000},       {"5 min", 300'000'000},       {"5 min 3 sec", 303'000'000},
        {"45s", 45'000'000},           {"PT1M23S", 83'000'000},      {"PT1H", 3'600'000'000},
        {"P1DT1S", 86'401'000'000},    {"pt0.5s", 500'000},
    };
    for (const auto& [text, meant] : durations) {
        INFO(text);
        CHECK(read_duration(text) == meant);
    }
    for (const std::string text : {"", "12.5", "-00:01", "00:61", "00:60:00", "1:2", "1:02:03:04", "1:0203", ":30", "1:", "soon",
                                   "1x", "1m 2h", "1m 2m", "P", "PT", "P1Y", "P1M", "P5", "h", "1 h 2", "99999999999:00:00", "00:00:5.5"}) {
        INFO(text);
        CHECK_FALSE(read_duration(text).has_value());
    }
}

// ---- times ----------------------------------------------------------------------------------------------------------

TEST_CASE("a time is read in the forms of exports that need no order") {
    check_times({}, {
                        {"2020-02-10 18:00 +0000", "2020-02-10T18:00:00Z"},
                        {"2024-05-01 09:58:12 -0700", "2024-05-01T16:58:12Z"},
                        {"Jun 09, 2018 09:30 pm", "2018-06-09T21:30:00Z"},
                        {"Mon, Apr 26, 2021 12:25", "2021-04-26T12:25:00Z"},
                        {"Tue, Jul 14, 2026", "2026-07-14T00:00:00Z"},
                        {"Jan 6, 2024", "2024-01-06T00:00:00Z"},
                        {"Mar 22, 2025 19:13:27", "2025-03-22T19:13:27Z"},
                        {"March 22nd, 2025 at 7 PM", "2025-03-22T19:00:00Z"},
                        {"4 Jul 2024 18:43:37", "2024-07-04T18:43:37Z"},
                        {"09-Nov-2026", "2026-11-09T00:00:00Z"},
                        {"09-Nov-26 10:00", "2026-11-09T10:00:00Z"},
                        {"2026-Nov-09", "2026-11-09T00:00:00Z"},
                        {"22/Jan/2019:03:56:14 +0330", "2019-01-22T00:26:14Z"},
                        {"Mon, 09 Nov 2026 10:00:00 +0700", "2026-11-09T03:00:00Z"},
                        {"Mon, 09 Nov 2026 10:00:00 GMT", "2026-11-09T10:00:00Z"},
                        {"Mon Nov  9 10:00:00 2026", "2026-11-09T10:00:00Z"},
                        {"Mon Nov 09 10:00:00 UTC 2026", "2026-11-09T10:00:00Z"},
                        {"Mon Nov 09 2026 10:00:00 GMT+0700 (Western Indonesia Time)", "2026-11-09T03:00:00Z"},
                        {"2020/03/30 5:11:55 PM GMT+2", "2020-03-30T15:11:55Z"},
                        {"2020/03/30 5:11:55 PM UTC-3:30", "2020-03-30T20:41:55Z"},
                        {"2026-1-9 7:05", "2026-01-09T07:05:00Z"},
                        {"2024. 5. 12. 10:00", "2024-05-12T10:00:00Z"},
                        {"2026-11-09 10:00 pm", "2026-11-09T22:00:00Z"},
                        {"2026-11-09 10:00\u202fPM", "2026-11-09T22:00:00Z"},
                        {"2026-11-09 12:00 a.m.", "2026-11-09T00:00:00Z"},
                        {"2026-11-09 12:00 p. m.", "2026-11-09T12:00:00Z"},
                        {"2026-11-09 10:00 (UTC)", "2026-11-09T10:00:00Z"},
                        {"2026-01-02 10:00:00.1234567+02:00", "2026-01-02T08:00:00.123456Z"},
                        {"2026-01-02T10:00:00.123456789Z", "2026-01-02T10:00:00.123456Z"},
                        {"Jan 2, 2026 10:00:00.5", "2026-01-02T10:00:00.5Z"},
                        {"20260826", "2026-08-26T00:00:00Z"},
                        {"20230101 120000", "2023-01-01T12:00:00Z"},
                        {"20230101T1200Z", "2023-01-01T12:00:00Z"},
                        {"20230101120000", "2023-01-01T12:00:00Z"},
                        {"05/05/2026", "2026-05-05T00:00:00Z"},
                    });
}

TEST_CASE("months have names in several languages") {
    check_times({}, {
                        {"4 juil. 2024 18:43:37", "2024-07-04T18:43:37Z"},
                        {"mar. 4 juin 2024", "2024-06-04T00:00:00Z"},
                        {"Jeudi 4 juillet 2024 18:43:37", "2024-07-04T18:43:37Z"},
                        {"1er AOÛT 2024", "2024-08-01T00:00:00Z"},
                        {"7. März 2025 um 10:00", "2025-03-07T10:00:00Z"},
                        {"Mo., 7. Dez. 2026", "2026-12-07T00:00:00Z"},
                        {"4 de julio de 2024", "2024-07-04T00:00:00Z"},
                        {"4 mag 2024", "2024-05-04T00:00:00Z"},
                        {"4 mei 2024", "2024-05-04T00:00:00Z"},
                        {"segunda-feira, 4 de março de 2024", "2024-03-04T00:00:00Z"},
                        {"4 juli 2024", "2024-07-04T00:00:00Z"},
                        {"4 brumaire 2024", ""},
                    });
}

TEST_CASE("the order of a date in digits is that of its column") {
    check_times({Epoch::none, DateOrder::day_first}, {
                                                         {"16/04/2015", "2015-04-16T00:00:00Z"},
                                                         {"12-04-2022 09:30", "2022-04-12T09:30:00Z"},
                                                         {"07.02.2025 00:13:31", "2025-02-07T00:13:31Z"},
                                                         {"7. 2. 2025", "2025-02-07T00:00:00Z"},
                                                         {"16/04/15", "2015-04-16T00:00:00Z"},
                                                         {"2020/03/04", "2020-03-04T00:00:00Z"},
                                                         {"04/16/2015", ""},
                                                         {"31/02/2024", ""},
                                                         {"29/02/2024", "2024-02-29T00:00:00Z"},
                                                         {"29/02/2023", ""},
                                                     });
    check_times({Epoch::none, DateOrder::month_first}, {
                                                           {"4/30/21 6:04", "2021-04-30T06:04:00Z"},
                                                           {"9/30/19", "2019-09-30T00:00:00Z"},
                                                           {"10/1/2015 21:00", "2015-10-01T21:00:00Z"},
                                                           {"3/15/2024 2:30 PM", "2024-03-15T14:30:00Z"},
                                                           {"05/12/2026 09:00:00 AM", "2026-05-12T09:00:00Z"},
                                                           {"11/29/24 22:28", "2024-11-29T22:28:00Z"},
                                                           {"11/9/2026, 10:00:00 AM", "2026-11-09T10:00:00Z"},
                                                           {"1/2/68", "2068-01-02T00:00:00Z"},
                                                           {"1/2/69", "1969-01-02T00:00:00Z"},
                                                           {"16/04/2015", ""},
                                                       });
    check_times({Epoch::none, DateOrder::year_first},
                {{"20/03/30", "2020-03-30T00:00:00Z"}, {"2020/03/30", "2020-03-30T00:00:00Z"}, {"16/04/2015", ""}});
    check_times({}, {{"03/04/2024", "?"}, {"16/04/2015", "?"}, {"31/02/2024", ""}, {"04/04/2024", "2024-04-04T00:00:00Z"}});
}

TEST_CASE("what is no time of day and no date is not read") {
    check_times({Epoch::none, DateOrder::day_first}, {
                                                         {"Jun 09, 2018 13:00 pm", ""},
                                                         {"Jun 09, 2018 0:30 am", ""},
                                                         {"Jun 09, 2018 24:00", ""},
                                                         {"Jun 09, 2018 10:60", ""},
                                                         {"Jun 09, 2018 10:5", ""},
                                                         {"Jun 09, 2018 10", ""},
                                                         {"Jun 09, 2018,", ""},
                                                         {"Jun 31, 2018", ""},
                                                         {"Jun 09", ""},
                                                         {"Jun 2018", ""},
                                                         {"Foo, Jun 09, 2018", ""},
                                                         {"Jun 09, 2018 10:00 EST", ""},
                                                         {"Jun 09, 2018 10:00 +7", ""},
                                                         {"Jun 09, 2018 10:00 GMT+25", ""},
                                                         {"Jun 09, 2018 10:00 (UTC", ""},
                                                         {"Jun 09, 2018 10:00 UTC (x", ""},
                                                         {"Jun 09, 2018 10:00 x", ""},
                                                         {"1/2/3", ""},
                                                         {"1/2/202", ""},
                                                         {"1/2-2024", ""},
                                                         {"1/2/2024/3", ""},
                                                         {"40.0.2214.111", ""},
                                                         {"2026-02-30 10:00 pm", ""},
                                                         {"123/1/2024", ""},
                                                         {"99999999", ""},
                                                         {"10:00", ""},
                                                         {"today", ""},
                                                         {std::string(97, '1'), ""},
                                                     });
}

TEST_CASE("nanoseconds and calendar days are numbers too") {
    check_times({Epoch::nanosecond, {}}, {{"1794182400123456789", "2026-11-09T00:00:00.123456Z"}, {"0", "1970-01-01T00:00:00Z"}});
    check_times({Epoch::calendar, {}}, {{"20260826", "2026-08-26T00:00:00Z"}, {"20260231", ""}, {"1794182400", ""}});
    check_times({Epoch::second, {}}, {{"1534109600.089676", "2018-08-12T21:33:20.089676Z"}, {"20260826", "1970-08-23T12:00:26Z"}});
    CHECK(name_of(guess_epoch("1794182400123456789")) == "epoch nanoseconds");
}

TEST_CASE("a column's dates are in the order in which each of its values is a day") {
    const std::vector<std::pair<std::vector<std::string>, std::string>> columns{
        {{"03/04/2024", "16/04/2015"}, "day_first"},
        {{"03/04/2024", "9/30/19"}, "month_first"},
        {{"12-04-2022 09:30", "13-04-2022 09:30"}, "day_first"},
        {{"03/04/2024"}, "per_column open doubt"},
        {{"05/05/2024"}, "per_column open"},
        {{"07.02.2025 00:13:31"}, "day_first open"},
        {{"07.02.2025", "02.13.2025"}, "month_first"},
        {{"07.02.2025", "03/04/2024"}, "per_column open doubt"},
        {{"13/01/2024", "01/13/2024"}, "per_column doubt"},
        {{"31/02/2024"}, "per_column"},
        {{"2024-03-04", "Jun 09, 2018", "2020/03/04"}, "per_column"},
        {{"20260826", "20260827"}, "per_column YYYYMMDD"},
        {{"20260826", "20260231"}, "per_column epoch seconds"},
        {{"20260826", "1794182400"}, "per_column epoch seconds"},
        {{"1794182400", "1794182400000"}, "per_column epoch milliseconds"},
    };
    for (const auto& [values, order] : columns) {
        CAPTURE(values);
        CHECK(order_of(values) == order);
    }
}

// ---- more than the first chunk ----------------------------------------------------------------------------------------

namespace {

/// What `engage ARGS…` prints, after its exit status.
std::string run(std::vector<std::string> args, const std::string& input) {
    std::istringstream in(input);
    std::ostringstream out, err;
    const int status = engage::run(args, in, out, err);
    return std::to_string(status) + " " + out.str() + err.str();
}

/// Three chunks of rows that decide nothing, then `last`.
std::string long_table(const std::string& row, const std::string& last) {
    std::string text = "time;event;value;customer\n";
    while (text.size() < 400'000) text += row + "\n";
    return text + last + "\n";
}

} // namespace

TEST_CASE("what the first rows leave open is decided by a later one, in a file and in a pipe") {
    const std::vector<std::string> args{"--metric", "revenue", "--channel", "commerce", "--format", "csv"};
    const auto report = [&](const std::string& name, const std::string& input) {
        std::vector<std::string> words{"report", name};
        words.insert(words.end(), args.begin(), args.end());
        return run(words, input);
    };
    const std::string text = long_table("03/04/2015;ordered;1,000;ana", "16/04/2015;ordered;2,5;bob");
    const std::string path = (std::filesystem::temp_directory_path() / ("engage-values-" + std::to_string(::getpid()))).string();
    std::ofstream(path) << text;
    const auto rows = std::count(text.begin(), text.end(), '\n') - 2;
    const std::string expected = "0 from,to,channel,by,key,metric,definition,value,unit,numerator,denominator,low,high\n"
                                 "2015-04-03,2015-04-16,commerce,,,revenue,total," + std::to_string(rows + 2) + ".5,money," +
                                 std::to_string(rows + 2) + ".5,1,,\n";
    CHECK(report(path, "") == expected);
    CHECK(report("-", text) == expected);
    CHECK(run({"inspect", path}, "").substr(2 + path.size()) == run({"inspect", "-"}, text).substr(3));
    CHECK(run({"inspect", "-"}, text).find("day first: '16/04/2015' in line " + std::to_string(rows + 2)) != std::string::npos);
    std::filesystem::remove(path);
}

TEST_CASE("dates with points have the day first unless a later one says otherwise") {
    const auto first = [](const std::string& last) {
        return run({"inspect", "-"}, long_table("03.04.2015;ordered;1;ana", last));
    };
    CHECK(first("04.04.2015;ordered;1;ana").find("from 2015-04-03T00:00:00Z to 2015-04-04T00:00:00Z") != std::string::npos);
    CHECK(first("04.16.2015;ordered;1;ana").find("from 2015-03-04T00:00:00Z to 2015-04-16T00:00:00Z") != std::string::npos);
}
