// reading.cpp -- the events of all inputs one after the other.
// SPDX-License-Identifier: MIT
#include "import/reading.hpp"

#include <algorithm>
#include <set>

#include "import/overlap.hpp"
#include "import/recognise.hpp"

namespace engage {
namespace {

void enter(Batch& batch, Interner& ids, Ledger& ledger) {
    mark_duplicates(batch, ids);
    enter_rows(batch, ledger);
}

/// The rows of an input that no importer knows.
void count_rows(Source& source, Ledger& ledger, const std::function<void(const Problem&)>& on_problem) {
    read::RowReader reader(source.table.format(), {0, [](std::string_view) { return read::Place{}; }, true,
                                                   [](std::string_view) { return false; }});
    std::uint64_t line = source.table.first_line();
    read::Chunk chunk;
    Rows rows;
    while (source.next(chunk)) {
        reader.read(chunk, rows);
        ledger.ignore(Ignored::not_recognised, rows.size());
        ledger.ignore(Ignored::comment, rows.comments);
        for (const auto& bad : rows.bad) {
            ledger.refuse(bad.reason);
            if (on_problem) on_problem({source.name, line + bad.line, bad.reason, bad.what, {}});
        }
        line += rows.line_count;
    }
}

/// The spans of time between the first of the periods and the last that are in none.
std::vector<Decoding::Gap> gaps_between(std::vector<Period> periods) {
    std::sort(periods.begin(), periods.end(), [](const Period& a, const Period& b) { return a.start < b.start; });
    std::vector<Decoding::Gap> gaps;
    Instant end = periods.empty() ? 0 : periods.front().end;
    for (const Period& period : periods) {
        if (period.start > end) gaps.push_back({end, period.start});
        end = std::max(end, period.end);
    }
    return gaps;
}

} // namespace

std::vector<Source> open_sources(const Request& request, bool keep_unknown) {
    if (!request.importer.empty()) importer_named(request, request.importer);
    std::vector<Source> sources;
    for (const auto& name : request.inputs)
        for (auto& source : open_source(request, name)) sources.push_back(std::move(source));
    recognise(sources, request, keep_unknown);
    check_columns(request, sources);
    settle_overlaps(sources, request);
    std::map<const Importer*, std::uint32_t> numbers;
    for (auto& source : sources)
        source.importer_number =
            numbers.emplace(source.plan.importer, static_cast<std::uint32_t>(numbers.size())).first->second;
    return sources;
}

std::vector<Key> other_columns(const Request& request, const std::vector<Source>& sources) {
    constexpr std::uint16_t all_families = (1u << family_count) - 1;
    std::vector<Key> keys;
    std::set<std::string> known;
    for (const auto& source : sources) {
        const auto& importer = *source.plan.importer;
        const auto& columns = source.table.format().columns;
        const Plan plan = importer.is_plain()
                              ? make_plan(request, importer, {}, columns, false)
                              : plan_of(make_translation(request, importer, {}, {}, {}, columns, false), {}, columns);
        for (const auto& column : source.table.format().columns) {
            const bool is_field = std::any_of(plan.fields.begin(), plan.fields.end(),
                                              [&](const Origin& o) { return o.column == column; });
            if (!is_field && !column.empty() && known.insert(column_key(column)).second)
                keys.push_back({column, all_families});
        }
    }
    return keys;
}

Decoding make_decoding(const Request& request, const std::vector<Period>& periods, std::vector<Key> keys) {
    Decoding decoding;
    decoding.keys = std::move(keys);
    decoding.period_asked = request.from || request.to;
    decoding.time_needed = decoding.period_asked || request.every != Every::none;
    decoding.start = INT64_MAX;
    decoding.end = INT64_MIN;
    for (const Period& period : periods) {
        decoding.start = std::min(decoding.start, period.start);
        decoding.end = std::max(decoding.end, period.end);
    }
    decoding.gaps = gaps_between(periods);
    decoding.periods = periods;
    for (const auto& [key, value] : request.where) {
        const auto at = std::find_if(decoding.keys.begin(), decoding.keys.end(),
                                     [&, &name = key](const Key& known) { return same_column(known.name, name); });
        decoding.conditions.push_back({static_cast<std::size_t>(at - decoding.keys.begin()),
                                       same_column(key, "currency") ? raised(value) : value});
    }
    return decoding;
}

std::vector<Ledger> read_events(const Request& request, std::vector<Source>& sources, const Decoding& decoding,
                                Labels& labels, const std::function<void(const Problem&)>& on_problem,
                                const std::function<void(const Batch&)>& on_batch) {
    std::vector<Ledger> ledgers;
    LabelCache cache(labels);
    Interner ids;
    read::Chunk chunk;
    Rows rows;
    Batch batch;
    for (std::size_t input = 0; input < sources.size(); ++input) {
        Source& source = sources[input];
        Ledger& ledger = ledgers.emplace_back();
        if (!source.known) {
            count_rows(source, ledger, on_problem);
            continue;
        }
        settle_plan(source, request, decoding);
        SourceRows reader(source);
        Decoder decoder(decoding, source.plan, Zone(local_zone(source, request)), cache);
        std::uint64_t line = source.table.first_line();
        while (source.next(chunk)) {
            reader.read(chunk, rows);
            batch.input = input;
            batch.importer = source.importer_number;
            decoder.decode(rows, batch);
            for (const auto& refusal : batch.refusals)
                if (on_problem)
                    on_problem({source.name, line + refusal.line, refusal.reason, refusal.what, refusal.advice});
            line += batch.line_count;
            enter(batch, ids, ledger);
            ledger.add(batch.ledger);
            on_batch(batch);
        }
    }
    return ledgers;
}

Account account_of(const Source& source, const Ledger& ledger) {
    Account account{source.name, source.plan.importer->name,        ledger.counted, ledger.counted,   {},
                    {},          source.table.decoder().replaced(), source.title,   source.is_further};
    for (std::size_t why = 0; why < ignored_names.size(); ++why)
        if (ledger.ignored[why] > 0) account.ignored.emplace(ignored_names[why], ledger.ignored[why]);
    for (const auto& [reason, count] : ledger.skipped) account.ignored[reason] += count;
    const auto& format = source.table.format();
    const auto ignore = [&](const char* reason, std::uint64_t count) {
        if (count > 0) account.ignored[reason] += count;
    };
    for (std::size_t table = 0; table < format.tables.size(); ++table) {
        const read::TableSeen& seen = format.tables[table];
        const bool is_read = table == format.table;
        if (seen.apart) continue;
        ignore(is_read ? "totals_row" : "other_table",
               is_read ? seen.totals_above.records + seen.totals_below.records : seen.all().records);
    }
    ignore("footer", format.lines_below);
    for (const auto& [reason, count] : ledger.refused) account.refused.emplace(reason, count);
    for (const auto& [reason, count] : account.ignored) account.read += count;
    for (const auto& [reason, count] : account.refused) account.read += count;
    return account;
}

} // namespace engage
