// events.cpp -- engage events: every row as the event it became.
// SPDX-License-Identifier: MIT
#include "report/events.hpp"
#include "cli/commands.hpp"
#include "cli/configure.hpp"
#include "import/reading.hpp"

namespace engage::cli {
namespace {

void declare(CLI::App& command, Options& options) {
    add_input_options(command, options);
    add_period_options(command, options);
    add_output_options(command, options, {"csv", "ndjson"});
    add_config_options(command, options);
}

void print_events(Options& options, Session& session) {
    Request& request = options.request;
    request.standard_input = &session.in;
    Refusals refusals(session, options);
    Zone zone(request.time_zone);
    const Period period = asked_period(request, zone);
    auto sources = open_sources(request);
    std::vector<Key> keys = other_columns(request, sources);
    constexpr std::uint16_t all_families = (1u << family_count) - 1;
    const auto carried = keys.size() + 1;
    keys.insert(keys.begin(), {"page", all_families});
    for (const auto& [key, value] : request.where) keys.push_back({key, 0}); // looked at, not printed
    const Decoding decoding = make_decoding(request, {period}, std::move(keys));
    std::vector<std::string> names;
    for (std::size_t key = 0; key < carried; ++key) names.push_back(decoding.keys[key].name);
    const report::EventWriter writer(std::move(names), options.format == "ndjson");
    Labels labels;
    Output output(options.output, session.out);
    output.write(writer.header());
    const auto ledgers = read_events(
        request, sources, decoding, labels, [&](const Problem& problem) { refusals.tell(problem); },
        [&](const Batch& batch) {
            for (const Event& event : batch.events)
                if (!event.duplicate && event.when == When::inside) output.write(writer.line(batch, event, labels));
        });
    output.commit();
    std::uint64_t read = 0;
    for (std::size_t input = 0; input < sources.size(); ++input)
        read += account_of(sources[input], ledgers[input]).read;
    refusals.finish(read);
}

} // namespace

void build_events(CLI::App& command, Session& session) {
    const auto options = std::make_shared<Options>();
    declare(command, *options);
    command.callback([&command, &session, options] {
        settle(command, *options, declare);
        print_events(*options, session);
    });
}

} // namespace engage::cli
