// json.cpp -- a report as JSON, schema engage.report/1.
// SPDX-License-Identifier: MIT
#include "report/json.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

#include <nlohmann/json.hpp>

#include "report/text.hpp"

namespace engage::report {
namespace {

using Json = nlohmann::ordered_json;

/// A number as it is where it is whole and 64 bits hold it, else the nearest double.
Json number(Quantity quantity) {
    const int128 whole = quantity.units / Quantity::one;
    using Limits = std::numeric_limits<std::int64_t>;
    const bool fits = whole >= Limits::min() && whole <= Limits::max();
    if (fits && Quantity::of(whole) == quantity) return static_cast<std::int64_t>(whole);
    return to_double(quantity);
}

/// JSON has neither NaN nor infinity.
Json number(double value) { return std::isfinite(value) ? Json(value + 0.0) : Json(nullptr); } // + 0.0 makes -0 a 0

/// An object whose keys come from data. It is filled without the search for an equal key that operator[] of an
/// ordered object makes, which would take a breakdown of a million pages hours.
class Keyed {
public:
    explicit Keyed(std::size_t size) { object().reserve(size); }
    void add(std::string_view key, Json value) { object().emplace_back(names_(key), std::move(value)); }
    Json take() { return std::move(json_); }

private:
    Json::object_t& object() { return json_.get_ref<Json::object_t&>(); }
    Json json_ = Json::object();
    UniqueNames names_;
};

Json of(const Interval& interval) {
    Json json;
    json["low"] = number(interval.low);
    json["high"] = number(interval.high);
    json["confidence"] = interval.confidence == std::floor(interval.confidence)
                             ? Json(static_cast<std::int64_t>(interval.confidence)) : number(interval.confidence);
    json["method"] = name_of(interval.method);
    return json;
}

/// A plain figure is its numerator, which as a count is a whole number.
Json value_of(const Figure& figure) {
    if (!figure.value) return nullptr;
    return figure.definition->denominator.empty() ? number(*figure.numerator) : number(*figure.value);
}

Json of(const Figure& figure) {
    Json json;
    json["value"] = value_of(figure);
    if (!figure.value) json["reason"] = valid_utf8(figure.reason);
    json["unit"] = name_of(figure.metric->unit_of(*figure.definition));
    json["definition"] = figure.definition->name;
    json["numerator"] = figure.numerator ? number(*figure.numerator) : Json();
    json["denominator"] = figure.denominator ? number(*figure.denominator) : Json();
    json["better"] = name_of(figure.metric->better);
    if (figure.interval) json["interval"] = of(*figure.interval);
    return json;
}

Json of(const Figures& figures) {
    Json tallies = Json::object(), metrics = Json::object();
    for (const auto& [tally, amount] : figures.tallies)
        tallies[std::string(tally->name)] = amount.reason.empty() ? number(amount.quantity) : Json(nullptr);
    for (const Figure& figure : figures.metrics) metrics[std::string(figure.metric->name)] = of(figure);
    Json json;
    json["tallies"] = std::move(tallies);
    json["metrics"] = std::move(metrics);
    return json;
}

Json of(const std::vector<Breakdown>& breakdowns) {
    Keyed all(breakdowns.size());
    for (const Breakdown& breakdown : breakdowns) {
        Keyed keys(breakdown.keys.size());
        for (const auto& [key, figures] : breakdown.keys) keys.add(key, of(figures));
        all.add(breakdown.by, keys.take());
    }
    return all.take();
}

Json of(const std::vector<Note>& notes) {
    Json json = Json::array();
    for (const Note& note : notes) {
        Json one;
        one["code"] = valid_utf8(note.code);
        one["text"] = valid_utf8(note.text);
        one["count"] = note.count;
        json.push_back(std::move(one));
    }
    return json;
}

Json of(const Section& section) {
    Json json = of(section.total);
    json["breakdowns"] = of(section.breakdowns);
    json["notes"] = of(section.notes);
    return json;
}

Json of(const Period& period) {
    if (period.empty) return nullptr;
    Json json;
    json["from"] = to_text(period.from);
    json["to"] = to_text(period.to);
    json["time_zone"] = period.time_zone;
    json["week_start"] = name_of(period.week_start);
    return json;
}

Json of(const std::map<std::string, std::uint64_t>& reasons) {
    Json json = Json::object();
    for (const auto& [reason, count] : reasons) json[reason] = count;
    return json;
}

Json of(const Account& account) {
    Json rows;
    rows["read"] = account.read;
    rows["counted"] = account.counted;
    rows["ignored"] = of(account.ignored);
    rows["refused"] = of(account.refused);
    Json json;
    json["name"] = valid_utf8(account.name);
    json["importer"] = valid_utf8(account.importer);
    json["rows"] = std::move(rows);
    return json;
}

/// Texts were made valid UTF-8 before; the handler is there so that a forgotten one cannot end the run.
std::string text_of(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

} // namespace

std::string to_json(const Report& report) {
    Json json;
    json["schema"] = "engage.report/1";
    json["tool"]["name"] = "engage";
    json["tool"]["version"] = ENGAGE_VERSION;
    json["period"] = of(report.period);
    json["inputs"] = Json::array();
    for (const Account& input : report.inputs) json["inputs"].push_back(of(input));
    Keyed channels(report.channels.size());
    for (const Section& section : report.channels) channels.add(section.channel, of(section));
    json["channels"] = channels.take();
    json["customers"] = of(report.customers.value_or(Section{})); // the same shape where no customer is known
    json["notes"] = of(report.notes);
    return text_of(json);
}

std::string to_json(const Figure& figure) { return text_of(of(figure)); }

} // namespace engage::report
