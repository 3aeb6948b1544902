// cases_test.cpp -- runs every file of tests/cases and tests/errors: one file, one behaviour, its name is the sentence.
// SPDX-License-Identifier: MIT
//
// A case is text, in parts that begin with a line `=== NAME`. What stands before the first is a remark.
//
//     === file mail.csv          a file in the folder the case runs in; `\xNN` and `\r` in a line `=== bytes mail.csv`
//     === in                     standard input
//     === environment            lines NAME=VALUE, for the time of the case
//     === run                    one or more command lines, each starting with `engage`
//     === out                    what they must print, together, exactly; without this part, anything
//     === out has                lines that must each stand somewhere in the output
//     === err                    and on standard error; without this part, nothing may be there
//     === status                 of the last command; 0 where there is no such part
//
// UPDATE=1 in the environment rewrites the parts out, err and status with what was seen: read the difference.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include <unistd.h>

#include "catch.hpp"
#include "engage/engage.hpp"

namespace {

namespace fs = std::filesystem;

/// Nobody's own configuration or importers change a test, whoever runs this program.
[[maybe_unused]] const int no_configuration = ::setenv("XDG_CONFIG_HOME", "no-config", 0);

struct Part {
    std::string name, text;
};

std::vector<Part> read_parts(const fs::path& path) {
    std::ifstream file(path);
    std::vector<Part> parts{{"remark", ""}};
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("=== ")) parts.push_back({line.substr(4), ""});
        else parts.back().text += line + "\n";
    }
    return parts;
}

const Part* find(const std::vector<Part>& parts, const std::string& name) {
    for (const auto& part : parts)
        if (part.name == name) return &part;
    return nullptr;
}

/// `\xNN`, `\r`, `\n` and `\\` as bytes; line ends of the case itself are dropped.
std::string unescape(const std::string& text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') continue;
        if (text[i] != '\\' || i + 1 == text.size()) {
            bytes += text[i];
            continue;
        }
        const char kind = text[++i];
        if (kind == 'x') bytes += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16)), i += 2;
        else bytes += kind == 'r' ? '\r' : kind == 'n' ? '\n' : kind == 't' ? '\t' : kind;
    }
    return bytes;
}

/// Words of a command line; '…' and "…" keep blanks.
std::vector<std::string> split_words(const std::string& line) {
    std::vector<std::string> words;
    std::string word;
    bool in_word = false;
    char quote = 0;
    for (const char c : line) {
        if (quote != 0 ? c == quote : c == '\'' || c == '"') {
            quote = quote == 0 ? c : '\0';
            in_word = true;
        } else if (quote == 0 && c == ' ') {
            if (in_word) words.push_back(word);
            word.clear();
            in_word = false;
        } else {
            word += c;
            in_word = true;
        }
    }
    if (in_word) words.push_back(word);
    return words;
}

/// Variables that are set while it lives.
class Environment {
public:
    explicit Environment(const std::string& text) {
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            const std::string name = line.substr(0, line.find('='));
            const char* const old = std::getenv(name.c_str());
            before_.emplace_back(name, old ? std::optional<std::string>(old) : std::nullopt);
            ::setenv(name.c_str(), line.substr(name.size() + 1).c_str(), 1);
        }
    }
    ~Environment() {
        for (const auto& [name, value] : before_) value ? ::setenv(name.c_str(), value->c_str(), 1) : ::unsetenv(name.c_str());
    }

private:
    std::vector<std::pair<std::string, std::optional<std::string>>> before_;
};

struct Outcome {
    std::string out, err;
    int status = 0;
};

Outcome run_case(const std::vector<Part>& parts) {
    Outcome outcome;
    const auto* variables = find(parts, "environment");
    const Environment environment(variables ? variables->text : "");
    std::istringstream commands(find(parts, "run")->text);
    for (std::string line; std::getline(commands, line);) {
        auto words = split_words(line);
        if (words.empty()) continue;
        REQUIRE(words.front() == "engage");
        words.erase(words.begin());
        const auto* input = find(parts, "in");
        std::istringstream in(input ? input->text : "");
        std::ostringstream out, err;
        outcome.status = engage::run(words, in, out, err);
        outcome.out += out.str();
        outcome.err += err.str();
    }
    return outcome;
}

void update(const fs::path& path, const std::vector<Part>& parts, const Outcome& outcome) {
    std::ofstream file(path);
    bool has_err = false, has_status = false;
    const auto write = [&](const std::string& name, const std::string& text) { file << "=== " << name << "\n" << text; };
    for (const auto& part : parts) {
        has_err |= part.name == "err", has_status |= part.name == "status";
        if (part.name == "remark") file << part.text;
        else if (part.name == "out") write("out", outcome.out);
        else if (part.name == "err") write("err", outcome.err);
        else if (part.name == "status") write("status", std::to_string(outcome.status) + "\n");
        else write(part.name, part.text);
    }
    if (!has_err && !outcome.err.empty()) write("err", outcome.err);
    if (!has_status && outcome.status != 0) write("status", std::to_string(outcome.status) + "\n");
}

void check(const std::vector<Part>& parts, const Outcome& outcome) {
    if (const auto* out = find(parts, "out")) CHECK(outcome.out == out->text);
    if (const auto* has = find(parts, "out has")) {
        std::istringstream lines(has->text);
        for (std::string line; std::getline(lines, line);) {
            INFO("the output lacks: " << line << "\nit is:\n" << outcome.out);
            CHECK(outcome.out.find(line) != std::string::npos);
        }
    }
    const auto* err = find(parts, "err");
    CHECK(outcome.err == (err ? err->text : ""));
    const auto* status = find(parts, "status");
    CHECK(outcome.status == (status ? std::stoi(status->text) : 0));
}

void run_folder(const fs::path& folder) {
    std::vector<fs::path> cases;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".test") cases.push_back(entry.path());
    std::sort(cases.begin(), cases.end());
    REQUIRE(!cases.empty());
    const fs::path before = fs::current_path(), scratch = fs::temp_directory_path() / ("engage-cases-" + std::to_string(::getpid()));
    for (const auto& path : cases) {
        DYNAMIC_SECTION(path.stem().string()) {
            const auto parts = read_parts(path);
            fs::create_directories(scratch);
            fs::current_path(scratch);
            for (const auto& part : parts) {
                const fs::path file = part.name.substr(std::min<std::size_t>(5, part.name.size()));
                if (part.name.starts_with("file ") && file.has_parent_path()) fs::create_directories(file.parent_path());
                if (part.name.starts_with("file ")) std::ofstream(file) << part.text;
                if (part.name.starts_with("bytes ")) std::ofstream(part.name.substr(6), std::ios::binary) << unescape(part.text);
            }
            const Outcome outcome = run_case(parts);
            fs::current_path(before);
            fs::remove_all(scratch);
            if (std::getenv("UPDATE")) update(path, parts, outcome);
            else check(parts, outcome);
        }
    }
}

} // namespace

TEST_CASE("every case of tests/cases behaves as its name says", "[case]") { run_folder(ENGAGE_SOURCE_DIR "/tests/cases"); }
TEST_CASE("every error of tests/errors is told as its file shows", "[case]") { run_folder(ENGAGE_SOURCE_DIR "/tests/errors"); }
