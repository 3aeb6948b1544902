// inspect.cpp -- engage inspect: what is seen in a file, before anything is counted.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>

#include "cli/commands.hpp"
#include "cli/configure.hpp"
#include "import/reading.hpp"
#include "import/unknown.hpp"
#include "import/words.hpp"
#include "read/cell_kind.hpp"
#include "report/inspect.hpp"

namespace engage::cli {
namespace {

/// What the first chunk shows of the columns: what their values are like, and the first different ones.
std::vector<report::ColumnSeen> look_at_columns(const Source& source) {
    constexpr std::size_t most = 3;
    std::vector<report::ColumnSeen> columns;
    std::map<std::string_view, int> places; // there may be very many columns
    for (const auto& name : source.table.format().columns) {
        places.emplace(name, static_cast<int>(columns.size()));
        columns.push_back({name, {}, {}, {}});
    }
    if (source.first().size == 0 || source.first().damaged) return columns;
    read::Chunk chunk = source.first();
    read::RowReader reader(source.table.format(), {columns.size(),
                                                   [&](std::string_view name) {
                                                       const auto at = places.find(name);
                                                       return read::Place{at == places.end() ? -1 : at->second, 0};
                                                   },
                                                   true, [](std::string_view) { return false; }});
    Rows rows;
    reader.read(chunk, rows);
    for (std::size_t column = 0; column < columns.size(); ++column) {
        std::map<read::CellKind, std::size_t> kinds;
        auto& known = columns[column].examples;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const auto cell = rows.cell(row, column);
            if (const auto kind = read::kind_of(cell); kind != read::CellKind::blank) ++kinds[kind];
            if (!cell.empty() && known.size() < most && std::find(known.begin(), known.end(), cell) == known.end())
                known.emplace_back(cell);
        }
        const auto usual = std::max_element(kinds.begin(), kinds.end(),
                                            [](const auto& a, const auto& b) { return a.second < b.second; });
        columns[column].kind = name_of(usual == kinds.end() ? read::CellKind::blank : usual->first);
    }
    return columns;
}

std::vector<report::ColumnSeen> columns_of(const Source& source, const std::vector<Key>& keys) {
    auto columns = look_at_columns(source);
    for (auto& column : columns) {
        if (source.translation)
            for (const auto& role : source.translation->roles(column.name, keys))
                column.became += (column.became.empty() ? "" : ", ") + role;
        for (std::size_t field = 0; field < field_count && !source.translation; ++field)
            if (source.plan.fields[field].column == column.name)
                column.became += (column.became.empty() ? "" : ", ") + std::string(fields[field].name);
        if (source.plan.time.unit != Epoch::none && source.plan.fields[index_of(Field::time)].column == column.name)
            column.became += " (" + std::string(name_of(source.plan.time.unit)) + ")";
        if (column.became.empty()) column.became = source.known ? "attribute" : "-";
    }
    return columns;
}

void declare(CLI::App& command, Options& options) {
    add_input_options(command, options);
    add_period_options(command, options);
    add_output_options(command, options, {"table", "json"});
    add_config_options(command, options);
}

void inspect(Options& options, Session& session) {
    Request& request = options.request;
    request.standard_input = &session.in;
    Refusals refusals(session, options);
    std::uint64_t read = 0;
    Zone zone(request.time_zone);
    const Period period = asked_period(request, zone);
    auto sources = open_sources(request, true);
    Output output(options.output, session.out);
    std::vector<Key> keys;
    for (const auto& [key, value] : request.where) keys.push_back({key, 0});
    const Decoding decoding = make_decoding(request, {period}, std::move(keys));
    Labels labels;
    std::vector<report::InputSeen> seen(sources.size());
    for (std::size_t input = 0; input < sources.size(); ++input) {
        if (sources[input].known) settle_plan(sources[input], request, decoding);
        seen[input].source = &sources[input];
        seen[input].columns = columns_of(sources[input], decoding.keys);
        if (!sources[input].known) {
            const Problem problem = problem_of_unknown(sources[input], request);
            seen[input].unknown = problem.what + " (" + problem.advice + ")";
        }
    }
    const auto ledgers = read_events(
        request, sources, decoding, labels, [&](const Problem& problem) { refusals.tell(problem); },
        [&](const Batch& batch) {
            auto& of = seen[batch.input];
            for (const Event& event : batch.events) {
                ++of.events[{std::string(labels.text(event.channel)),
                             full_name(event.verb, batch.detail(event).tally)}];
                if (event.time == no_time) continue;
                of.earliest = std::min(of.earliest, event.time);
                of.latest = std::max(of.latest, event.time);
            }
        });
    for (std::size_t input = 0; input < sources.size(); ++input) {
        seen[input].account = account_of(sources[input], ledgers[input]);
        read += seen[input].account.read;
        if (options.format == "table") output.write((input > 0 ? "\n" : "") + report::to_text(seen[input]));
    }
    if (options.format == "json") output.write(report::to_json(seen));
    output.commit();
    refusals.finish(read);
}

} // namespace

void build_inspect(CLI::App& command, Session& session) {
    const auto options = std::make_shared<Options>();
    declare(command, *options);
    command.callback([&command, &session, options] {
        settle(command, *options, declare);
        inspect(*options, session);
    });
}

} // namespace engage::cli
