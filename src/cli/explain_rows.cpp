// explain_rows.cpp -- engage explain METRIC FILE --rows: the events behind a side of a figure, as canonical CSV.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "cli/question.hpp"
#include "engage/problem.hpp"
#include "import/reading.hpp"
#include "measure/behind.hpp"
#include "measure/concerns.hpp"
#include "measure/quotients.hpp"
#include "measure/unreached.hpp"
#include "report/events.hpp"
#include "report/question.hpp"
#include "report/text.hpp"

namespace engage::cli {
namespace {

constexpr std::uint16_t all_families = (1u << family_count) - 1;

/// The events behind the side in one section.
struct Behind {
    const Section* section = nullptr;
    measure::EventsBehind events;
    std::uint64_t count = 0;
};

const Sum& side_of(const Question& question, const Metric& metric) {
    const Definition& definition = measure::definition_for(question.options.request, metric);
    if (question.rows == "denominator" && definition.denominator.empty())
        throw Failure(Status::usage, std::string(metric.name) + " is a plain figure, and divides by nothing",
                      "write --rows numerator");
    return question.rows == "numerator" ? definition.numerator : definition.denominator;
}

std::vector<Behind> behind(const Report& report, const Sum& side) {
    Zone zone(report.period.time_zone);
    const auto active_from = [&](int days) {
        return report.period.empty ? INT64_MIN : zone.start_of(report.period.to + 1 - days);
    };
    std::vector<Behind> all;
    for (const Section& section : report.channels)
        all.push_back({&section, measure::EventsBehind(side, section, active_from), 0});
    if (report.customers)
        all.push_back({&*report.customers, measure::EventsBehind(side, *report.customers, active_from), 0});
    return all;
}

/// The keys of the batches: those that are printed, with the attributes of the rules among them, then those that are
/// only looked at. Says how many are printed.
std::size_t settle_keys(std::vector<Key>& keys, const Request& request, std::vector<Behind>& all) {
    keys.insert(keys.begin(), {"page", all_families});
    for (Behind& behind : all) {
        std::vector<std::size_t> places;
        for (const auto& attribute : behind.events.attributes()) {
            const auto is_same = [&](const Key& key) { return same_column(key.name, attribute); };
            const auto at = std::find_if(keys.begin(), keys.end(), is_same);
            places.push_back(static_cast<std::size_t>(at - keys.begin()));
            if (at == keys.end()) keys.push_back({attribute, all_families});
        }
        behind.events.place_attributes(places);
    }
    const std::size_t printed = keys.size();
    for (const auto& [key, value] : request.where) keys.push_back({key, 0});
    return printed;
}

/// Counts the event wherever it is behind the side.
bool count(std::vector<Behind>& all, const Batch& batch, const Event& event, const Labels& labels) {
    bool any = false;
    for (Behind& behind : all)
        if (behind.events.holds(batch, event, labels)) ++behind.count, any = true;
    return any;
}

void tell(const std::vector<Behind>& all, const Sum& side, Session& session) {
    for (const Behind& behind : all)
        session.err << fmt::format("engage: {}: {}; {}\n", printable(behind.section->channel),
                                   report::counted(behind.count, "event"), report::in_words(*behind.section, side));
    if (all.empty()) session.err << "engage: the input has nothing of what was asked for\n";
}

using Wanted = std::function<bool(const Batch&, const Event&, const Labels&)>;

/// Prints the events in the period that are wanted, with the first `printed` of the keys.
void write_events(const Question& question, std::vector<Source>& sources, std::vector<Key> keys, std::size_t printed,
                  Labels& labels, Session& session, const Wanted& wanted) {
    const Request& request = question.options.request;
    std::vector<std::string> names;
    for (std::size_t key = 0; key < printed; ++key) names.push_back(keys[key].name);
    Zone zone(request.time_zone);
    const Decoding decoding = make_decoding(request, {asked_period(request, zone)}, std::move(keys));
    const report::EventWriter writer(std::move(names), false);
    Output output(question.options.output, session.out);
    output.write(writer.header());
    read_events(request, sources, decoding, labels, {}, [&](const Batch& batch) {
        for (const Event& event : batch.events)
            if (!event.duplicate && event.when == When::inside && wanted(batch, event, labels))
                output.write(writer.line(batch, event, labels));
    });
    output.commit();
}

/// Whatever happened, before the period too, and whatever the conditions, may have reached a recipient.
measure::Unreached look_at_all(Request request, Labels& labels) {
    request.from.reset();
    request.to.reset();
    request.where.clear();
    Zone zone(request.time_zone);
    measure::Unreached unreached;
    auto sources = open_sources(request);
    const Decoding decoding = make_decoding(request, {asked_period(request, zone)}, {});
    read_events(request, sources, decoding, labels, {}, [&](const Batch& batch) {
        for (const Event& event : batch.events) unreached.note(batch, event);
    });
    return unreached;
}

/// The event words that the metric is made of, by any of its definitions.
Verbs words_behind(const Metric& metric) {
    Verbs words = 0;
    for (const Definition& definition : metric.all())
        for (const std::size_t tally : measure::tallies_behind(definition)) words |= tallies()[tally].rule.events;
    return words;
}

} // namespace

void print_rows(const Question& question, const Asked& asked, const Report& report, Session& session) {
    const Sum& side = side_of(question, *asked.metric);
    std::vector<Behind> all = behind(report, side);
    auto sources = open_sources(question.options.request);
    std::vector<Key> keys = other_columns(question.options.request, sources);
    const std::size_t printed = settle_keys(keys, question.options.request, all);
    Labels labels;
    write_events(
        question, sources, std::move(keys), printed, labels, session,
        [&](const Batch& batch, const Event& event, const Labels& known) { return count(all, batch, event, known); });
    if (!question.options.quiet) tell(all, side, session);
}

void print_findings(const Question& question, const Asked& asked, const Report& report, Session& session) {
    const Request& request = question.options.request;
    if (asked.metric->family != Family::message)
        throw Failure(Status::usage,
                      "--rows findings is about messages, and " + std::string(asked.metric->name) + " is not",
                      "write --rows numerator or denominator");
    const Verbs words = words_behind(*asked.metric);
    Labels labels;
    const measure::Unreached unreached = look_at_all(request, labels);
    auto sources = open_sources(request);
    std::vector<Key> keys = other_columns(request, sources);
    std::vector<Behind> none;
    const std::size_t printed = settle_keys(keys, request, none);
    std::map<std::string, std::uint64_t, std::less<>> counts;
    for (const Section& section : report.channels) counts[section.channel] = 0;
    write_events(question, sources, std::move(keys), printed, labels, session,
                 [&](const Batch& batch, const Event& event, const Labels& known) {
                     const auto channel = counts.find(known.text(event.channel));
                     if (channel == counts.end() || is_measured(event.verb) || !(bit(event.verb) & words)) return false;
                     const bool found = unreached.finds(batch, event);
                     channel->second += found;
                     return found;
                 });
    if (question.options.quiet) return;
    for (const auto& [channel, found] : counts)
        session.err << fmt::format("engage: {}: {} of recipients whom nothing was sent or delivered to before\n",
                                   printable(channel), report::counted(found, "event"));
}

} // namespace engage::cli
