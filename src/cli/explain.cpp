// explain.cpp -- engage explain: what a metric means; also the fields, the event words, and the README's table.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "cli/commands.hpp"
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
    return explain(metric_named(topic));
}

struct Explanation {
    Options options;
    std::string topic;
};

} // namespace

void build_explain(CLI::App& command, Session& session) {
    const auto explanation = std::make_shared<Explanation>();
    command
        .add_option("METRIC", explanation->topic, "A metric, or `fields`, or `events`; with none: the list of metrics")
        ->type_name("");
    add_output_options(command, explanation->options, {"table", "markdown"});
    command.callback([&session, explanation] {
        Output output(explanation->options.output, session.out);
        output.write(explain_topic(explanation->topic, explanation->options.format == "markdown"));
        output.commit();
    });
}

} // namespace engage::cli
