// parts.cpp -- which tables of one input are read, and by which importer.
// SPDX-License-Identifier: MIT
#include "import/parts.hpp"

#include <algorithm>
#include <set>

#include "import/recognise.hpp"

namespace engage {
namespace {

/// For each table the candidate that knows it best, those that ask for most first.
std::vector<Candidate> best_of_each(const Source& source, const Request& request, const std::vector<Candidate>& all) {
    const std::string& system = importer_named(request, all.front().importer).system;
    std::vector<Candidate> best;
    for (const Candidate& candidate : all) {
        const Importer& importer = importer_named(request, candidate.importer);
        if (!importer.every_table || importer.system != system || candidate.table == pairs_table) continue;
        const auto known = std::find_if(best.begin(), best.end(),
                                        [&](const Candidate& other) { return other.table == candidate.table; });
        if (known == best.end()) best.push_back(candidate);
        else if (known->fit == candidate.fit) refuse_ambiguous(source, *known, candidate);
    }
    return best;
}

std::set<std::string> amounts_of(const Source& source, const Request& request, const Candidate& candidate) {
    const Importer& importer = importer_named(request, candidate.importer);
    const auto& columns = source.table.format().tables[candidate.table].columns;
    return make_translation(request, importer, {}, {}, {}, columns, false).amounts();
}

std::string title_of(const read::Format& format, std::size_t table) {
    const std::string& title = format.tables[table].title;
    return title.empty() ? "table " + std::to_string(table + 1) : title;
}

} // namespace

void refuse_ambiguous(const Source& source, const Candidate& one, const Candidate& other) {
    throw Failure(Status::data, Problem{source.name,
                                        0,
                                        {},
                                        "may be an export of " + one.importer + " (" + one.why + ") or of " +
                                            other.importer + " (" + other.why + ")",
                                        "--as " + one.importer + " or --as " + other.importer + " says which"});
}

std::vector<Candidate> tables_to_read(Source& source, const Request& request,
                                      const std::vector<Candidate>& candidates) {
    const auto& format = source.table.format();
    const bool every = importer_named(request, candidates.front().importer).every_table;
    if (!every || candidates.front().table == pairs_table || format.tables.size() < 2 || request.reading.table != 0)
        return {candidates.front()};
    std::map<std::string, std::set<std::string>> told; // by importer
    std::vector<Candidate> tables;
    for (Candidate& candidate : best_of_each(source, request, candidates)) {
        auto& before = told[candidate.importer];
        bool is_new = false;
        for (const auto& amount : amounts_of(source, request, candidate)) {
            if (before.insert(amount).second) is_new = true;
            else candidate.telling[amount] = Told::elsewhere;
        }
        if (is_new) tables.push_back(std::move(candidate));
    }
    if (tables.empty()) return {candidates.front()}; // its rows are events
    std::sort(tables.begin(), tables.end(), [](const auto& a, const auto& b) { return a.table < b.table; });
    return tables;
}

std::vector<Source> take_parts(Source& source, const std::vector<Candidate>& tables) {
    std::vector<Source> parts;
    for (const Candidate& one : tables) {
        const bool last = &one == &tables.back();
        if (!last) parts.emplace_back(source.name, source.table.part(one.table));
        Source& part = last ? source : parts.back();
        part.telling = one.telling;
        if (tables.size() > 1) part.title = title_of(source.table.format(), one.table);
        part.is_further = !parts.empty() && &part != &parts.front();
    }
    return parts;
}

} // namespace engage
