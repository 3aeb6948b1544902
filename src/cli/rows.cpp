// rows.cpp -- engage rows: the table of a file as it was read.
// SPDX-License-Identifier: MIT
#include <filesystem>

#include "cli/commands.hpp"
#include "cli/first_of_a_kind.hpp"
#include "engage/problem.hpp"
#include "read/open.hpp"
#include "report/inspect.hpp"
#include "report/rows.hpp"
#include "report/text.hpp"

namespace engage::cli {
namespace {

/// Oddities, on standard error: the first ten of a kind, and how many more there were.
class Remarks {
public:
    Remarks(Session& session, bool quiet) : session_(session), quiet_(quiet) {}

    void tell(const Problem& problem) {
        if (told_.count(std::string(problem.reason)) && !quiet_)
            session_.err << "engage: " << describe(problem) << '\n';
    }
    void finish(const std::string& file) {
        if (quiet_) return;
        told_.tell_rest([&](const std::string& reason, std::uint64_t more) {
            session_.err << "engage: " << printable(file) << ": " << more << " more like this: " << reason << '\n';
        });
    }
    bool any(const std::string& reason) const { return told_.any(reason); }

private:
    Session& session_;
    bool quiet_;
    FirstOfAKind<std::string> told_; ///< by reason
};

/// What of the file is not in the table.
void tell_of_the_rest(const read::Table& table, bool all, Remarks& remarks) {
    const auto& format = table.format();
    const auto& name = table.input().name();
    if (format.tables.size() > 1 && !all)
        remarks.tell(
            {name, format.tables[format.table].header.line, "other_tables",
             "this is table " + std::to_string(format.table + 1) + " of " + std::to_string(format.tables.size()),
             "--table N or --all gives the others"});
    if (format.table < format.tables.size() && !all) {
        const auto& totals = format.tables[format.table];
        for (const auto* span : {&totals.totals_above, &totals.totals_below})
            if (span->records > 0)
                remarks.tell({name, span->line, "totals", "totals of the other records; report leaves them out", {}});
    }
    for (const auto& doubt : format.doubts) remarks.tell({name, 0, "doubt", doubt, {}});
    const auto encoding = table.encoding().encoding;
    if (table.encoding().guessed)
        remarks.tell({name, 0, "encoding",
                      "is not UTF-8; read as " + std::string(read::encodings()[static_cast<std::size_t>(encoding)]),
                      "--encoding settles it"});
    if (format.lines_above > 0)
        remarks.tell({name, 0, "lines_above", report::counted(format.lines_above, "line") + " of text above the table",
                      "engage inspect shows what was seen"});
    if (format.lines_below > 0)
        remarks.tell({name, 0, "lines_below", report::counted(format.lines_below, "line") + " of text below the table",
                      "engage inspect shows what was seen"});
}

struct RowsOptions {
    Options options;
    bool all = false;
};

void print_table(read::Table& table, bool all, const Reading& reading, report::RowsWriter& writer, Remarks& remarks) {
    tell_of_the_rest(table, all, remarks);
    const auto& format = table.format();
    if (format.kind != read::Kind::csv) {
        std::error_code error;
        const bool is_file = std::filesystem::is_regular_file(table.input().file(), error);
        std::optional<read::Table> again;
        if (is_file) again.emplace(read::open_again(table, reading));
        writer.write(table, again ? &*again : nullptr);
    } else if (all && format.tables.size() > 1) {
        for (std::size_t position = 0; position < format.tables.size(); ++position) {
            table.choose(position, true);
            writer.write(table);
        }
    } else {
        if (!format.tables.empty()) table.choose(format.table, true);
        writer.write(table);
    }
    if (const auto& decoder = table.decoder(); decoder.replaced() > 0 || decoder.changed())
        remarks.tell(
            {table.input().name(), 0, "encoding", report::decoding_in_words(decoder), "--encoding settles it"});
}

void print_rows(RowsOptions& typed, Session& session) {
    Options& options = typed.options;
    settle_reading(options);
    Request& request = options.request;
    const std::string& name = request.inputs.front();
    auto opened = read::open_tables(name, &session.in, request.reading);
    Output output(options.output, session.out);
    Remarks remarks(session, options.quiet);
    for (const auto& what : opened.left_out) remarks.tell({what, 0, "left_out", "not read", {}});
    report::RowsWriter writer([&](std::string_view text) { output.write(text); },
                              [&](const Problem& problem) { remarks.tell(problem); });
    for (auto& table : opened.tables) {
        if (&table != &opened.tables.front() && !typed.all) {
            remarks.tell({table.input().name(), 0, "other_files", "not printed", "--all prints every table"});
            continue;
        }
        print_table(table, typed.all, request.reading, writer, remarks);
    }
    output.commit();
    remarks.finish(name);
    for (const auto* reason : {"invalid_json", "record_too_long"})
        if (remarks.any(reason)) session.status = Status::data;
}

} // namespace

void build_rows(CLI::App& command, Session& session) {
    const auto typed = std::make_shared<RowsOptions>();
    Options& options = typed->options;
    command.add_option("FILE", options.request.inputs, "The file to read; - is standard input")
        ->required()
        ->expected(1)
        ->type_name("");
    command.add_flag("--all", typed->all,
                     "Every table of the file; an empty line, which is no record, stands between two");
    add_reading_options(command, options);
    command.add_option("-o,--output", options.output, "Write to this file, which appears whole or not at all")
        ->type_name("FILE")
        ->group("Output");
    command.add_flag("-q,--quiet", options.quiet, "No messages about single rows")->group("Output");
    command.callback([&session, typed] { print_rows(*typed, session); });
}

} // namespace engage::cli
