// numbers_test.cpp -- tables of pairs: numbers and durations as people's exports write them, and what they mean.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "import/cell.hpp"
#include "import/currencies.hpp"
#include "import/duration.hpp"
#include "import/evidence.hpp"
#include "import/number_cell.hpp"

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

/// The mark decided for a column of these values, as importers name it, and whether more values were wanted.
std::string mark_of(Numbers declared, const std::vector<std::string>& column, bool whole = false) {
    NumberEvidence evidence(declared, whole);
    for (const auto& value : column) evidence.add(value, 1);
    Judged verdict;
    const std::string mark(numbers_names[static_cast<std::size_t>(evidence.decide(verdict))]);
    return mark + (evidence.open() ? " open" : "") + (verdict.doubt ? " doubt" : "");
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
