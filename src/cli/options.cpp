// options.cpp -- every flag, each declared once.
// SPDX-License-Identifier: MIT
#include "cli/options.hpp"

#include <algorithm>
#include <charconv>

#include "cli/own_importers.hpp"
#include "engage/problem.hpp"
#include "import/nearest.hpp"
#include "import/plan.hpp"
#include "import/zone.hpp"

namespace engage::cli {
namespace {

/// "30m", "90s", "1h" in seconds.
std::int64_t read_duration(const std::string& text, const std::string& flag) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    const std::int64_t worth = unit == "s" ? 1 : unit == "m" ? 60 : unit == "h" ? 3600 : 0;
    if (error != std::errc() || worth == 0 || number < 1 || number > 1'000'000)
        throw Failure(Status::usage, flag + " " + printable(text) + " is no duration", "write 30m, 90s or 1h");
    return number * worth;
}

/// "64K", "512M", "2G" or plain bytes.
std::uint64_t read_size(const std::string& text, const std::string& flag) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    const int shift = unit.empty() ? 0 : unit == "K" ? 10 : unit == "M" ? 20 : unit == "G" ? 30 : unit == "T" ? 40 : -1;
    if (error != std::errc() || shift < 0 || number < 1 || number > UINT64_MAX >> shift)
        throw Failure(Status::usage, flag + " " + printable(text) + " is no size", "write 64K, 512M or 2G");
    return number << shift;
}

/// Fields, and the attributes that something asks for, may be mapped and set; anything else is a slip.
void check_settable(const Request& request, const std::string& name, const std::string& flag) {
    std::vector<std::string_view> known;
    for (const auto& field : fields) known.push_back(field.name);
    for (const auto& breakdown : standing_breakdowns) known.push_back(breakdown.key);
    for (const auto& tally : tallies())
        if (!tally.rule.attribute.empty()) known.push_back(tally.rule.attribute);
    known.insert(known.end(), request.by.begin(), request.by.end());
    for (const auto& [key, value] : request.where) known.push_back(key);
    if (std::any_of(known.begin(), known.end(), [&](auto word) { return same_column(word, name); })) return;
    const auto advice = did_you_mean(name, known);
    throw Failure(Status::usage, flag + ": there is no field '" + printable(name) + "'",
                  advice.empty() ? "engage explain fields lists them" : advice);
}

void settle_conventions(Options& options) {
    Request& request = options.request;
    if (options.decimal_mark == "point") request.numbers = Numbers::point;
    if (options.decimal_mark == "comma") request.numbers = Numbers::comma;
    if (options.decimal_mark == "auto") request.numbers = Numbers::per_column;
    if (options.date_order == "dmy") request.date_order = DateOrder::day_first;
    if (options.date_order == "mdy") request.date_order = DateOrder::month_first;
    if (options.date_order == "ymd") request.date_order = DateOrder::year_first;
}

} // namespace

CLI::Option* add_repeatable(CLI::App& command, const std::string& flag, std::vector<std::string>& values,
                            const std::string& help, const std::string& type) {
    return command.add_option(flag, values, help)->type_name(type)->allow_extra_args(false);
}

std::pair<std::string, std::string> split(const std::string& text, const std::string& flag) {
    const auto at = text.find('=');
    if (at == text.npos || at == 0)
        throw Failure(Status::usage, flag + " '" + printable(text) + "' has no '='",
                      flag.starts_with("--") ? "write " + flag + " NAME=VALUE" : "write " + flag);
    return {text.substr(0, at), text.substr(at + 1)};
}

const Metric& metric_named(const std::string& name) {
    if (const auto* metric = find_metric(name)) return *metric;
    std::vector<std::string_view> names;
    for (const auto& metric : catalogue()) names.push_back(metric.name);
    for (const auto* topic : {"fields", "events"}) names.push_back(topic);
    const auto advice = did_you_mean(name, names);
    throw Failure(Status::usage, "there is no metric '" + printable(name) + "'",
                  advice.empty() ? "engage explain lists them" : advice);
}

const Definition& definition_named(const Metric& metric, const std::string& name) {
    if (const auto* definition = metric.find(name)) return *definition;
    std::vector<std::string_view> names;
    for (const auto& definition : metric.all()) names.push_back(definition.name);
    const auto advice = did_you_mean(name, names);
    throw Failure(Status::usage, "there is no definition '" + printable(name) + "' of " + std::string(metric.name),
                  advice.empty() ? "engage explain " + std::string(metric.name) + " lists them" : advice);
}

void add_input_options(CLI::App& command, Options& options) {
    Request& request = options.request;
    command.add_option("FILE", request.inputs, "Exports to read; - is standard input")->required()->type_name("");
    const auto group = "Reading";
    command.add_option("--as", request.importer, "Read every file as this importer's export")
        ->type_name("IMPORTER")
        ->group(group);
    add_repeatable(command, "--importer", options.importers,
                   "Also know the exports that this importer's file describes", "FILE")
        ->group(group);
    add_repeatable(command, "--map", options.maps, "Take a field from a column of that name", "FIELD=COLUMN")
        ->group(group);
    add_repeatable(command, "--set", options.sets, "Give a field this value in every row", "FIELD=VALUE")->group(group);
    command.add_option("--input-tz", request.input_time_zone, "Zone of times without an offset (default: --tz)")
        ->type_name("ZONE")
        ->group(group);
    command
        .add_option("--decimal-mark", options.decimal_mark,
                    "Of numbers: point (1,234.50), comma (1.234,50), or auto: as each column shows (default: auto, but "
                    "1.234 has a point)")
        ->check(CLI::IsMember({"point", "comma", "auto"}))
        ->type_name("MARK")
        ->group(group);
    command
        .add_option("--date-order", options.date_order,
                    "Of dates in digits: dmy (31/12/2026), mdy (12/31/2026) or ymd (default: as each column shows)")
        ->check(CLI::IsMember({"dmy", "mdy", "ymd"}))
        ->type_name("ORDER")
        ->group(group);
    add_repeatable(command, "--where", options.where, "Only rows with this value; * matches any; repeat: all must hold",
                   "COLUMN=VALUE")
        ->group(group);
    command.add_option("--max-refused", options.max_refused, "Rows that may be refused before the exit status is 65")
        ->type_name("N|P%")
        ->capture_default_str()
        ->group(group);
    command.add_option("--rejects", options.rejects, "Write the message of every refused row to this file")
        ->type_name("FILE")
        ->group(group);
    add_reading_options(command, options);
}

void add_report_options(CLI::App& command, Options& options) {
    Request& request = options.request;
    const auto group = "Figures";
    add_repeatable(command, "--channel", request.channels, "Show only this channel (or customers); may be repeated",
                   "CHANNEL")
        ->group(group);
    add_repeatable(command, "--metric", request.metrics, "Show only this metric; may be repeated", "METRIC")
        ->group(group);
    add_figure_options(command, options);
}

void add_figure_options(CLI::App& command, Options& options) {
    Request& request = options.request;
    const auto group = "Figures";
    add_repeatable(command, "--by", request.by, "Break down by a column, or by visitor_type; may be repeated", "COLUMN")
        ->group(group);
    command.add_option("--top", request.top, "Values shown of a breakdown, largest first; 0 is all")
        ->check(CLI::Range(0, 1'000'000'000))
        ->type_name("N")
        ->capture_default_str()
        ->group(group);
    add_repeatable(command, "--define", options.defines, "Compute a metric by another of its definitions",
                   "METRIC=DEFINITION")
        ->group(group);
    command.add_option("--confidence", request.confidence, "Of intervals, in percent; 0 shows none")
        ->check(CLI::Range(0.0, 99.999))
        ->type_name("P")
        ->capture_default_str()
        ->group(group);
    const auto none = [&request] { request.confidence = 0; };
    command.add_flag_callback("--no-intervals", none, "As --confidence 0")->excludes("--confidence")->group(group);
    command.add_flag("--count-intervals", request.count_intervals, "Exact Poisson intervals of plain counts, too")
        ->group(group);
    command.add_option("--active-days", request.active_days, "Days for which an active customer stays one")
        ->check(CLI::Range(1, 36500))
        ->type_name("N")
        ->capture_default_str()
        ->group(group);
    command
        .add_option("--customers", options.customers,
                    "Who is a customer (default: lifecycle where the input has joined and left)")
        ->check(CLI::IsMember({"lifecycle", "activity"}))
        ->type_name("RULE")
        ->group(group);
    command.add_option("--session-timeout", options.session_timeout, "The gap that ends a session without an id")
        ->type_name("TIME")
        ->capture_default_str()
        ->group(group);
    command
        .add_option("--opener-share", request.opener_share,
                    "Percent of days (weeks, months) on which an every-day opener opens")
        ->check(CLI::Range(1, 100))
        ->type_name("P")
        ->capture_default_str()
        ->group(group);
}

void add_work_options(CLI::App& command, Options& options) {
    const auto group = "Work";
    command
        .add_option("--threads", options.request.threads, "0 is one per core; the figures are the same for any number")
        ->check(CLI::Range(0, 256))
        ->type_name("N")
        ->capture_default_str()
        ->group(group);
    command
        .add_option("--memory-limit", options.memory_limit,
                    "Of the tables of customers and event ids (64K, 512M, 2G; the process has more); the rest waits in "
                    "files of TMPDIR, and the figures are the same (default: none)")
        ->type_name("SIZE")
        ->group(group);
    command
        .add_flag("--stats", options.stats,
                  "Then tell on standard error what it took: time, distinct identifiers, memory")
        ->group(group);
}

void add_output_options(CLI::App& command, Options& options, std::vector<std::string> formats) {
    const auto group = "Output";
    options.format = formats.front();
    if (formats.size() > 1)
        command.add_option("--format", options.format, "Form of the output")
            ->check(CLI::IsMember(std::move(formats)))
            ->type_name("FORMAT")
            ->capture_default_str()
            ->group(group);
    command.add_option("-o,--output", options.output, "Write to this file, which appears whole or not at all")
        ->type_name("FILE")
        ->group(group);
    auto* const color =
        command.add_flag("--color", options.color, "Bold and dim text also where it is no terminal")->group(group);
    command.add_flag("--no-color", options.no_color, "Plain text; so does the variable NO_COLOR")
        ->group(group)
        ->excludes(color);
    command.add_option("--progress", options.progress, "Progress of long work, on a terminal")
        ->check(CLI::IsMember({"auto", "never"}))
        ->type_name("WHEN")
        ->capture_default_str()
        ->group(group);
    command.add_flag("-q,--quiet", options.quiet, "No messages about single rows")->group(group);
}

void settle(Options& options) {
    Request& request = options.request;
    settle_reading(options);
    request.importers = read_importers(options.importers);
    for (const auto& where : options.where) request.where.push_back(split(where, "--where"));
    for (const auto& map : options.maps) request.maps.push_back(split(map, "--map"));
    for (const auto& set : options.sets) request.sets.push_back(split(set, "--set"));
    for (const auto& [field, column] : request.maps) check_settable(request, field, "--map");
    for (const auto& [field, value] : request.sets) check_settable(request, field, "--set");
    for (const auto& define : options.defines) {
        auto pair = split(define, "--define");
        definition_named(metric_named(pair.first), pair.second);
        request.defines.push_back(std::move(pair));
    }
    for (const auto& metric : request.metrics) metric_named(metric);
    settle_goals(options);
    for (const auto* zone : {&request.time_zone, &request.input_time_zone})
        if (!zone->empty()) Zone{*zone}; // a misspelt one is told before any file is opened
    settle_period(options);
    settle_conventions(options);
    request.session_timeout = read_duration(options.session_timeout, "--session-timeout");
    if (!options.memory_limit.empty()) request.memory_limit = read_size(options.memory_limit, "--memory-limit");
    if (options.customers == "lifecycle") request.customers = CustomerRule::lifecycle;
    if (options.customers == "activity") request.customers = CustomerRule::activity;
}

} // namespace engage::cli
