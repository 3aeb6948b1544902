// source.cpp -- one input, opened and understood.
// SPDX-License-Identifier: MIT
#include "import/source.hpp"

#include <algorithm>
#include <utility>

#include "import/conventions.hpp"
#include "import/facts.hpp"
#include "import/nearest.hpp"
#include "read/open.hpp"

namespace engage {
namespace {

bool is_zone(const std::string& name) {
    try {
        Zone{name};
        return true;
    } catch (const Failure&) {
        return false;
    }
}

bool open_ended(const read::Table& table) { return table.format().kind != read::Kind::csv; }

/// What rows have beside the columns of the file: the fields and attributes that the importer makes.
void add_made(const Importer& importer, std::vector<std::string_view>& names) {
    if (importer.is_plain()) return;
    const auto add = [&](const std::vector<NamedSource>& made) {
        for (const auto& one : made) names.push_back(one.name);
    };
    add(importer.fields);
    for (const auto* rules : {&importer.events, &importer.also})
        for (const auto& rule : *rules) add(rule.fields);
    for (const auto& fact : importer.facts) names.insert(names.end(), fact.gives.begin(), fact.gives.end());
}

} // namespace

bool Source::next(read::Chunk& chunk) {
    if (ahead.empty()) return table.next(chunk);
    std::swap(chunk, ahead.front());
    ahead.pop_front();
    return true;
}

read::Columns Source::columns() const {
    if (translation) return translation->columns();
    return {plan.width, [this](std::string_view column) { return plan.place(column); }, false,
            [this](std::string_view column) { return plan.wants_inside(column); }};
}

std::vector<Source> open_source(const Request& request, const std::string& name) {
    read::Opened opened = read::open_tables(name, request.standard_input, request.reading);
    std::vector<Source> sources;
    for (auto& table : opened.tables) {
        std::string full_name = table.input().name();
        sources.emplace_back(std::move(full_name), std::move(table));
    }
    for (const auto& what : opened.left_out) sources.front().left_out.push_back(what + ", which is not read");
    return sources;
}

/// Where nothing but the lines above the table tells when, its rows stand for a span of days. What a period cuts in two
/// is not counted.
void settle_span(Source& source, const Request& request, const std::vector<Period>& periods,
                 const std::map<std::string, std::string>& facts) {
    const auto from = facts.find("time"), until = facts.find("until");
    if (from == facts.end() || until == facts.end() || source.translation->has_column(Field::time)) return;
    TimeReader reader{Zone(local_zone(source, request)), source.plan.time};
    const auto begin = reader.read(from->second), end = reader.read(until->second);
    if (!begin || !end || *end < *begin) return;
    source.until = *end;
    const auto is_cut = [&](const Period& period) {
        const bool is_within = *begin >= period.start && *end < period.end;
        return !is_within && !(*end < period.start || *begin >= period.end);
    };
    Zone zone(request.time_zone);
    const Day last = unit_around(zone.day_of(*begin), request.every, request.week_start).second;
    const bool in_units = request.every == Every::none || zone.day_of(*end) <= last;
    if (!in_units || std::any_of(periods.begin(), periods.end(), is_cut))
        source.translation->skip_all = "period_overlaps";
}

void settle_plan(Source& source, const Request& request, const Decoding& decoding) {
    const std::vector<Key>& keys = decoding.keys;
    const Importer& importer = *source.plan.importer;
    const auto& columns = source.table.format().columns;
    const bool open = open_ended(source.table);
    const auto facts = facts_of(source);
    if (importer.is_plain()) {
        source.plan = make_plan(request, importer, keys, columns, open);
    } else {
        if (const auto zone = facts.find("time_zone"); zone != facts.end() && is_zone(zone->second))
            source.time_zone = zone->second;
        source.translation = make_translation(request, importer, facts, source.telling, keys, columns, open);
        source.plan = plan_of(*source.translation, keys, columns);
        settle_arithmetic(source, request);
    }
    settle_conventions(source, request);
    if (source.translation) settle_span(source, request, decoding.periods, facts);
}

Verbs words_told(const Source& source) {
    // Nothing is opened, or bounces, that was not sent: an export that could tell of it, but has no such row, leaves
    // it out.
    constexpr Verbs presupposed = verbs("message.sent message.delivered");
    return source.translation ? source.translation->words() & ~presupposed : all_verbs;
}

std::string local_zone(const Source& source, const Request& request) {
    if (!request.input_time_zone.empty()) return request.input_time_zone;
    if (!source.time_zone.empty()) return source.time_zone;
    return source.plan.importer->time_zone.empty() ? request.time_zone : source.plan.importer->time_zone;
}

SourceRows::SourceRows(const Source& source) : reader_(source.table.format(), source.columns()) {
    if (source.translation) translator_.emplace(*source.translation);
}

void SourceRows::read(read::Chunk& chunk, Rows& rows) {
    if (!translator_) {
        reader_.read(chunk, rows);
        return;
    }
    reader_.read(chunk, export_);
    translator_->translate(export_, rows);
}

void check_columns(const Request& request, const std::vector<Source>& sources) {
    if (std::any_of(sources.begin(), sources.end(), [](const Source& source) { return open_ended(source.table); }))
        return;
    using Names = std::vector<std::string_view>;
    Names columns;
    for (const auto& source : sources)
        columns.insert(columns.end(), source.table.format().columns.begin(), source.table.format().columns.end());
    Names keys = columns;
    for (const auto& source : sources) add_made(*source.plan.importer, keys);
    const auto check = [&](const Names& names, const std::string& column, const std::string& option) {
        if (columns.empty() ||
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
        check(keys, key, option);
    };
    for (const auto& [field, column] : request.maps) check(columns, column, "--map " + printable(field + "=" + column));
    for (const auto& by : request.by)
        if (!same_column(by, "visitor_type")) check_key(by, "--by " + printable(by));
    for (const auto& goal : request.goals)
        if (!goal.by.empty() && goal.by != goal.metric->only_by && !same_column(goal.by, "visitor_type"))
            check_key(goal.by, "--goal " + printable(goal.text));
    for (const auto& [key, value] : request.where) check_key(key, "--where " + printable(key + "=" + value));
}

} // namespace engage
