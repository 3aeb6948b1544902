// reading.cpp -- the flags that settle how a file is read, and what they mean.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>

#include "cli/options.hpp"
#include "engage/problem.hpp"
#include "import/nearest.hpp"
#include "read/encoding.hpp"

namespace engage::cli {
namespace {

std::optional<char> read_character(const std::string& text, const std::string& flag) {
    const std::map<std::string, char, std::less<>> names{{"tab", '\t'}, {"\\t", '\t'}, {"space", ' '}, {"none", '\0'}};
    if (text.empty()) return std::nullopt;
    if (const auto at = names.find(text); at != names.end()) return at->second;
    const bool usable =
        text.size() == 1 && text[0] != '\n' && text[0] != '\r' && static_cast<unsigned char>(text[0]) < 0x80;
    if (!usable)
        throw Failure(Status::usage, flag + " " + printable(text) + " is no single character",
                      "write one ASCII character, tab, space or none");
    return text[0];
}

void check_encoding(const std::string& name) {
    if (name.empty()) return;
    const auto known = read::encodings();
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    std::string all;
    for (const auto encoding : known) all += (all.empty() ? "" : ", ") + std::string(encoding);
    const auto advice = did_you_mean(name, known);
    throw Failure(Status::usage, "there is no encoding '" + printable(name) + "'",
                  advice.empty() ? "known are " + all : advice);
}

} // namespace

void add_reading_options(CLI::App& command, Options& options) {
    const auto group = "How the file is written (found out where not given)";
    Typed& typed = options.typed;
    command.add_option("--delimiter", typed.delimiter, "Between cells: a character, tab, space or none")
        ->type_name("CHAR")
        ->group(group);
    command.add_option("--quote", typed.quote, "Around cells: a character, or none")->type_name("CHAR")->group(group);
    command.add_option("--escape", typed.escape, "How a quote is written in a quoted cell")
        ->check(CLI::IsMember({"doubled", "backslash"}))
        ->type_name("HOW")
        ->group(group);
    command
        .add_option("--header-row", options.request.reading.header_row,
                    "Line on which the header begins; 0: there is none")
        ->check(CLI::Range(0, 1'000'000'000))
        ->type_name("LINE")
        ->group(group);
    command.add_option("--comment", typed.comment, "Lines that begin with this character are no rows; none: all are")
        ->type_name("CHAR")
        ->group(group);
    command.add_option("--table", options.request.reading.table, "Which table of a file that holds several")
        ->check(CLI::Range(1, 1'000'000))
        ->type_name("N")
        ->group(group);
    command
        .add_option("--encoding", options.request.reading.encoding,
                    "Of the text: utf-8, utf-16le, utf-16be, windows-1252 or iso-8859-1")
        ->type_name("NAME")
        ->group(group);
    command
        .add_option("--max-expansion", options.request.reading.max_expansion, "Bytes that a compressed byte may become")
        ->check(CLI::Range(1, 1'000'000'000))
        ->type_name("N")
        ->capture_default_str()
        ->group(group);
    command
        .add_flag("--strict-json", options.request.reading.strict_json,
                  "Every file is exactly one JSON value")
        ->group(group);
}

void settle_reading(Options& options) {
    Reading& reading = options.request.reading;
    const Typed& typed = options.typed;
    reading.delimiter = read_character(typed.delimiter, "--delimiter");
    reading.quote = read_character(typed.quote, "--quote");
    reading.comment = read_character(typed.comment, "--comment");
    if (!typed.escape.empty()) reading.escape = typed.escape == "backslash" ? Escape::backslash : Escape::doubled;
    check_encoding(reading.encoding);
    if (reading.delimiter && reading.quote && *reading.delimiter != 0 && *reading.delimiter == *reading.quote)
        throw Failure(Status::usage, "--delimiter and --quote are the same character", "give two different ones");
}

} // namespace engage::cli
