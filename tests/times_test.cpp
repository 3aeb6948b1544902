// times_test.cpp -- tables of pairs: times as people's exports write them, and columns that decide what they mean.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <unistd.h>

#include "engage/engage.hpp"
#include "import/evidence.hpp"
#include "import/time.hpp"
#include "report/events.hpp"

using namespace engage;

namespace {

struct Pair {
    std::string given, meant; ///< an empty meaning: it cannot be read
};

/// All with one reader, as the rows of a file are; "?" where nothing says which number is the day.
void check_times(TimeConvention convention, const std::vector<Pair>& pairs) {
    TimeReader reader(Zone("UTC"), convention);
    for (const Pair& pair : pairs) {
        INFO(pair.given);
        const auto instant = reader.read(pair.given);
        CHECK((instant ? report::time_text(*instant) : reader.unclear() ? "?" : "") == pair.meant);
    }
}

/// The order decided for a column of these values, as importers name it, and the unit of numbers.
std::string order_of(const std::vector<std::string>& column) {
    TimeEvidence evidence(DateOrder::per_column);
    for (const auto& value : column) evidence.add(value, 1);
    Judged verdict;
    const TimeConvention convention = evidence.decide(verdict);
    const std::string order(date_order_names[static_cast<std::size_t>(convention.order)]);
    return order + (evidence.open() ? " open" : "") + (verdict.doubt ? " doubt" : "") +
           (convention.unit == Epoch::none ? "" : " " + std::string(name_of(convention.unit)));
}

} // namespace

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
    check_times({},
                {{"03/04/2024", "?"}, {"16/04/2015", "?"}, {"31/02/2024", ""}, {"04/04/2024", "2024-04-04T00:00:00Z"}});
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
    check_times({Epoch::nanosecond, {}},
                {{"1794182400123456789", "2026-11-09T00:00:00.123456Z"}, {"0", "1970-01-01T00:00:00Z"}});
    check_times({Epoch::calendar, {}}, {{"20260826", "2026-08-26T00:00:00Z"}, {"20260231", ""}, {"1794182400", ""}});
    check_times({Epoch::second, {}},
                {{"1534109600.089676", "2018-08-12T21:33:20.089676Z"}, {"20260826", "1970-08-23T12:00:26Z"}});
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
    const std::string path =
        (std::filesystem::temp_directory_path() / ("engage-values-" + std::to_string(::getpid()))).string();
    std::ofstream(path) << text;
    const auto rows = std::count(text.begin(), text.end(), '\n') - 2;
    const std::string expected =
        "0 from,to,channel,by,key,metric,definition,value,unit,numerator,denominator,low,high\n"
        "2015-04-03,2015-04-16,commerce,,,revenue,total," +
        std::to_string(rows + 2) + ".5,money," + std::to_string(rows + 2) + ".5,1,,\n";
    CHECK(report(path, "") == expected);
    CHECK(report("-", text) == expected);
    CHECK(run({"inspect", path}, "").substr(2 + path.size()) == run({"inspect", "-"}, text).substr(3));
    CHECK(run({"inspect", "-"}, text).find("day first: '16/04/2015' in line " + std::to_string(rows + 2)) !=
          std::string::npos);
    std::filesystem::remove(path);
}

// What has the form of the time stamp before, of the same day, is read by a way of its own.
TEST_CASE("a time stamp means the same after another of its day as alone") {
    for (const std::string usual : {"2026-11-09T23:59:59.123Z", "2026-11-09T23:59:59Z"}) {
        const TimeReader fresh(Zone("UTC"), {});
        TimeReader after = fresh;
        REQUIRE(after.read(usual));
        std::size_t readable = 0;
        for (std::size_t at = 0; at < usual.size(); ++at)
            for (int byte = 0; byte < 256; ++byte) {
                std::string text = usual;
                text[at] = static_cast<char>(byte);
                TimeReader alone = fresh, again = after;
                const auto time = alone.read(text);
                INFO("byte " << byte << " at " << at);
                REQUIRE(again.read(text) == time);
                readable += time.has_value();
            }
        CHECK(readable > usual.size());
    }
}

TEST_CASE("zeros are no time") {
    TimeReader reader(Zone("UTC"), {});
    CHECK(!reader.read(std::string(24, '\0')));
    CHECK(!reader.read(std::string(20, '\0')));
}

TEST_CASE("dates with points have the day first unless a later one says otherwise") {
    const auto first = [](const std::string& last) {
        return run({"inspect", "-"}, long_table("03.04.2015;ordered;1;ana", last));
    };
    CHECK(first("04.04.2015;ordered;1;ana").find("from 2015-04-03T00:00:00Z to 2015-04-04T00:00:00Z") !=
          std::string::npos);
    CHECK(first("04.16.2015;ordered;1;ana").find("from 2015-03-04T00:00:00Z to 2015-04-16T00:00:00Z") !=
          std::string::npos);
}
