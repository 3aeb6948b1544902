// json.cpp -- a report as JSON, schema engage.report/1.
// SPDX-License-Identifier: MIT
#include "report/json.hpp"

#include <cmath>
#include <cstdint>
#include <limits>

#include "engage/change.hpp"
#include "report/question.hpp"
#include "report/text.hpp"

namespace engage::report {
namespace {

/// A number as it is where it is whole and 64 bits hold it, else the nearest double.
void write(JsonWriter& json, Quantity quantity) {
    const int128 whole = quantity.units / Quantity::one;
    using Limits = std::numeric_limits<std::int64_t>;
    const bool fits = whole >= Limits::min() && whole <= Limits::max();
    if (fits && Quantity::of(whole) == quantity) json.value(static_cast<std::int64_t>(whole));
    else json.value(to_double(quantity));
}

void write(JsonWriter& json, const std::optional<Quantity>& quantity) {
    if (quantity) write(json, *quantity);
    else json.null();
}

void write(JsonWriter& json, const Interval& interval) {
    json.begin_object();
    json.key("low").value(interval.low);
    json.key("high").value(interval.high);
    json.key("confidence");
    if (interval.confidence == std::floor(interval.confidence))
        json.value(static_cast<std::int64_t>(interval.confidence));
    else json.value(interval.confidence);
    json.key("method").value(name_of(interval.method));
    if (interval.customers > 0) {
        json.key("standard_error").value(interval.standard_error);
        json.key("customers").value(static_cast<std::int64_t>(interval.customers));
    }
    json.end_object();
}

/// A plain figure is its numerator, which as a count is a whole number.
void write_value(JsonWriter& json, const Figure& figure) {
    if (!figure.value) json.null();
    else if (figure.definition->denominator.empty()) write(json, figure.numerator);
    else json.value(*figure.value);
}

/// As members of the object that is begun.
void write(JsonWriter& json, const Comparison& comparison);

void write(JsonWriter& json, const Figure& figure) {
    json.begin_object();
    write_value(json.key("value"), figure);
    if (!figure.value) json.key("reason").value(valid_utf8(figure.reason));
    json.key("unit").value(name_of(figure.metric->unit_of(*figure.definition)));
    json.key("definition").value(figure.definition->name);
    write(json.key("numerator"), figure.numerator);
    write(json.key("denominator"), figure.denominator);
    json.key("better").value(name_of(figure.metric->better));
    if (figure.interval) write(json.key("interval"), *figure.interval);
    if (figure.marks.any()) {
        json.key("marks").begin_array();
        if (figure.marks.low_n) json.value("low_n");
        if (figure.marks.wide) json.value("wide");
        json.end_array();
    }
    if (figure.comparison) write(json, *figure.comparison);
    json.end_object();
}

void write(JsonWriter& json, const Change& change) {
    json.begin_object();
    json.key("absolute").value(change.absolute);
    if (change.relative) json.key("relative_percent").value(*change.relative);
    if (change.interval) {
        json.key("low").value(change.interval->low);
        json.key("high").value(change.interval->high);
        json.key("method").value(name_of(change.interval->method));
    }
    if (change.p) {
        json.key("p").value(*change.p);
        json.key("test").value(name_of(change.test));
    }
    if (change.adjusted_p) json.key("adjusted_p").value(*change.adjusted_p);
    json.key("verdict").value(name_of(change.verdict));
    json.key("judgement").value(name_of(change.judgement()));
    json.end_object();
}

void write(JsonWriter& json, const Comparison& comparison) {
    const Figure& previous = comparison.previous;
    json.key("previous").begin_object();
    write_value(json.key("value"), previous);
    if (!previous.value) json.key("reason").value(valid_utf8(previous.reason));
    write(json.key("numerator"), previous.numerator);
    write(json.key("denominator"), previous.denominator);
    if (previous.interval) write(json.key("interval"), *previous.interval);
    json.end_object();
    if (comparison.change) write(json.key("change"), *comparison.change);
}

/// By metric, whose figures stand together, and definition.
void write_others(JsonWriter& json, const std::vector<Figure>& others) {
    json.begin_object();
    const Metric* metric = nullptr;
    for (const Figure& figure : others) {
        if (figure.metric != metric) {
            if (metric) json.end_object();
            metric = figure.metric;
            json.key(metric->name).begin_object();
        }
        write(json.key(figure.definition->name), figure);
    }
    json.end_object();
    json.end_object();
}

/// As members of the object that is begun.
void write(JsonWriter& json, const Figures& figures) {
    json.key("tallies").begin_object();
    for (const auto& [tally, amount] : figures.tallies)
        write(json.key(tally->name), amount.reason.empty() ? std::optional(amount.quantity) : std::nullopt);
    json.end_object();
    json.key("metrics").begin_object();
    for (const Figure& figure : figures.metrics) write(json.key(figure.metric->name), figure);
    json.end_object();
    if (!figures.others.empty()) write_others(json.key("other_definitions"), figures.others);
}

void write(JsonWriter& json, const std::vector<Breakdown>& breakdowns) {
    UniqueNames names;
    json.begin_object();
    for (const Breakdown& breakdown : breakdowns) {
        UniqueNames keys;
        json.key(names(breakdown.by)).begin_object();
        for (const auto& [key, figures] : breakdown.keys) {
            json.key(keys(key)).begin_object();
            write(json, figures);
            json.end_object();
        }
        json.end_object();
    }
    json.end_object();
}

void write(JsonWriter& json, const std::vector<Note>& notes) {
    json.begin_array();
    for (const Note& note : notes) {
        json.begin_object();
        json.key("code").value(valid_utf8(note.code));
        json.key("text").value(valid_utf8(note.text));
        json.key("count").value(note.count);
        json.end_object();
    }
    json.end_array();
}

void write(JsonWriter& json, const GoalOutcome& outcome, GoalOn on) {
    json.begin_object();
    json.key("goal").value(valid_utf8(outcome.goal.text));
    if (outcome.channel.empty()) json.key("channel").null();
    else json.key("channel").value(valid_utf8(outcome.channel));
    json.key("met").value(outcome.met);
    if (outcome.figure) write_value(json.key("value"), *outcome.figure);
    else json.key("value").null();
    if (!outcome.reason.empty()) json.key("reason").value(valid_utf8(outcome.reason));
    if (on == GoalOn::interval && outcome.figure && outcome.figure->interval)
        write(json.key("interval"), *outcome.figure->interval);
    json.end_object();
}

void write(JsonWriter& json, const Section& section) {
    json.begin_object();
    write(json, section.total);
    write(json.key("breakdowns"), section.breakdowns);
    write(json.key("notes"), section.notes);
    json.end_object();
}

void write(JsonWriter& json, const Period& period) {
    if (period.empty) return json.null();
    json.begin_object();
    json.key("from").value(to_text(period.from));
    json.key("to").value(to_text(period.to));
    json.key("time_zone").value(period.time_zone);
    json.key("week_start").value(name_of(period.week_start));
    if (!period.incomplete.empty()) json.key("incomplete").value(valid_utf8(period.incomplete));
    json.end_object();
}

void write(JsonWriter& json, const std::map<std::string, std::uint64_t>& reasons) {
    json.begin_object();
    for (const auto& [reason, count] : reasons) json.key(reason).value(count);
    json.end_object();
}

void write(JsonWriter& json, const Account& account) {
    json.begin_object();
    json.key("name").value(valid_utf8(account.name));
    if (!account.table.empty()) json.key("table").value(valid_utf8(account.table));
    json.key("importer").value(valid_utf8(account.importer));
    json.key("rows").begin_object();
    json.key("read").value(account.read);
    json.key("counted").value(account.counted);
    write(json.key("ignored"), account.ignored);
    write(json.key("refused"), account.refused);
    json.end_object();
    json.end_object();
}

/// As members of the object that is begun.
void write_sections(JsonWriter& json, const PeriodFigures& figures) {
    json.key("channels").begin_object();
    UniqueNames names;
    for (const Section& section : figures.channels) write(json.key(names(section.channel)), section);
    json.end_object();
    write(json.key("customers"), figures.customers.value_or(Section{})); // the same shape where no customer is known
    write(json.key("notes"), figures.notes);
}

void write_series(JsonWriter& json, const std::vector<PeriodFigures>& series) {
    json.begin_array();
    for (const PeriodFigures& unit : series) {
        json.begin_object();
        write(json.key("period"), unit.period);
        if (unit.compared) write(json.key("compared_with"), *unit.compared);
        write_sections(json, unit);
        json.end_object();
    }
    json.end_array();
}

void write_head(JsonWriter& json, std::string_view schema) {
    json.key("schema").value(schema);
    json.key("tool").begin_object();
    json.key("name").value("engage");
    json.key("version").value(ENGAGE_VERSION);
    json.end_object();
}

/// As members of the object that is begun.
void write_body(JsonWriter& json, const Report& report) {
    write(json.key("period"), report.period);
    if (report.compared) write(json.key("compared_with"), *report.compared);
    json.key("inputs").begin_array();
    for (const Account& input : report.inputs) write(json, input);
    json.end_array();
    write_sections(json, report);
    if (!report.goals.empty()) {
        json.key("goals").begin_array();
        for (const GoalOutcome& outcome : report.goals) write(json, outcome, report.goal_on);
        json.end_array();
    }
    if (!report.series.empty()) write_series(json.key("series"), report.series);
}

} // namespace

void write_json(const Report& report, const JsonWriter::Write& write_piece) {
    JsonWriter json(write_piece);
    json.begin_object();
    write_head(json, "engage.report/1");
    write_body(json, report);
    json.end_object();
    json.finish();
}

void write_explanation(const Report& report, const Metric& metric, const JsonWriter::Write& write_piece) {
    JsonWriter json(write_piece);
    json.begin_object();
    write_head(json, "engage.explain/1");
    write_meaning(json.key("metric"), metric);
    write_body(json, report);
    json.end_object();
    json.finish();
}

void write_json(const Figure& figure, const JsonWriter::Write& write_piece) {
    JsonWriter json(write_piece);
    write(json, figure);
    json.finish();
}

} // namespace engage::report
