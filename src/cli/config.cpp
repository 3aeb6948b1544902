// config.cpp -- engage config: what `engage report` would use for each of its flags, and where that comes from.
// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/configure.hpp"
#include "report/json_writer.hpp"
#include "report/text.hpp"

namespace engage::cli {
namespace {

/// One flag of `report`.
struct Row {
    std::string name;
    std::vector<std::string> values;
    bool is_list = false, is_flag = false;
    const char* origin = "default"; ///< `default`, `flag` or `file`
    std::uint64_t line = 0;         ///< of the file
};

struct Listing {
    Options options; ///< of this command
    Options report;  ///< of `engage report`
    CLI::App app;
    Configured configured;
};

Row row_of(const CLI::Option& option, const Listing& listing) {
    Row row;
    row.name = option.get_lnames().front();
    row.is_flag = option.get_items_expected_max() == 0;
    row.is_list = option.get_items_expected_max() > 1;
    row.values = option.results();
    if (!row.values.empty()) row.origin = "flag";
    else if (!option.get_default_str().empty()) row.values = {option.get_default_str()};
    for (const auto& taken : listing.configured.taken)
        if (taken.option == &option && row.line == 0) row.origin = "file", row.line = taken.value.line;
    return row;
}

std::vector<Row> rows_of(const Listing& listing) {
    std::vector<Row> rows{{"files", listing.report.request.inputs, true, false, "default", 0}};
    if (listing.configured.files_line > 0) rows[0].origin = "file", rows[0].line = listing.configured.files_line;
    else if (!rows[0].values.empty()) rows[0].origin = "flag";
    for (const auto* option : listing.app.get_options())
        if (!option->get_lnames().empty() && option->get_group() != "Configuration" &&
            option->get_lnames().front() != "help")
            rows.push_back(row_of(*option, listing));
    return rows;
}

std::string value_text(const Row& row) {
    if (row.is_flag) return row.values.empty() ? "false" : "true";
    std::string text;
    for (const auto& value : row.values) text += (text.empty() ? "" : ", ") + printable(value);
    return text.empty() ? "–" : text;
}

std::string to_table(const std::vector<Row>& rows, const std::string& file) {
    std::size_t name_width = 0, value_width = 0;
    for (const Row& row : rows) {
        name_width = std::max(name_width, row.name.size());
        value_width = std::max(value_width, std::min<std::size_t>(report::display_width(value_text(row)), 40));
    }
    std::string text = fmt::format("configuration: {}\n\n", file.empty() ? "none" : printable(file));
    for (const Row& row : rows) {
        const std::string value = value_text(row);
        const std::size_t width = std::min(report::display_width(value), value_width);
        text += fmt::format("{:<{}}  {}{}  {}\n", row.name, name_width, value, std::string(value_width - width, ' '),
                            row.line > 0 ? fmt::format("{}:{}", printable(file), row.line) : row.origin);
    }
    return text;
}

void write_value(report::JsonWriter& json, const Row& row) {
    if (row.is_flag) return json.value(!row.values.empty());
    if (!row.is_list) return row.values.empty() ? json.null() : json.value(report::valid_utf8(row.values.back()));
    json.begin_array();
    for (const auto& value : row.values) json.value(report::valid_utf8(value));
    json.end_array();
}

void write_json(const std::vector<Row>& rows, const std::string& file, Output& output) {
    report::JsonWriter json([&](std::string_view text) { output.write(text); });
    json.begin_object();
    json.key("schema").value("engage.config/1");
    json.key("file");
    if (file.empty()) json.null();
    else json.value(report::valid_utf8(file));
    json.key("options").begin_object();
    for (const Row& row : rows) {
        json.key(row.name).begin_object();
        write_value(json.key("value"), row);
        json.key("from").value(row.origin);
        if (row.line > 0) json.key("line").value(row.line);
        json.end_object();
    }
    json.end_object();
    json.end_object();
    json.finish();
}

/// The flags of `report` in a command of its own: what was typed here is given to them, but for where output goes.
void print_config(const CLI::App& command, Listing& listing, Session& session) {
    listing.app.name("report");
    declare_report(listing.app, listing.report);
    for (const auto* given : command.get_options()) {
        if (given->results().empty() || given->get_group() == "Output") continue;
        const auto name = given->get_lnames().empty() ? given->get_name() : "--" + given->get_lnames().front();
        auto* const option = listing.app.get_option_no_throw(name);
        if (!option) continue;
        for (const auto& result : given->results()) option->add_result(result);
        option->run_callback();
    }
    listing.configured = configure(listing.app, listing.report);
    const auto rows = rows_of(listing);
    settle(listing.app, listing.report, declare_report, listing.configured);
    const auto& file = listing.configured.file.path;
    Output output(listing.options.output, session.out);
    if (listing.options.format == "json") write_json(rows, file, output);
    else output.write(to_table(rows, file));
    output.commit();
}

} // namespace

void build_config(CLI::App& command, Session& session) {
    const auto listing = std::make_shared<Listing>();
    Options& options = listing->options;
    add_input_options(command, options);
    command.get_option("FILE")->required(false)->description("A report of the configuration, or its inputs");
    add_period_options(command, options);
    add_series_options(command, options);
    add_report_options(command, options);
    add_goal_options(command, options);
    add_work_options(command, options);
    add_output_options(command, options, {"table", "json"});
    add_config_options(command, options);
    command.callback([&command, &session, listing] { print_config(command, *listing, session); });
}

} // namespace engage::cli
