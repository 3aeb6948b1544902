// recognise.cpp -- which importer knows an input, and why.
// SPDX-License-Identifier: MIT
#include "import/recognise.hpp"

#include <algorithm>
#include <set>

#include "import/letter_case.hpp"
#include "import/nearest.hpp"
#include "import/parts.hpp"
#include "import/pattern.hpp"
#include "import/unknown.hpp"

namespace engage {
namespace {

void add_candidates(const Look& look, std::size_t table, const Request& request, std::vector<Candidate>& candidates) {
    each_fingerprint(request, [&](const std::string& name, const Fingerprint& print) {
        std::string why;
        const std::size_t fit = look.fit(print, why);
        if (fit == 0) return;
        const auto known = std::find_if(candidates.begin(), candidates.end(), [&](const Candidate& other) {
            return other.importer == name && other.table == table;
        });
        if (known == candidates.end()) candidates.push_back({name, why, fit, table, {}});
        else if (known->fit < fit) *known = {name, why, fit, table, {}};
    });
}

/// Whether all columns have names that a plain table of events may have. No fingerprint is made of such names alone, so
/// that the many small files of events need not wait for all to be read.
bool has_plain_columns(const Source& source, const Request& request) {
    static const std::set<std::string> plain = [&] {
        std::set<std::string> names;
        for (const auto& field : fields)
            for (const auto& name : columns_of(importer_named(request, std::string(plain_importer)), field.name))
                names.insert(column_key(name));
        return names;
    }();
    const auto& columns = source.table.format().columns;
    return std::all_of(columns.begin(), columns.end(),
                       [&](const auto& name) { return plain.contains(column_key(name)); });
}

/// The importers that know a table of the input, those that ask for most first; of equals, those of the main table.
std::vector<Candidate> candidates_for(Source& source, const Request& request) {
    std::vector<Candidate> candidates;
    const auto& format = source.table.format();
    if (request.importers.empty() && format.tables.size() < 2 && has_plain_columns(source, request)) return {};
    const std::size_t main = format.table;
    add_candidates(Look(source), main, request, candidates);
    if (format.tables.size() > 1 && request.reading.table == 0) {
        for (std::size_t table = 0; table < format.tables.size(); ++table) {
            if (table == main) continue;
            source.table.choose(table);
            add_candidates(Look(source), table, request, candidates);
        }
        source.table.choose(main);
    }
    if (!format.pairs.all.empty() && format.seen_to_the_end && request.reading.table == 0)
        add_candidates(Look(source, true), pairs_table, request, candidates);
    std::stable_sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) { return a.fit > b.fit; });
    return candidates;
}

bool has_column(const Source& source, std::string_view name) {
    const auto& columns = source.table.format().columns;
    return std::any_of(columns.begin(), columns.end(), [&](const auto& column) { return same_column(column, name); });
}

/// Why rows of the chosen table may be events as they stand; empty where they may not.
std::string reason_to_know(const Source& source, const Request& request, const Importer& importer) {
    for (const auto& [field, column] : request.maps)
        if (same_column(field, "event") && has_column(source, column))
            return "the event is in column '" + column + "', as mapped";
    for (const auto& [field, value] : request.sets)
        if (same_column(field, "event")) return "the event is set to " + value;
    for (const auto& name : columns_of(importer, "event"))
        if (has_column(source, name)) return "a column '" + name + "' holds the event";
    return {};
}

/// Likewise of any table, which is then chosen.
std::string reason_in_any_table(Source& source, const Request& request, const Importer& importer) {
    std::string reason = reason_to_know(source, request, importer);
    const auto& format = source.table.format();
    if (!reason.empty() || request.reading.table != 0) return reason;
    const std::size_t main = format.table;
    for (std::size_t table = 0; reason.empty() && table < format.tables.size(); ++table) {
        source.table.choose(table);
        reason = reason_to_know(source, request, importer);
    }
    if (reason.empty() && !format.tables.empty()) source.table.choose(main);
    return reason;
}

bool event_is_given(const Request& request) {
    return given(request.maps, "event") != nullptr || given(request.sets, "event") != nullptr;
}

/// Returns the parts that are read apart from the source.
std::vector<Source> use(Source& source, const Request& request, const std::vector<Candidate>& tables) {
    std::vector<Source> parts = take_parts(source, tables);
    for (std::size_t i = 0; i < tables.size(); ++i) {
        Source& part = i < parts.size() ? parts[i] : source;
        part.plan.importer = &importer_named(request, tables[i].importer);
        part.recognised = tables[i].why;
    }
    source.table.reshape(source.plan.importer->shape);
    const auto& format = source.table.format();
    if (tables.back().table == pairs_table) source.table.choose_pairs();
    else if (format.tables.size() > 1 && tables.back().table != format.table) source.table.choose(tables.back().table);
    return parts;
}

std::vector<Source> use_asked_for(Source& source, const Request& request) {
    const Importer& importer = importer_named(request, request.importer);
    std::vector<Candidate> candidates = candidates_for(source, request);
    std::erase_if(candidates, [&](const Candidate& candidate) { return candidate.importer != importer.name; });
    for (auto& candidate : candidates) candidate.why = "asked for with --as";
    if (!candidates.empty()) return use(source, request, tables_to_read(source, request, candidates));
    use(source, request, {{importer.name, "asked for with --as", 0, source.table.format().table, {}}});
    if (importer.recognise.empty()) reason_in_any_table(source, request, importer);
    return {};
}

/// That of two importers of one system that each read every table they know, another is nearer to another table, is no
/// doubt.
void refuse_doubt(const Source& source, const Request& request, const std::vector<Candidate>& candidates) {
    const Candidate& best = candidates.front();
    const Importer& importer = importer_named(request, best.importer);
    for (const Candidate& other : candidates) {
        if (other.fit < best.fit) return;
        const Importer& of_other = importer_named(request, other.importer);
        const bool beside = importer.every_table && of_other.every_table && importer.system == of_other.system &&
                            other.table != best.table;
        if (&of_other != &importer && !beside) refuse_ambiguous(source, best, other);
    }
}

/// Whether an importer knows the source. What is read apart from it goes to `parts`.
bool find_importer_of(Source& source, const Request& request, std::vector<Source>& parts) {
    if (!request.importer.empty()) return parts = use_asked_for(source, request), true;
    const auto candidates = event_is_given(request) ? std::vector<Candidate>{} : candidates_for(source, request);
    if (!candidates.empty()) {
        refuse_doubt(source, request, candidates);
        const auto tables = tables_to_read(source, request, candidates);
        for (const auto& candidate : candidates) {
            const auto is_it = [&](const Candidate& known) { return known.importer == candidate.importer; };
            if (std::any_of(tables.begin(), tables.end(), is_it) || candidate.fit == candidates.front().fit) continue;
            auto& also = source.also_like;
            if (std::find(also.begin(), also.end(), candidate.importer) == also.end())
                also.push_back(candidate.importer);
        }
        parts = use(source, request, tables);
        return true;
    }
    const Importer& plain = importer_named(request, std::string(plain_importer));
    source.plan.importer = &plain;
    source.recognised = reason_in_any_table(source, request, plain);
    return !source.recognised.empty() || source.table.format().columns.empty();
}

} // namespace

Look::Look(const Source& source, bool pairs)
    : name_(lowered(source.name.substr(source.name.find_last_of("/:") + 1))),
      above_(lowered(source.table.format().above)), pairs_(pairs) {
    const auto add = [&](const std::string& column) {
        columns_.emplace(column_key(column), column);
        written_.emplace_back(lowered(column));
    };
    const auto& format = source.table.format();
    if (pairs)
        for (const auto& pair : format.pairs.all) add(pair.name);
    else
        for (const auto& column : format.columns) add(column);
}

const std::string* Look::find(const std::string& name) const {
    if (name.find('*') != name.npos) {
        const auto at = std::find_if(written_.begin(), written_.end(),
                                     [&](const auto& written) { return matches(written, lowered(name)); });
        return at == written_.end() ? nullptr : &*at;
    }
    const auto at = columns_.find(column_key(name));
    return at == columns_.end() ? nullptr : &at->second;
}

std::size_t Look::fit(const Fingerprint& print, std::string& why) const {
    if (print.pairs != pairs_) return 0;
    const auto known = [&](const std::string& name) { return find(name) != nullptr; };
    std::string columns;
    for (const auto& names : print.columns) {
        const auto at = std::find_if(names.begin(), names.end(), known);
        if (at == names.end()) return 0;
        columns += (columns.empty() ? "" : ", ") + ("'" + *find(*at) + "'");
    }
    if (std::any_of(print.without.begin(), print.without.end(), known)) return 0;
    if (!print.file_name.empty() && !matches(name_, lowered(print.file_name))) return 0;
    if (!print.above.empty() && above_.find(lowered(print.above)) == above_.npos) return 0;
    why = (pairs_ ? "by the lines " : print.columns.size() == 1 ? "by the column " : "by the columns ") + columns;
    if (!print.file_name.empty()) why += " and the file's name";
    if (!print.above.empty()) why += " and the text above";
    return print.columns.size() + !print.file_name.empty() + !print.above.empty();
}

void each_fingerprint(const Request& request, const UseFingerprint& use) {
    if (!request.importer.empty()) {
        const Importer& asked = importer_named(request, request.importer);
        for (const auto& print : asked.recognise) use(asked.name, print);
        return;
    }
    for (const auto& importer : request.importers)
        for (const auto& print : importer->recognise) use(importer->name, print);
    const auto names = importer_names();
    const auto prints = fingerprints();
    const auto is_own = [&](const std::string& name) {
        return std::any_of(request.importers.begin(), request.importers.end(),
                           [&](const auto& importer) { return importer->name == name; });
    };
    for (std::size_t i = 0; i < names.size(); ++i)
        if (!is_own(names[i]))
            for (const auto& print : prints[i]) use(names[i], print);
}

const Importer& importer_named(const Request& request, const std::string& name) {
    for (const auto& importer : request.importers)
        if (importer->name == name) return *importer;
    if (const auto* importer = find_importer(name)) return *importer;
    std::vector<std::string_view> names(importer_names().begin(), importer_names().end());
    for (const auto& importer : request.importers) names.push_back(importer->name);
    throw Failure(Status::usage, "there is no importer '" + printable(name) + "'", did_you_mean(name, names));
}

void recognise(std::vector<Source>& sources, const Request& request, bool keep_unknown) {
    std::vector<Source> known;
    for (auto& source : sources) {
        const bool of_archive = source.table.input().member() >= 0;
        std::vector<Source> parts;
        source.known = find_importer_of(source, request, parts);
        std::move(parts.begin(), parts.end(), std::back_inserter(known));
        if (source.known || keep_unknown) {
            known.push_back(std::move(source));
        } else if (of_archive && !known.empty() && known.back().table.input().file() == source.table.input().file()) {
            known.back().left_out.push_back(source.name + " is not read: " + std::string(unknown_event));
        } else {
            throw Failure(Status::data, problem_of_unknown(source, request));
        }
    }
    sources = std::move(known);
}

} // namespace engage
