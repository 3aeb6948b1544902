// question.cpp -- engage explain METRIC FILE: a figure of a report, and everything it came from.
// SPDX-License-Identifier: MIT
#include "cli/question.hpp"

#include <algorithm>
#include <filesystem>

#include "cli/making.hpp"
#include "import/nearest.hpp"
#include "measure/concerns.hpp"
#include "report/explain.hpp"
#include "report/json.hpp"
#include "report/question.hpp"

namespace engage::cli {
namespace {

void check(const Question& question) {
    const auto& [options, topic, rows] = question;
    if (topic == "fields" || topic == "events")
        throw Failure(Status::usage, "explain " + topic + " takes no file", "name a metric before the files");
    if (options.format == "markdown")
        throw Failure(Status::usage, "--format markdown is of the list of metrics", "write --format table or json");
    if (rows.empty()) return;
    if (options.format == "json") throw Failure(Status::usage, "--rows prints CSV", "leave out --format json");
    for (const auto& input : options.request.inputs) {
        std::error_code none;
        const auto status = std::filesystem::status(input, none);
        const bool once = std::filesystem::exists(status) && !std::filesystem::is_regular_file(status) &&
                          !std::filesystem::is_directory(status);
        if (input == "-" || once)
            throw Failure(Status::usage,
                          "--rows reads every input twice, but " + printable(input) + " can be read once",
                          "save it to a file, and name that");
    }
}

std::vector<std::string_view> channels_of(const Report& report) {
    std::vector<std::string_view> names;
    for (const Section& section : report.channels) names.push_back(section.channel);
    if (report.customers) names.push_back(report.customers->channel);
    return names;
}

/// Leaves the channel that is asked for. Where it has none, the nearest of those that do is named; where none has,
/// there is nothing to name.
void keep_channel(Report& report, const Asked& asked) {
    const auto names = channels_of(report);
    if (asked.channel.empty() || names.empty()) return;
    if (std::find(names.begin(), names.end(), asked.channel) == names.end()) {
        std::string all;
        for (const auto name : names) all += (all.empty() ? "" : ", ") + printable(name);
        const auto advice = did_you_mean(asked.channel, names);
        throw Failure(Status::usage,
                      "there is no channel '" + printable(asked.channel) + "' with " + std::string(asked.metric->name),
                      advice.empty() ? "found in: " + all : advice);
    }
    const auto is_other = [&](const Section& section) { return section.channel != asked.channel; };
    std::erase_if(report.channels, is_other);
    if (report.customers && is_other(*report.customers)) report.customers.reset();
}

void keep_notes(Report& report, const Metric& metric) {
    const auto is_of_others = [&](const Note& note) { return !measure::concerns(note, metric); };
    for (Section& section : report.channels) std::erase_if(section.notes, is_of_others);
    if (report.customers) std::erase_if(report.customers->notes, is_of_others);
}

void print_figures(const Question& question, const Asked& asked, const Report& report, Session& session) {
    Output output(question.options.output, session.out);
    if (question.options.format == "json") {
        report::write_explanation(report, *asked.metric, [&](std::string_view text) { output.write(text); });
    } else {
        output.write(explain(*asked.metric) + "\n");
        output.write(report::to_explanation(report, *asked.metric));
    }
    output.commit();
}

} // namespace

Asked read_topic(const std::string& topic) {
    if (const Metric* metric = find_metric(topic)) return {{}, metric};
    std::error_code none;
    if (std::filesystem::exists(topic, none))
        throw Failure(Status::usage, printable(topic) + " is a file, and no metric", "name a metric before the files");
    const auto point = topic.rfind('.');
    if (point == topic.npos) return {{}, &metric_named(topic)};
    return {topic.substr(0, point), &metric_named(topic.substr(point + 1))};
}

void answer(Question& question, Session& session) {
    check(question);
    const Asked asked = read_topic(question.topic);
    Request& request = question.options.request;
    request.metrics = {std::string(asked.metric->name)};
    request.every_definition = true;
    Stats stats;
    Report report = make(question.options, session, stats);
    keep_channel(report, asked);
    keep_notes(report, *asked.metric);
    if (question.rows.empty()) print_figures(question, asked, report, session);
    else if (question.rows == "findings") print_findings(question, asked, report, session);
    else print_rows(question, asked, report, session);
    if (question.options.stats) session.err << in_words(stats);
}

} // namespace engage::cli
