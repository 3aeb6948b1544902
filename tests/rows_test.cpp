// rows_test.cpp -- what becomes of a row that stands for several events.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "count/counter.hpp"
#include "import/batch.hpp"
#include "read/scan.hpp"

using namespace engage;

namespace {

/// An opening as a letter for each fact: `+` it continues the row before it, `d` its id was there before, `o` it is
/// outside the period, `b` before it, `c` it is a click; a digit is its id.
Event event_of(std::string_view facts, const std::string& text) {
    Event event;
    event.verb = verb("message.opened");
    for (const char fact : facts) {
        event.continues = event.continues || fact == '+';
        event.duplicate |= fact == 'd';
        if (fact == 'c') event.verb = verb("message.clicked");
        if (fact == 'o') event.when = When::outside;
        if (fact == 'b') event.when = When::before;
        if (fact >= '0' && fact <= '9') event.id = {static_cast<std::uint32_t>(text.find(fact)), 1};
    }
    return event;
}

/// Events without any text but their ids.
struct Made {
    std::string text = "0123456789" + std::string(read::padding, '\0');
    Batch batch;

    explicit Made(const std::vector<std::string_view>& events) {
        batch.reuse();
        batch.text = text.data();
        for (const auto facts : events) {
            batch.events.push_back(event_of(facts, text));
            batch.several |= batch.events.back().continues;
        }
    }
};

/// "counted duplicate outside", as many rows of each.
std::string fates(const Ledger& ledger) {
    const auto ignored = [&](Ignored why) { return std::to_string(ledger.ignored[static_cast<std::size_t>(why)]); };
    return std::to_string(ledger.counted) + " " + ignored(Ignored::duplicate) + " " + ignored(Ignored::outside_period);
}

std::string fates(const std::vector<std::string_view>& events) {
    Ledger ledger;
    enter_rows(Made(events).batch, ledger);
    return fates(ledger);
}

/// What counting enters, and how many openings and clicks it finds, of batches one after the other.
std::string counted(const std::vector<std::vector<std::string_view>>& batches, bool ids_of_words,
                    std::uint64_t memory_limit) {
    Labels labels;
    count::Frame frame{count::make_rules({}), {}, Zone("UTC")};
    count::Counter counter(frame, labels, 1, 0, memory_limit);
    std::vector<count::WorkerPointer> workers;
    workers.push_back(counter.worker());
    std::uint64_t number = 0;
    for (const auto& events : batches) {
        Made made(events);
        made.batch.ids_of_words = ids_of_words;
        made.batch.key_count = frame.rules.keys.size();
        made.batch.keys.resize(events.size() * made.batch.key_count);
        if (counter.admit(made.batch)) counter.count(*workers[0], made.batch, number++);
    }
    const Period period = counter.settle(workers, {});
    const count::Counts counts = counter.counts_of(period, workers);
    std::string found = fates(counts.ledgers[0]);
    for (const auto& cell : counts.cells)
        if (cell.info.key == count::no_key && cell.info.family == Family::message)
            for (const std::uint8_t place : {count::place_named("opens"), count::place_named("clicks")})
                found += ", " + to_text(cell.amounts[place].quantity);
    return found;
}

} // namespace

TEST_CASE("a row is counted if any of its events is, else outside the period if any is, else a duplicate") {
    CHECK(fates(std::vector<std::string_view>{}) == "0 0 0");
    CHECK(fates({"", "", "d", "o", "b"}) == "2 1 2");
    CHECK(fates({"", "+", "+"}) == "1 0 0");
    CHECK(fates({"o", "+", "d", "+o", "d", "+d"}) == "1 1 1");
    CHECK(fates({"o", "+o", "+"}) == "1 0 0");
    CHECK(fates({"do", "+do", "b", "+d"}) == "0 1 1");
}

TEST_CASE("a batch has as many rows as events that continue none") {
    CHECK(Made({"", "", ""}).batch.rows() == 3);
    CHECK(Made({"", "+", "", "+", "+"}).batch.rows() == 2);
}

TEST_CASE("the events of a row share its id, and are counted or not together, wherever they wait") {
    const std::vector<std::vector<std::string_view>> batches{
        {"1", "+1", "2", "", "2"}, {"3", "+3", "+3", "1", "+1", "3", "o4", "+o4"}, {"3", "+3", "5", "+5", "5"}};
    for (const std::uint64_t memory_limit : {0, 1}) {
        CAPTURE(memory_limit);
        CHECK(counted(batches, false, memory_limit) == "5 5 1, 9, 0");
        CHECK(counted(batches, true, memory_limit) == "5 5 1, 9, 0");
    }
}

TEST_CASE("where words have ids of their own, a row that is exported again with more to tell tells only that") {
    const std::vector<std::vector<std::string_view>> batches{
        {"1", "2", "+2c"}, {"1", "+1c", "2", "+2c", "1c"}, {"1", "+1c"}};
    for (const std::uint64_t memory_limit : {0, 1}) {
        CAPTURE(memory_limit);
        CHECK(counted(batches, true, memory_limit) == "3 3 0, 2, 2");
        CHECK(counted(batches, false, memory_limit) == "2 4 0, 2, 1");
    }
}
