// pairs.cpp -- names and their values side by side, line by line, as a table.
// SPDX-License-Identifier: MIT
#include "read/pairs.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace engage::read {

namespace {

constexpr std::size_t fewest = 3, most = 500;

bool is_pair(const Lines& lines, std::size_t i) {
    const Line& line = lines[i];
    const bool two = line.filled_to == 2 || (line.filled_to == 1 && line.width == 2);
    return two && line.sound && !lines.is_empty(i, 0);
}

std::string as_cell(std::string_view cell) {
    std::string text = "\"";
    for (const char c : cell) {
        if (c == '"') text += '"';
        text += c == '\n' || c == '\r' ? ' ' : c; // a row is one line
    }
    return text + '"';
}

/// The names that stand in several blocks.
std::set<std::string> repeated_names(const std::vector<Pair>& pairs) {
    std::map<std::string, std::size_t> block_of;
    std::set<std::string> repeated;
    for (const Pair& pair : pairs)
        if (block_of.emplace(pair.name, pair.block).first->second != pair.block) repeated.insert(pair.name);
    return repeated;
}

struct Row {
    std::uint64_t line = 0;
    std::map<std::string, std::string> values;
};

/// Whether a block from `at` on has a name that the row has already.
bool repeats(const std::vector<Pair>& pairs, std::size_t at, const Row& row) {
    for (std::size_t i = at; i < pairs.size() && pairs[i].block == pairs[at].block; ++i)
        if (row.values.contains(pairs[i].name)) return true;
    return false;
}

/// The first of them has what all have.
std::vector<Row> rows_of(const std::vector<Pair>& pairs) {
    const std::set<std::string> repeated = repeated_names(pairs);
    std::set<std::size_t> own; // blocks
    for (const Pair& pair : pairs)
        if (repeated.contains(pair.name)) own.insert(pair.block);
    std::vector<Row> rows{{pairs.front().line, {}}};
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const Pair& pair = pairs[i];
        const bool is_own = own.contains(pair.block), begins = i == 0 || pairs[i - 1].block != pair.block;
        if (is_own && begins && (rows.size() == 1 || repeats(pairs, i, rows.back()))) rows.push_back({pair.line, {}});
        (is_own ? rows.back() : rows.front()).values.emplace(pair.name, pair.value);
    }
    return rows;
}

} // namespace

Pairs find_pairs(std::string_view text, const Lines& lines) {
    Pairs pairs;
    std::size_t count = 0, block = 0;
    for (std::size_t i = 0; i < lines.size() && count <= most; ++i) count += is_pair(lines, i);
    if (count < fewest || count > most) return pairs;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].filled_to > 2) pairs.wider.push_back(lines[i].begin);
        if (!is_pair(lines, i)) {
            ++block;
            continue;
        }
        std::string name = lines.cell(text, i, 0);
        while (name.ends_with(':') || name.ends_with(' ')) name.pop_back();
        if (name.empty()) continue;
        pairs.all.push_back({name, lines.cell(text, i, 1), block, lines[i].begin, lines[i].number});
    }
    return pairs;
}

PairTable table_of(const std::vector<Pair>& pairs) {
    PairTable table;
    for (const Pair& pair : pairs)
        if (std::find(table.columns.begin(), table.columns.end(), pair.name) == table.columns.end())
            table.columns.push_back(pair.name);
    const std::vector<Row> rows = rows_of(pairs);
    const auto& common = rows.front().values;
    const std::size_t first = rows.size() > 1 ? 1 : 0;
    table.line = rows[first].line;
    std::uint64_t line = table.line;
    for (std::size_t i = first; i < rows.size(); ++i) {
        table.text.append(rows[i].line - line, '\n');
        line = rows[i].line + 1;
        for (const auto& name : table.columns) {
            const auto& own = rows[i].values;
            const auto at = own.contains(name) ? own.find(name) : common.find(name);
            const bool has = own.contains(name) || common.contains(name);
            table.text += (&name == &table.columns.front() ? "" : ",") + as_cell(has ? at->second : "");
        }
        table.text += '\n';
        ++table.rows;
    }
    return table;
}

std::vector<TableSeen> without_pairs(std::vector<TableSeen> tables, const Pairs& pairs) {
    std::vector<TableSeen> rest;
    for (TableSeen& table : tables) {
        const auto is_inside = [&](std::size_t byte) { return byte >= table.begin() && byte < table.all().end; };
        const bool any =
            std::any_of(pairs.all.begin(), pairs.all.end(), [&](const Pair& pair) { return is_inside(pair.begin); });
        if (any) {
            const auto wider = std::count_if(pairs.wider.begin(), pairs.wider.end(), is_inside);
            table.totals_above.records = table.totals_below.records = 0;
            table.body.records = static_cast<std::size_t>(std::max<std::ptrdiff_t>(wider - 1, 0)); // below a header
        }
        if (!any || table.body.records > 0) rest.push_back(std::move(table));
    }
    return rest;
}

} // namespace engage::read
