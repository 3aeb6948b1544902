// rows.cpp -- engage rows: the table of a file as it was read.
// SPDX-License-Identifier: MIT
#include "report/rows.hpp"

#include "cli/commands.hpp"
#include "engage/problem.hpp"

namespace engage::cli {
namespace {

constexpr std::uint64_t told_at_most = 10;

/// Oddities, on standard error: the first ten of a kind, and how many more there were.
class Remarks {
public:
    Remarks(Session& session, bool quiet) : session_(session), quiet_(quiet) {}

    void tell(const Problem& problem) {
        if (++told_[std::string(problem.reason)] <= told_at_most && !quiet_) session_.err << "engage: " << describe(problem) << '\n';
    }
    void finish(const std::string& file) {
        for (const auto& [reason, count] : told_)
            if (count > told_at_most && !quiet_)
                session_.err << "engage: " << printable(file) << ": " << count - told_at_most << " more like this: " << reason << '\n';
    }
    bool any(std::string_view reason) const { return told_.find(reason) != told_.end(); }

private:
    Session& session_;
    bool quiet_;
    std::map<std::string, std::uint64_t, std::less<>> told_; ///< by reason
};

/// What of the file is not in the table.
void tell_of_the_rest(const read::Table& table, bool all, Remarks& remarks) {
    const auto& format = table.format();
    const auto& name = table.input().name();
    if (format.tables.size() > 1 && !all)
        remarks.tell({name, format.tables[format.table].header.line, "other_tables",
                      "this is table " + std::to_string(format.table + 1) + " of " + std::to_string(format.tables.size()), "--table N or --all gives the others"});
    if (format.lines_above > 0) remarks.tell({name, 0, "lines_above", std::to_string(format.lines_above) + (format.lines_above == 1 ? " line" : " lines") + " of text above the table", "engage inspect shows what was seen"});
    if (format.lines_below > 0) remarks.tell({name, 0, "lines_below", std::to_string(format.lines_below) + (format.lines_below == 1 ? " line" : " lines") + " of text below the table", "engage inspect shows what was seen"});
}

struct RowsOptions {
    Options options;
    bool all = false;
};

void print_rows(RowsOptions& typed, Session& session) {
    Options& options = typed.options;
    settle_reading(options);
    Request& request = options.request;
    const std::string& name = request.inputs.front();
    read::Table table(read::Input(name, &session.in), request.reading);
    Output output(options.output, session.out);
    Remarks remarks(session, options.quiet);
    const auto write = [&](std::string_view text) { output.write(text); };
    const auto on_remark = [&](const Problem& problem) { remarks.tell(problem); };
    tell_of_the_rest(table, typed.all, remarks);
    if (!typed.all || table.format().tables.size() < 2) {
        report::write_rows(table, write, on_remark);
    } else {
        // TODO
    }
    output.commit();
    remarks.finish(name);
    if (remarks.any("invalid_json")) session.status = Status::data;
}

} // namespace

void build_rows(CLI::App& command, Session& session) {
    const auto typed = std::make_shared<RowsOptions>();
    Options& options = typed->options;
    command.add_option("FILE", options.request.inputs, "The file to read; - is standard input")->required()->expected(1)->type_name("");
    command.add_flag("--all", typed->all, "Every table of the file; an empty line, which is no record, stands between two");
    add_reading_options(command, options);
    command.add_option("-o,--output", options.output, "Write to this file, which appears whole or not at all")->type_name("FILE")->group("Output");
    command.add_flag("-q,--quiet", options.quiet, "No messages about single rows")->group("Output");
    command.callback([&session, typed] { print_rows(*typed, session); });
}

} // namespace engage::cli
