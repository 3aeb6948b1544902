// unknown.cpp -- what to tell the owner of an input that no importer knows.
// SPDX-License-Identifier: MIT
#include "import/unknown.hpp"

#include <algorithm>

#include "import/recognise.hpp"

namespace engage {
namespace {

constexpr std::size_t shown_columns = 8;

std::string quoted(std::string_view name) { return "'" + printable(name) + "'"; }

std::string seen(const Source& source) {
    const auto& columns = source.table.format().columns;
    if (columns.empty()) return std::string(unknown_event);
    std::string text = "no importer knows its columns ";
    const std::size_t shown = std::min(columns.size(), shown_columns);
    for (std::size_t i = 0; i < shown; ++i) text += (i > 0 ? ", " : "") + quoted(columns[i]);
    if (shown < columns.size()) text += " and " + std::to_string(columns.size() - shown) + " more";
    return text;
}

/// The importer of whose fingerprint the most is there, if it is half, and a column it misses.
std::string nearest_importer(const Source& source, const Request& request) {
    std::string nearest, missing;
    std::size_t best = 0;
    const Look look(source);
    each_fingerprint(request, [&](const std::string& name, const Fingerprint& print) {
        const auto is_there = [&](const auto& names) {
            return std::any_of(names.begin(), names.end(), [&](const auto& one) { return look.find(one) != nullptr; });
        };
        const auto there =
            static_cast<std::size_t>(std::count_if(print.columns.begin(), print.columns.end(), is_there));
        if (there <= best || there * 2 < print.columns.size()) return;
        const auto lacks = std::find_if_not(print.columns.begin(), print.columns.end(), is_there);
        best = there;
        nearest = name;
        missing = lacks == print.columns.end() ? "" : lacks->front();
    });
    if (nearest.empty()) return {};
    return "nearest is " + nearest + (missing.empty() ? "" : ", which has " + quoted(missing)) + "; ";
}

/// Flags for the columns whose names hold one that a field is known by.
std::string flags(const Source& source, const Importer& plain) {
    std::string text = "--set event=FAMILY.VERB gives one event to all rows, --map event=COLUMN names its column";
    for (const Field field : {Field::time, Field::customer, Field::value, Field::score, Field::campaign}) {
        const auto names = columns_of(plain, fields[index_of(field)].name);
        const auto& columns = source.table.format().columns;
        const auto is_known = [&](const std::string& column) {
            return std::any_of(names.begin(), names.end(), [&](const auto& name) { return same_column(name, column); });
        };
        const auto is_near = [&](const std::string& column) {
            constexpr std::size_t telling = 4;
            const std::string key = column_key(column);
            return std::any_of(names.begin(), names.end(), [&](const auto& name) {
                const std::string part = column_key(name);
                return part.size() >= telling && key.ends_with(part);
            });
        };
        if (std::any_of(columns.begin(), columns.end(), is_known)) continue; // found without a flag
        const auto near = std::find_if(columns.begin(), columns.end(), is_near);
        if (near != columns.end())
            text += (text.find(';') == text.npos ? "; to begin with: --map " : " --map ") +
                    std::string(fields[index_of(field)].name) + "=" + quoted(*near);
    }
    return text;
}

} // namespace

Problem problem_of_unknown(const Source& source, const Request& request) {
    return {source.name,
            0,
            {},
            seen(source),
            nearest_importer(source, request) + flags(source, importer_named(request, std::string(plain_importer)))};
}

} // namespace engage
