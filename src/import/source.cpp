// source.cpp -- one input, opened and understood.
// SPDX-License-Identifier: MIT
#include "import/source.hpp"

#include <algorithm>

#include "engage/row.hpp"
#include "import/nearest.hpp"

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

namespace {

/// The unit of a column of numbers, by the largest of its first values.
Epoch sniff_epoch(const Source& source) {
    const int place = source.plan.fields[index_of(Field::time)].place;
    if (place < 0 || source.table.first().size == 0 || source.table.first().damaged) return Epoch::none;
    read::Chunk chunk = source.table.first();
    read::RowReader reader(source.table.format(), source.columns());
    Rows rows;
    reader.read(chunk, rows);
    Epoch unit = Epoch::none;
    for (std::size_t row = 0; row < rows.size(); ++row)
        unit = std::max(unit, guess_epoch(rows.cell(row, static_cast<std::size_t>(place))));
    return unit;
}

} // namespace

read::Columns Source::columns() const {
    return {plan.width, [this](std::string_view column) { return plan.place(column); }, false,
            [this](std::string_view column) { return plan.wants_inside(column); }};
}

Source open_source(const Request& request, const std::string& name) {
    return {name, read::Table(read::Input(name, request.standard_input), {request.strict_json}), {}, {}};
}

void recognise(Source& source, const Request& request) {
    const Importer& importer = importer_named(request.importer.empty() ? "canonical" : request.importer);
    source.plan.importer = &importer;
    if (!request.importer.empty()) {
        source.recognised = "asked for with --as";
        return;
    }
    for (const auto& [field, value] : request.sets)
        if (same_column(field, "event")) source.recognised = "the event is set to " + value;
    for (const auto& [field, column] : request.maps)
        if (same_column(field, "event") && has_column(source, column)) source.recognised = "the event is in column '" + column + "', as mapped";
    if (!source.recognised.empty() || source.table.format().columns.empty()) return;
    for (const auto& name : importer.columns[index_of(Field::event)])
        if (has_column(source, name)) {
            source.recognised = "a column '" + name + "' holds the event";
            return;
        }
    std::string advice = "--map event=COLUMN names the column, --set event=FAMILY.VERB gives one event to all rows";
    throw Failure(Status::data, Problem{source.name, 0, {}, "no column is known to hold the event", std::move(advice)});
}

void settle_plan(Source& source, const Request& request, const std::vector<Key>& keys) {
    source.plan = make_plan(request, *source.plan.importer, keys, source.table.format().columns, open_ended(source.table));
    source.plan.epoch = sniff_epoch(source);
}

void check_columns(const Request& request, const std::vector<Source>& sources) {
    if (std::any_of(sources.begin(), sources.end(), [](const Source& source) { return open_ended(source.table); })) return;
    std::vector<std::string_view> names;
    for (const auto& source : sources)
        names.insert(names.end(), source.table.format().columns.begin(), source.table.format().columns.end());
    const auto check = [&](const std::string& column, const std::string& option) {
        if (names.empty() || std::any_of(names.begin(), names.end(), [&](auto name) { return same_column(name, column); })) return;
        throw Failure(Status::usage, "no input has a column '" + printable(column) + "' for " + option, did_you_mean(column, names));
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
