// readme_test.cpp -- README.md shows what the program prints: its metric table and the output of its commands.
// SPDX-License-Identifier: MIT
//
// Of every ```sh block, each command with `engage` that reads data/examples is run in the source folder, and so is each
// whose block is followed by a ```text block: that must be its output. `cat FILE | engage …` and `engage … | jq .a.b.c`
// are understood. UPDATE=1 in the environment writes into README.md what was seen: read the difference.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "engage/engage.hpp"

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

const fs::path source_folder = ENGAGE_SOURCE_DIR;

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The files that a word with one `*` in its last part stands for, in order; the word itself where there are none.
Words expand(const std::string& word) {
    const auto star = word.find('*');
    const fs::path folder = fs::path(word).parent_path();
    if (star == word.npos || !fs::is_directory(folder)) return {word};
    const std::string head = word.substr(0, star), tail = word.substr(star + 1);
    Words files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().string();
        if (name.size() >= head.size() + tail.size() && name.starts_with(head) && name.ends_with(tail)) files.push_back(name);
    }
    std::sort(files.begin(), files.end());
    return files.empty() ? Words{word} : files;
}

/// Words as a shell would make them of a line, as far as README.md needs it: '…', "…" and `*`.
Words split_words(const std::string& line) {
    Words words;
    std::string word;
    char quote = 0;
    bool in_word = false, quoted = false;
    const auto end = [&] {
        if (!in_word) return;
        const Words expanded = quoted ? Words{word} : expand(word);
        words.insert(words.end(), expanded.begin(), expanded.end());
        word.clear();
        in_word = quoted = false;
    };
    for (const char c : line) {
        if (quote != 0 ? c == quote : c == '\'' || c == '"') {
            quote = quote == 0 ? c : '\0';
            in_word = quoted = true;
        } else if (quote == 0 && c == ' ') {
            end();
        } else {
            word += c;
            in_word = true;
        }
    }
    end();
    return words;
}

std::vector<std::string> split(const std::string& text, const std::string& separator) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t at; (at = text.find(separator, begin)) != text.npos; begin = at + separator.size())
        parts.push_back(text.substr(begin, at - begin));
    parts.push_back(text.substr(begin));
    return parts;
}

/// What `jq PATH` prints of a JSON text, for a path of plain names.
std::string pick(const std::string& json, const std::string& path) {
    auto value = nlohmann::ordered_json::parse(json);
    for (const auto& name : split(path.substr(1), ".")) value = nlohmann::ordered_json(value.at(name));
    return value.dump(2) + "\n";
}

/// The output of a command line. A message on standard error or an exit status other than 0 fails the test.
std::string run_line(const std::string& line) {
    INFO("README.md shows: " << line);
    std::istringstream in;
    std::string output;
    for (const auto& stage : split(line, " | ")) {
        auto words = split_words(stage);
        REQUIRE(!words.empty());
        const std::string program = words.front();
        words.erase(words.begin());
        if (program == "cat") {
            in.str(read_file(words.at(0)));
        } else if (program == "jq") {
            output = pick(output, words.at(0));
        } else {
            REQUIRE(program == "engage");
            std::ostringstream out, err;
            CHECK(engage::run(words, in, out, err) == 0);
            CHECK(err.str().empty());
            output = out.str();
        }
    }
    return output;
}

/// The command lines of a block: what ends in `\` goes on.
std::vector<std::string> commands_of(const std::vector<std::string>& lines) {
    std::vector<std::string> commands;
    std::string command;
    for (const auto& line : lines) {
        const auto begin = line.find_first_not_of(' ');
        if (begin == line.npos || line[begin] == '#') continue;
        command += (command.empty() ? "" : " ") + line.substr(begin);
        if (command.ends_with("\\")) {
            command.erase(command.find_last_not_of(" \\") + 1);
            continue;
        }
        commands.push_back(command);
        command.clear();
    }
    return commands;
}

/// The output of the commands of a block that must be run; nothing where there are none.
std::optional<std::string> run_block(const std::vector<std::string>& lines, bool shown) {
    std::optional<std::string> output;
    for (const auto& command : commands_of(lines)) {
        const bool ours = command.starts_with("engage ") || command.find(" | engage ") != command.npos;
        if (ours && (shown || command.find("data/examples") != command.npos)) output = output.value_or("") + run_line(command);
    }
    return output;
}

struct Page {
    std::string text; ///< as it should be
    int blocks_run = 0;
};

/// README.md with every shown output as it is now.
Page with_outputs(const std::string& text) {
    Page page;
    auto lines = split(text, "\n");
    for (std::size_t i = 0; i < lines.size(); ++i) {
        page.text += lines[i] + (i + 1 < lines.size() ? "\n" : "");
        if (lines[i] != "```sh") continue;
        std::vector<std::string> block;
        for (++i; lines.at(i) != "```"; ++i) {
            block.push_back(lines[i]);
            page.text += lines[i] + "\n";
        }
        page.text += "```\n";
        const bool shown = i + 1 < lines.size() && lines[i + 1] == "```text";
        const auto output = run_block(block, shown);
        page.blocks_run += output.has_value();
        if (!shown) continue;
        REQUIRE(output);
        std::string present;
        for (i += 2; lines.at(i) != "```"; ++i) present += lines[i] + "\n";
        if (!std::getenv("UPDATE")) {
            INFO("README.md shows for: " << block.front());
            CHECK(*output == present);
        }
        page.text += "```text\n" + *output + "```\n";
    }
    return page;
}

/// The text between the marks of a table: its first character and the one after its last.
std::pair<std::size_t, std::size_t> marked_table(const std::string& text, const std::string& name) {
    const std::string first = "<!-- " + name + ": begin -->\n", last = "<!-- " + name + ": end -->";
    const auto begin = text.find(first), end = text.find(last);
    REQUIRE(begin != text.npos);
    REQUIRE(end != text.npos);
    return {begin + first.size(), end};
}

} // namespace

TEST_CASE("README.md shows what its commands print", "[readme]") {
    const fs::path before = fs::current_path();
    fs::current_path(source_folder);
    const auto text = read_file("README.md");
    const Page page = with_outputs(text);
    fs::current_path(before);
    CHECK(page.blocks_run >= 5);
    if (std::getenv("UPDATE")) std::ofstream(source_folder / "README.md", std::ios::binary) << page.text;
}

TEST_CASE("README.md holds the tables of the catalogue and of the importers", "[readme]") {
    const auto [name, command] = GENERATE(table<std::string, std::string>(
        {{"metrics", "engage explain --format markdown"}, {"importers", "engage importers --format markdown"}}));
    auto text = read_file(source_folder / "README.md");
    const auto table = run_line(command);
    const auto [begin, end] = marked_table(text, name);
    if (std::getenv("UPDATE")) {
        text.replace(begin, end - begin, table);
        std::ofstream(source_folder / "README.md", std::ios::binary) << text;
    } else {
        CHECK(text.substr(begin, end - begin) == table);
    }
}

TEST_CASE("README.md names every field and every event word", "[readme]") {
    const auto text = read_file(source_folder / "README.md");
    for (const auto& field : engage::fields) {
        INFO(field.name);
        CHECK(text.find("`" + std::string(field.name) + "`") != text.npos);
    }
    for (std::size_t family = 0; family < engage::family_count; ++family) {
        std::string row = "| `" + std::string(engage::family_names[family]) + "` |";
        for (const auto& word : engage::vocabulary)
            if (engage::index_of(word.family) == family) row += " `" + std::string(word.verb) + "`";
        INFO(row);
        CHECK(text.find(row + " |\n") != text.npos);
    }
}
