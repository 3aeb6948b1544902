// source.cpp -- one input, opened and understood.
// SPDX-License-Identifier: MIT
#include "import/source.hpp"

#include <algorithm>
#include <utility>

#include "import/conventions.hpp"
#include "import/nearest.hpp"
#include "read/open.hpp"

namespace engage {
namespace {

bool open_ended(const read::Table& table) { return table.format().kind != read::Kind::csv; }

bool has_column(const Source& source, std::string_view name) {
    const auto& columns = source.table.format().columns;
    return std::any_of(columns.begin(), columns.end(), [&](const auto& column) { return same_column(column, name); });
}

} // namespace

const Importer& importer_named(const std::string& name) {
    if (const auto* importer = find_importer(name)) return *importer;
    std::vector<std::string_view> names;
    for (const auto& importer : importers()) names.push_back(importer.name);
    throw Failure(Status::usage, "there is no importer '" + printable(name) + "'", did_you_mean(name, names));
}

bool Source::next(read::Chunk& chunk) {
    if (ahead.empty()) return table.next(chunk);
    std::swap(chunk, ahead.front());
    ahead.pop_front();
    return true;
}

read::Columns Source::columns() const {
    return {plan.width, [this](std::string_view column) { return plan.place(column); }, false,
            [this](std::string_view column) { return plan.wants_inside(column); }};
}

std::vector<Source> open_source(const Request& request, const std::string& name) {
    read::Opened opened = read::open_tables(name, request.standard_input, request.reading);
    std::vector<Source> sources;
    for (auto& table : opened.tables) {
        std::string full_name = table.input().name();
        sources.push_back({std::move(full_name), std::move(table), {}, {}, true, {}, {}});
    }
    for (const auto& what : opened.left_out) sources.front().left_out.push_back(what + ", which is not read");
    return sources;
}

namespace {

/// Why the importer knows the table that is chosen; empty where it does not.
std::string reason_to_know(const Source& source, const Request& request, const Importer& importer) {
    std::string reason;
    for (const auto& [field, value] : request.sets)
        if (same_column(field, "event")) reason = "the event is set to " + value;
    for (const auto& [field, column] : request.maps)
        if (same_column(field, "event") && has_column(source, column))
            reason = "the event is in column '" + column + "', as mapped";
    for (const auto& name : importer.columns[index_of(Field::event)])
        if (reason.empty() && has_column(source, name)) reason = "a column '" + name + "' holds the event";
    return reason;
}

} // namespace

namespace {

/// Whether an importer knows the source; of several tables of a text, it may be another than the main one.
bool find_importer_of(Source& source, const Request& request) {
    const Importer& importer = importer_named(request.importer.empty() ? "canonical" : request.importer);
    source.plan.importer = &importer;
    source.recognised = request.importer.empty() ? reason_to_know(source, request, importer) : "asked for with --as";
    const auto& format = source.table.format();
    const std::size_t main = format.table;
    for (std::size_t table = 0; source.recognised.empty() && request.reading.table == 0 && table < format.tables.size();
         ++table) {
        source.table.choose(table);
        source.recognised = reason_to_know(source, request, importer);
    }
    if (source.recognised.empty() && !format.tables.empty()) source.table.choose(main);
    return !source.recognised.empty() || format.columns.empty();
}

} // namespace

void recognise(std::vector<Source>& sources, const Request& request, bool keep_unknown) {
    std::vector<Source> known;
    for (auto& source : sources) {
        const bool of_archive = source.table.input().member() >= 0;
        source.known = find_importer_of(source, request);
        if (source.known || keep_unknown) {
            known.push_back(std::move(source));
        } else if (of_archive && !known.empty() && known.back().table.input().file() == source.table.input().file()) {
            known.back().left_out.push_back(source.name + " is not read: " + std::string(unknown_event));
        } else {
            throw Failure(Status::data,
                          Problem{source.name, 0, {}, std::string(unknown_event), std::string(unknown_event_advice)});
        }
    }
    sources = std::move(known);
}

void settle_plan(Source& source, const Request& request, const std::vector<Key>& keys) {
    source.plan =
        make_plan(request, *source.plan.importer, keys, source.table.format().columns, open_ended(source.table));
    settle_conventions(source, request);
}

void check_columns(const Request& request, const std::vector<Source>& sources) {
    if (std::any_of(sources.begin(), sources.end(), [](const Source& source) { return open_ended(source.table); }))
        return;
    std::vector<std::string_view> names;
    for (const auto& source : sources)
        names.insert(names.end(), source.table.format().columns.begin(), source.table.format().columns.end());
    const auto check = [&](const std::string& column, const std::string& option) {
        if (names.empty() ||
            std::any_of(names.begin(), names.end(), [&](auto name) { return same_column(name, column); }))
            return;
        throw Failure(Status::usage, "no input has a column '" + printable(column) + "' for " + option,
                      did_you_mean(column, names));
    };
    const auto check_key = [&](const std::string& key, const std::string& option) {
        for (const auto& field : fields)
            if (same_column(field.name, key)) return;
        for (const auto* given : {&request.maps, &request.sets})
            for (const auto& [name, value] : *given)
                if (same_column(name, key)) return;
        check(key, option);
    };
    for (const auto& [field, column] : request.maps) check(column, "--map " + printable(field + "=" + column));
    for (const auto& by : request.by)
        if (!same_column(by, "visitor_type")) check_key(by, "--by " + printable(by));
    for (const auto& [key, value] : request.where) check_key(key, "--where " + printable(key + "=" + value));
}

} // namespace engage
