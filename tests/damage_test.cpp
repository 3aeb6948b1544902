// damage_test.cpp -- files that were damaged on their way: every row is still accounted for.
// SPDX-License-Identifier: MIT
#include <random>
#include <sstream>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "engage/engage.hpp"

namespace {

using Random = std::mt19937;

/// A table of 300 rows, of which every other one is quoted.
std::string make_table(Random& random) {
    std::string text = "time,channel,event,customer,campaign\n";
    for (int i = 0; i < 300; ++i) {
        const std::string day = "2026-11-" + std::to_string(10 + random() % 19);
        const std::string customer = "c" + std::to_string(random() % 50);
        const bool quoted = random() % 2 == 0;
        text += quoted ? "\"" + day + "\",\"email\",\"opened\",\"" + customer + "\",\"autumn, \"\"blend\"\"\"\n"
                       : day + ",email,opened," + customer + ",winter\n";
    }
    return text;
}

/// Changes one place after the header; returns what was done.
std::string damage(std::string& text, Random& random) {
    const std::size_t begin = text.find('\n') + 1;
    const std::size_t at = begin + random() % (text.size() - begin);
    switch (random() % 6) {
    case 0: text[at] = static_cast<char>(' ' + random() % 94); return "another byte";
    case 1: text.insert(at, "\""); return "a quote more";
    case 2: {
        const std::size_t quote = text.find('"', at);
        if (quote != text.npos) text.erase(quote, 1);
        return "a quote less";
    }
    case 3: {
        const std::size_t comma = text.find(',', at);
        if (comma != text.npos) text.erase(comma, 1);
        return "a comma less";
    }
    case 4: {
        const std::size_t end = text.find('\n', at);
        text.erase(at, end - at);
        return "the end of a line cut off";
    }
    default: text.erase(at); return "the end of the file cut off";
    }
}

/// Lines with something on them, but for the header.
std::uint64_t rows_in(const std::string& text) {
    std::istringstream lines(text);
    std::uint64_t count = 0;
    for (std::string line; std::getline(lines, line);) count += line.find_first_not_of(" \t\r") != line.npos;
    return count - 1;
}

} // namespace

TEST_CASE("whatever is damaged, the ledger has every row and balances") {
    for (unsigned seed = 0; seed < 400; ++seed) {
        Random random(seed);
        std::string text = make_table(random);
        INFO("seed " << seed << ": " << damage(text, random));
        std::istringstream in(text);
        std::ostringstream out, err;
        const int status = engage::run({"report", "-", "--format", "json", "--metric", "open_rate"}, in, out, err);
        CHECK((status == 0 || status == 65));
        const auto rows = nlohmann::json::parse(out.str())["inputs"][0]["rows"];
        std::uint64_t sum = rows["counted"];
        for (const auto* part : {"ignored", "refused"})
            for (const auto& [reason, count] : rows[part].items()) sum += count.get<std::uint64_t>();
        CHECK(rows["read"] == sum);
        CHECK(rows["read"] == rows_in(text));
    }
}
