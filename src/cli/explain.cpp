// explain.cpp -- engage explain: what a metric means; also the fields, the event words, and the README's table.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/configure.hpp"
#include "cli/question.hpp"
#include "engage/problem.hpp"
#include "report/docs.hpp"
#include "report/explain.hpp"

namespace engage::cli {
namespace {

std::string list_fields() {
    std::string text =
        "Fields of an event: the columns of a canonical file, in any order; all but `event` optional.\n\n";
    for (const auto& field : fields) text += fmt::format("  {:<10} {}\n", field.name, field.meaning);
    return text + "\nAny other column is an attribute, for --by and --where.\n";
}

std::string list_events() {
    std::string text =
        "Event words. The verb alone is enough where the channel, or the verb itself, settles the family.\n";
    for (std::size_t family = 0; family < family_count; ++family) {
        text += fmt::format("\n  {:<9}", family_names[family]);
        for (const auto& word : vocabulary)
            if (index_of(word.family) == family) text += fmt::format(" {}", word.verb);
    }
    return text + "\n";
}

std::string explain_topic(const std::string& topic, bool markdown) {
    if (topic.empty()) return markdown ? metric_table() : list_metrics();
    if (topic == "fields") return list_fields();
    if (topic == "events") return list_events();
    const Asked asked = read_topic(topic);
    if (!asked.channel.empty())
        throw Failure(Status::usage, printable(topic) + " names a channel without a file",
                      "name the exports after the metric, or leave out the channel");
    return explain(*asked.metric);
}

/// A flag that is about files, given without any.
void check_alone(const CLI::App& command, const Question& question) {
    for (const auto* option : command.get_options())
        if (option->count() > 0 && !option->get_lnames().empty() && option->get_group() != "Output" &&
            option->get_group() != "Configuration")
            throw Failure(Status::usage, "--" + option->get_lnames().front() + " is given without a file",
                          "name the exports after the metric");
    if (question.options.format == "json")
        throw Failure(Status::usage, "--format json is given without a file", "name the exports after the metric");
}

void declare(CLI::App& command, Options& options) {
    add_input_options(command, options);
    add_period_options(command, options);
    add_figure_options(command, options);
    add_work_options(command, options);
    add_output_options(command, options, {"table", "markdown", "json"});
    add_config_options(command, options);
}

void print_topic(const CLI::App& command, const Question& question, Session& session) {
    check_alone(command, question);
    Output output(question.options.output, session.out);
    output.write(explain_topic(question.topic, question.options.format == "markdown"));
    output.commit();
}

} // namespace

void build_explain(CLI::App& command, Session& session) {
    const auto question = std::make_shared<Question>();
    Options& options = question->options;
    command
        .add_option(
            "METRIC", question->topic,
            "A metric, as open_rate or email.open_rate, or `fields`, or `events`; with none: the list of metrics")
        ->type_name("");
    declare(command, options);
    command.get_option("FILE")->required(false)->description(
        "Exports: tell the metric's value in them, and all it came from; - is standard input");
    command
        .add_option(
            "--rows", question->rows,
            "Print the events behind this side of the quotient as CSV instead, all that the rules of its "
            "tallies look at: where recipients, customers or sessions are counted, these are more than the "
            "figure. Or findings: what recipients did with messages that nothing was sent of to them, or not yet")
        ->check(CLI::IsMember({"numerator", "denominator", "findings"}))
        ->type_name("SIDE")
        ->group("Figures");
    command.callback([&command, &session, question] {
        if (question->options.request.inputs.empty()) return print_topic(command, *question, session);
        settle(command, question->options, declare);
        answer(*question, session);
    });
}

} // namespace engage::cli
