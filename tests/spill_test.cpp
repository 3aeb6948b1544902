// spill_test.cpp -- figures are the same bytes whether tables are in memory or wait in files; and what a run took.
// SPDX-License-Identifier: MIT
#include <cstdlib>
#include <random>
#include <sstream>
#include <string>

#include "catch.hpp"
#include "cli/progress.hpp"
#include "count/temporary_file.hpp"
#include "engage/engage.hpp"

using namespace engage;

namespace {

/// Rows of every family with all that counting remembers: sessions with and without ids, messages, doubled ids,
/// orders, tickets, lives of customers, attendance, attributes that come late, rows without time or customer, measured
/// amounts.
class Random {
public:
    explicit Random(unsigned seed) : random_(seed) {}

    std::string text(int rows) {
        std::string csv = "time,channel,event,customer,campaign,message,session,page,score,value,currency,seconds,count,id,machine,medium,feature,answered,plan\n";
        for (int i = 0; i < rows; ++i) csv += row(i > rows / 2) + "\n";
        return csv;
    }

private:
    int below(int bound) { return static_cast<int>(random_() % static_cast<unsigned>(bound)); }
    bool one_in(int n) { return below(n) == 0; }
    std::string maybe(const std::string& text) { return one_in(4) ? "" : text; }
    std::string named(const char* kind, int count) { return kind + std::to_string(below(count)); }

    std::string row(bool late) {
        static const std::vector<std::pair<const char*, std::vector<const char*>>> words{
            {"email", {"message.sent", "message.delivered", "message.bounced", "message.opened", "message.clicked", "message.converted"}},
            {"push", {"message.delivered", "message.opened", "message.clicked", "message.converted", "message.unsubscribed"}},
            {"web", {"web.page_view", "web.page_view", "web.page_view", "web.converted"}},
            {"app", {"web.page_view", "web.page_view", "web.converted"}},
            {"twitter", {"social.like", "social.mention", "social.impression"}},
            {"survey", {"survey.invited", "survey.nps", "survey.csat"}},
            {"event", {"event.registered", "event.attended", "event.interacted"}},
            {"support", {"support.contacted", "support.answered", "support.complained"}},
            {"email", {"tally.sent", "tally.unique_opens"}},
            {"app", {"tally.page_views", "tally.visitors"}},
            {"shop", {"commerce.ordered", "commerce.refunded", "commerce.upsold"}},
            {"customers", {"customer.joined", "customer.left", "customer.used"}}};
        const auto& [channel, verbs] = words[random_() % words.size()];
        const std::string event = verbs[random_() % verbs.size()];
        const bool measured = event.starts_with("tally");
        const bool answer = event == "survey.nps" || event == "survey.csat", order = event.starts_with("commerce");
        std::string cells = one_in(20) ? "" : time();
        for (const std::string& cell :
             {std::string(channel), event, maybe(named("customer number ", 60)), maybe(named("k", 5)), one_in(2) ? named("m", 40) : "",
              maybe(named("s", 80)), maybe(named("/p", 12)), answer ? std::to_string(1 + below(5)) : "", order ? named("1", 90) + ".50" : "",
              std::string(order ? "EUR" : ""), one_in(6) ? std::to_string(below(300)) : "", measured ? named("", 9) : one_in(9) ? std::to_string(1 + below(4)) : "",
              one_in(2) ? named("e", 900) : "", std::string(one_in(10) ? "true" : ""), maybe(named("medium", 3)), maybe(named("f", 4)),
              std::string(one_in(2) ? "yes" : ""), late ? named("plan", 3) : ""})
            cells += "," + cell;
        return cells;
    }

    std::string time() {
        std::ostringstream text;
        text << "2026-" << (one_in(3) ? "10" : "11") << "-" << 10 + below(20) << "T1" << below(10) << ":" << 10 + below(50) << ":00Z";
        return text.str();
    }

    std::mt19937 random_;
};

struct Outcome {
    std::string out, err;
    int status = 0;
};

Outcome report(const std::string& rows, std::vector<std::string> more) {
    std::vector<std::string> words{"tallies", "-", "--by", "plan", "--by", "page", "--by", "visitor_type", "--top", "0"};
    words.insert(words.end(), more.begin(), more.end());
    std::istringstream in(rows);
    std::ostringstream out, err;
    const int status = run(words, in, out, err);
    return {out.str(), err.str(), status};
}

Stats stats_of(const std::string& rows, std::uint64_t memory_limit) {
    std::istringstream in(rows);
    Request request;
    request.inputs = {"-"};
    request.standard_input = &in;
    request.memory_limit = memory_limit;
    Stats stats;
    make_report(request, {}, {}, &stats);
    return stats;
}

} // namespace

TEST_CASE("a limit of memory changes no byte of the counts, whatever the number of threads") {
    for (unsigned seed = 1; seed <= 6; ++seed) {
        const int rows = seed == 1 ? 60'000 : 3'000; // the first: several chunks
        const std::string text = Random(seed).text(rows);
        for (const std::vector<std::string>& period : {std::vector<std::string>{}, {"--period", "2026-11", "--max-refused", "10%"}}) {
            auto plain = period;
            plain.insert(plain.end(), {"--threads", "1"});
            const Outcome whole = report(text, plain);
            INFO(whole.err);
            REQUIRE(whole.status == 0);
            REQUIRE(whole.out.size() > 10'000);
            for (const char* limit : {"1K", "16K", "1M", "20M"})
                for (const char* threads : {"1", "3"}) {
                    auto limited = period;
                    limited.insert(limited.end(), {"--threads", threads, "--memory-limit", limit});
                    INFO("seed " << seed << ", limit " << limit << ", threads " << threads);
                    const bool same = report(text, limited).out == whole.out;
                    CHECK(same);
                }
        }
    }
}

TEST_CASE("what does not fit in the limit is written to files, and tables stay near it") {
    const std::string text = Random(7).text(30'000);
    const Stats whole = stats_of(text, 0), limited = stats_of(text, 1 << 16);
    CHECK(whole.spilled_bytes == 0);
    CHECK(limited.spilled_bytes > text.size() / 8);
    CHECK(limited.table_bytes < 1 << 20);
    CHECK(stats_of(text, std::uint64_t{1} << 40).spilled_bytes == 0);
}

TEST_CASE("statistics count the rows, the bytes and the distinct identifiers, with a limit or without") {
    const std::string rows = "time,channel,event,customer,message,session,id,page\n"
                             "2026-11-09,web,web.page_view,a,,s1,e1,/x\n"
                             "2026-11-09,web,web.page_view,a,,s1,e2,/x\n"
                             "2026-11-09,web,web.page_view,b,,s1,e2,/y\n"
                             "2026-11-09,web,web.page_view,b,,s1,e3,/y\n"
                             "2026-11-09,email,opened,c,m1,,,\n"
                             "2026-11-09,email,nonsense,d,m1,,,\n";
    std::string mailing = "time,channel,event,customer,message\n";
    for (int i = 0; i < 400; ++i) mailing += "2026-11-09,email,delivered,c" + std::to_string(i) + ",m" + std::to_string(i % 2) + "\n";
    for (const std::uint64_t limit : {0, 1}) {
        const Stats stats = stats_of(rows, limit);
        CHECK(stats.rows == 6);
        CHECK(stats.bytes == rows.size());
        CHECK(stats.customers == 3);
        CHECK(stats.sessions == 2);
        CHECK(stats.messages == 1);
        CHECK(stats.ids == 3);
        CHECK(stats_of(mailing, limit).messages == 2); // though its customers are in many partitions
        CHECK(stats.labels == 4); // web, email, /x, /y
        CHECK(stats.seconds > 0);
        CHECK(stats.table_bytes > 0);
        CHECK(stats.peak_bytes > stats.table_bytes);
    }
}

TEST_CASE("blocks come back from a temporary file whole and in order") {
    count::TemporaryFile file;
    const std::vector<std::string> blocks{"", "a", std::string(100'000, 'x'), std::string("\0\n", 2)};
    for (const auto& block : blocks) file.append(block);
    for (const auto& expected : blocks) {
        std::string block;
        REQUIRE(file.next(block));
        CHECK(block == expected);
    }
    std::string none;
    CHECK_FALSE(file.next(none));
}

TEST_CASE("progress tells bytes, rows, their rate and the time left, as far as known and as there is room") {
    const Progress half{782'000'000, 1'500'000'000, 5'100'000};
    const std::string line = "782 MB of 1.5 GB (52 %), 5,100,000 rows, 1.7 million rows/s, 3 s left";
    CHECK(cli::progress_line(half, 3, 100) == line);
    CHECK(cli::progress_line(half, 3, line.size()) == line);
    CHECK(cli::progress_line(half, 3, line.size() - 1) == "782 MB of 1.5 GB (52 %), 5,100,000 rows, 1.7 million rows/s");
    CHECK(cli::progress_line(half, 3, 30) == "782 MB of 1.5 GB (52 %)");
    CHECK(cli::progress_line(half, 3, 5).empty());
    CHECK(cli::progress_line({782'000'000, 0, 5'100'000}, 3, 100) == "782 MB, 5,100,000 rows, 1.7 million rows/s");
    CHECK(cli::progress_line({782'000'000, 7'000, 0}, 3, 100) == "782 MB, 0 rows, 0 rows/s");
    CHECK(cli::progress_line({1'000'000, 1'000'000'000, 10'000}, 20, 100) == "1.0 MB of 1.0 GB (0 %), 10,000 rows, 500 rows/s, 6 h left");
}

TEST_CASE("sizes have two digits or more, and no more than three before the unit") {
    CHECK(cli::size_in_words(0) == "0 B");
    CHECK(cli::size_in_words(999) == "999 B");
    CHECK(cli::size_in_words(1'000) == "1.0 kB");
    CHECK(cli::size_in_words(9'999) == "10 kB");
    CHECK(cli::size_in_words(999'600) == "1.0 MB");
    CHECK(cli::size_in_words(171'400'000) == "171 MB");
    CHECK(cli::size_in_words(2'500'000'000'000) == "2.5 TB");
}
