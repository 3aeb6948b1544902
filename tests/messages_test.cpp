// messages_test.cpp -- whatever the program can say of a fault is said in some file of tests/errors.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The texts of all files below a folder of the sources, by name.
std::map<std::string, std::string> texts_of(const std::string& folder, const std::string& extension) {
    std::map<std::string, std::string> texts;
    const fs::path root = ENGAGE_SOURCE_DIR;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder))
        if (entry.path().extension() == extension)
            texts[fs::relative(entry.path(), root).generic_string()] = text_of(entry.path());
    REQUIRE(!texts.empty());
    return texts;
}

const std::string& errors() {
    static const std::string all = [] {
        std::string text;
        for (const auto& [name, one] : texts_of("tests/errors", ".test")) text += one;
        return text;
    }();
    return all;
}

/// The string literals from `at` to the end of the statement.
std::vector<std::string> literals_of_statement(const std::string& code, std::size_t at) {
    std::vector<std::string> literals;
    for (; at < code.size() && code[at] != ';'; ++at) {
        if (code[at] == '\'' && at + 2 < code.size())
            at += code[at + 1] == '\\' ? 3 : 2; // a character, perhaps a quote
        if (code[at] != '"') continue;
        std::string literal;
        for (++at; at < code.size() && code[at] != '"'; ++at) {
            if (code[at] == '\\') ++at;
            literal += code[at];
        }
        literals.push_back(literal);
    }
    return literals;
}

/// What stands between the places of a format, where it is long enough to be told from anything else.
std::vector<std::string> pieces_of(const std::string& literal) {
    static const std::regex place(R"(\{[^}]*\})");
    std::vector<std::string> pieces;
    for (std::sregex_token_iterator at(literal.begin(), literal.end(), place, -1), end; at != end; ++at)
        if (at->length() >= 6) pieces.push_back(*at);
    return pieces;
}

} // namespace

TEST_CASE("every reason for which a row is refused is provoked by a file of tests/errors") {
    // Words of this shape in the stages that refuse rows which are no reason to refuse one; nor are the columns of
    // access logs, which begin with log_.
    const std::set<std::string> others{
        "zero_count",      "outside_period", // reasons to ignore a row
        "period_overlaps", "told_elsewhere", "null_record",
        "rate_disagrees",  "amount_left_out", // notes
        "visitor_type",    // a breakdown
        "no_event",        // of a row that an importer makes nothing of
        "no_input",        // of a whole file
        "record_too_long", // needs more than 256 MiB
    };
    const std::regex code(R"re("([a-z]+(_[a-z]+)+)")re");
    std::set<std::string> reasons;
    for (const std::string folder : {"src/read", "src/import"})
        for (const std::string extension : {".cpp", ".hpp"})
            for (const auto& [name, text] : texts_of(folder, extension)) {
                if (name.find("import/importer") != name.npos) continue; // the keys of importers' files
                for (std::sregex_iterator at(text.begin(), text.end(), code), end; at != end; ++at)
                    if (!others.contains((*at)[1]) && !(*at)[1].str().starts_with("log_")) reasons.insert((*at)[1]);
            }
    CHECK(reasons.size() >= 14);
    for (const auto& reason : reasons) {
        CAPTURE(reason);
        // In quotes, as a report counts it: `"unknown_event": 3`.
        CHECK(errors().find('"' + reason + '"') != std::string::npos);
    }
}

TEST_CASE("every failure that ends a run is provoked by a file of tests/errors") {
    // What needs a broken disk or too little memory, or is not reached from a command line (import_test has those).
    const std::set<std::string> unreachable{"reading failed half way", "reading failed: ", "zlib cannot be set up",
                                            "free some memory", "no folder for the samples can be made",
                                            "set TMPDIR to one with room",
                                            // process.sh has these:
                                            "cannot use a temporary file there: ", "SOURCE_DATE_EPOCH ",
                                            " is no number of seconds", "write seconds since 1970-01-01, or unset it"};
    const std::regex thrown(R"(Failure\(Status::|\bfail\()");
    std::size_t failures = 0;
    for (const auto& [name, text] : texts_of("src", ".cpp")) {
        for (std::sregex_iterator at(text.begin(), text.end(), thrown), end; at != end; ++at)
            for (const auto& literal : literals_of_statement(text, static_cast<std::size_t>(at->position()))) {
                if (unreachable.contains(literal) || literal == "no_input") continue;
                for (const auto& piece : pieces_of(literal)) {
                    CAPTURE(name, piece);
                    CHECK(errors().find(piece) != std::string::npos);
                    ++failures;
                }
            }
    }
    CHECK(failures >= 30);
}

TEST_CASE("every exit status of a fault is that of some file of tests/errors") {
    for (const std::string status : {"64", "65", "66", "73", "74", "78"}) {
        CAPTURE(status);
        CHECK(errors().find("=== status\n" + status + "\n") != std::string::npos);
    }
}

TEST_CASE("the name of a case is a sentence in lower case, and it runs something") {
    const std::regex sentence("[a-z0-9]+(_[a-z0-9]+)*");
    for (const std::string folder : {"tests/cases", "tests/errors"})
        for (const auto& [name, text] : texts_of(folder, ".test")) {
            CAPTURE(name);
            CHECK(std::regex_match(fs::path(name).stem().string(), sentence));
            CHECK(("\n" + text).find("\n=== run\n") != std::string::npos);
        }
}
