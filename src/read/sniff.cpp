// sniff.cpp -- the dialect that makes the best table of a sample.
// SPDX-License-Identifier: MIT
#include "read/sniff.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "read/cell_kind.hpp"
#include "read/records.hpp"
#include "read/scan.hpp"

namespace engage::read {

namespace {

struct Prior {
    char delimiter;
    double weight; ///< how much of a table's merit is believed
};
/// Colons and blanks are in times and names as well: between values that are typed or quoted they weigh more.
constexpr std::array<Prior, 10> delimiters{{{',', 1},
                                            {'\t', 1},
                                            {';', 1},
                                            {'|', 0.97},
                                            {'^', 0.9},
                                            {'~', 0.9},
                                            {'\x1e', 0.95},
                                            {'\x1f', 0.95},
                                            {':', 0.3},
                                            {' ', 0.3}}};
constexpr double one_column = 0.36; ///< the merit of a text that is no table
constexpr double typed_cells = 0.3; ///< what that adds
constexpr double one_record = 0.8;  ///< one record proves little
constexpr double other_quote = 0.9, no_quote = 0.7;

struct Candidate {
    Dialect dialect;
    double prior = 1;
    double score = 0;
    std::size_t records = 0, alike = 0; ///< alike: as many cells as a neighbour has
};

/// How much a cell looks like one value, and not like several or like a part of one.
double plausibility(std::string_view cell, CellKind kind, const Field& field, const Dialect& dialect) {
    if (field.quoted) return cell.find(dialect.quote == '"' ? "','" : "\",\"") == cell.npos ? 1 : 0.5;
    if (kind == CellKind::blank || typed(kind)) return 1;
    const char first = cell.front(), last = cell.back();
    const auto is_quote = [](char c) { return c == '"' || c == '\''; };
    if (cell.size() > 1 && first == last && is_quote(first)) return 0.3;
    if (first == '"' || last == '"') return 0.3;
    if (first == '\'') return 0.8;
    if (kind == CellKind::word) return 1;
    if (std::any_of(cell.begin(), cell.end(), [](char c) { return c == ';' || c == '\t' || c == '|' || c == '\x1f'; }))
        return 0.5;
    if (cell.find('\r') != cell.npos) return 0.3;
    const auto comma = cell.find(',');
    if (comma == cell.npos) return is_blank(first) ? 0.85 : 0.95;
    // In prose a blank follows a comma.
    return comma + 1 < cell.size() && cell[comma + 1] != ' ' ? 0.6 : 0.85;
}

/// What a record adds to the merit of a reading. `alike`: a neighbour has as many cells.
double worth_of(std::size_t width, bool alike, bool flawed, double typed_share, const Candidate& candidate) {
    const double prior = candidate.prior < 0.5 ? candidate.prior + typed_cells * typed_share : candidate.prior;
    double worth = width == 1 ? one_column : prior * (1 - 1 / static_cast<double>(width));
    if (!alike) worth *= width == 1 ? 0.3 : 0.45;
    else if (width == 1 && candidate.dialect.delimiter != 0) worth *= 0.5;
    return flawed ? worth * 0.5 : worth;
}

void judge(Candidate& candidate, std::string_view sample) {
    struct Line {
        std::size_t width;
        double merit; // of its cells, on average
        double typed; // share of its cells that are quoted or more than text
        bool flawed;
    };
    std::vector<Line> lines;
    RecordScanner scanner(sample, candidate.dialect);
    Record record;
    while (scanner.next(record)) {
        if (record.comment || record.blank(sample)) continue;
        double sum = 0, typed_sum = 0;
        for (const Field& field : record.fields) {
            const std::string_view cell = sample.substr(field.begin, field.end - field.begin);
            const CellKind kind = field.quoted ? CellKind::text : kind_of(cell);
            sum += plausibility(cell, kind, field, candidate.dialect);
            typed_sum += field.quoted || typed(kind);
        }
        const auto count = static_cast<double>(record.fields.size());
        lines.push_back({record.fields.size(), sum / count, typed_sum / count, record.flaw != Flaw::none});
    }
    // Lines of a single cell between records, as titles and comments are, do not part them.
    std::vector<std::size_t> several;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (lines[i].width > 1) several.push_back(i);
    std::map<std::size_t, std::size_t> widths;
    for (const std::size_t i : several) ++widths[lines[i].width];
    const auto usual = std::max_element(widths.begin(), widths.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; });
    std::vector<bool> alike(lines.size(), lines.size() == 1);
    for (const std::size_t i : several) alike[i] = alike[i] || (usual->second > 1 && lines[i].width == usual->first);
    for (std::size_t k = 1; k < several.size(); ++k)
        if (lines[several[k]].width == lines[several[k - 1]].width) alike[several[k]] = alike[several[k - 1]] = true;
    double score = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool single = lines[i].width == 1;
        score += worth_of(lines[i].width, alike[i] || (single && lines.size() > several.size() + 1), lines[i].flawed,
                          lines[i].typed, candidate) *
                 lines[i].merit;
        candidate.alike += alike[i];
    }
    candidate.records = lines.size();
    if (!lines.empty()) candidate.score = score / static_cast<double>(lines.size());
    if (lines.size() == 1 && lines[0].width > 1) candidate.score *= one_record;
    if (candidate.dialect.quote != '"') candidate.score *= candidate.dialect.quote == 0 ? no_quote : other_quote;
}

bool has(std::string_view sample, char c) { return sample.find(c) != sample.npos; }

std::vector<Prior> delimiters_of(std::string_view sample, const Reading& asked) {
    if (asked.delimiter) return {{*asked.delimiter, 1}};
    std::vector<Prior> found;
    for (const Prior& prior : delimiters)
        if (has(sample, prior.delimiter)) found.push_back(prior);
    found.push_back({0, 1});
    return found;
}

/// Whether an apostrophe may be a quote: it begins a line or follows a sign.
bool quotes_cells(std::string_view sample, char quote) {
    for (auto at = sample.find(quote); at != sample.npos; at = sample.find(quote, at + 1)) {
        if (at == 0) return true;
        const char before = sample[at - 1];
        if (before == '\n' || before == '\r' || std::any_of(delimiters.begin(), delimiters.end(), [&](const Prior& p) {
                return p.delimiter == before && before != ' ';
            }))
            return true;
        if (before == ' ' && at > 1 && sample[at - 2] == ',') return true;
    }
    return false;
}

std::vector<char> quotes_of(std::string_view sample, const Reading& asked) {
    if (asked.quote) return {*asked.quote};
    std::vector<char> quotes{'"'};
    if (quotes_cells(sample, '\'')) quotes.push_back('\'');
    if (has(sample, '"')) quotes.push_back(0);
    return quotes;
}

std::vector<bool> escapes_of(std::string_view sample, const Reading& asked, char quote) {
    if (asked.escape) return {*asked.escape == Escape::backslash};
    if (quote != 0 && sample.find(std::string{'\\', quote}) != sample.npos) return {false, true};
    return {false};
}

std::vector<bool> returns_of(std::string_view sample) {
    for (auto at = sample.find('\r'); at != sample.npos; at = sample.find('\r', at + 1))
        if (at + 1 < sample.size() && sample[at + 1] != '\n') return {false, true};
    return {false};
}

std::vector<bool> runs_of(std::string_view sample, char delimiter) {
    if (delimiter == ' ' && sample.find("  ") != sample.npos) return {false, true};
    return {false};
}

/// Every reading that the characters of the sample allow, the more usual first.
std::vector<Candidate> candidates_of(std::string_view sample, const Reading& asked) {
    const auto quotes = quotes_of(sample, asked);
    const auto all_returns = returns_of(sample);
    std::vector<Candidate> candidates;
    for (const Prior& prior : delimiters_of(sample, asked))
        for (const char quote : quotes)
            for (const bool backslash : escapes_of(sample, asked, quote))
                for (const bool returns : all_returns)
                    for (const bool runs : runs_of(sample, prior.delimiter)) {
                        if (quote != 0 && quote == prior.delimiter) continue;
                        Candidate candidate;
                        candidate.dialect = {
                            prior.delimiter, quote, backslash, returns, false, runs, asked.comment.value_or('\0')};
                        candidate.prior = prior.weight;
                        candidates.push_back(candidate);
                    }
    return candidates;
}

/// Most candidates are no match for the best in the first lines already.
void drop_hopeless(std::vector<Candidate>& candidates, std::string_view sample) {
    constexpr std::size_t few = 4096;
    const auto end = sample.find_last_of("\r\n", few);
    if (sample.size() < 2 * few || end == sample.npos) return;
    double best = 0;
    for (Candidate& candidate : candidates) {
        judge(candidate, sample.substr(0, end + 1));
        best = std::max(best, candidate.score);
    }
    std::erase_if(candidates, [&](const Candidate& candidate) { return candidate.score < best / 3; });
    for (Candidate& candidate : candidates) candidate.records = candidate.alike = 0;
}

/// Whether a space follows every delimiter that has no quoted cell behind it, and there are some.
bool is_padded(std::string_view sample, const Dialect& dialect) {
    if (dialect.delimiter == 0 || dialect.delimiter == ' ') return false;
    RecordScanner scanner(sample, dialect);
    Record record;
    std::size_t padded = 0;
    while (scanner.next(record)) {
        for (std::size_t i = 1; i < record.fields.size(); ++i) {
            const Field& field = record.fields[i];
            if (field.quoted) continue;
            if (field.begin >= sample.size() || sample[field.begin] != ' ' || field.begin == field.end) return false;
            ++padded;
        }
    }
    return padded > 1;
}

/// Whether lines among the records begin with `#`, and none of them is like a record.
bool has_comments(std::string_view sample, const Dialect& dialect) {
    if (dialect.delimiter == 0) return false;
    RecordScanner scanner(sample, dialect);
    Record record;
    std::size_t width = 0, comments = 0, waiting = 0; // those waiting may be text below the table
    while (scanner.next(record)) {
        if (record.blank(sample)) continue;
        const bool marked = sample[record.begin] == '#';
        const bool spaced = record.begin + 1 < sample.size() &&
                            std::string_view(" #-!").find(sample[record.begin + 1]) != std::string_view::npos;
        if (marked && record.fields.size() > 1 && (record.fields.size() == width || !spaced)) return false;
        if (marked && width != 0) ++waiting;
        if (marked) continue;
        if (record.fields.size() > 1 && record.fields.size() == width) {
            comments += waiting;
            waiting = 0;
        }
        width = record.fields.size();
    }
    return comments > 0;
}

std::string share(std::size_t part, std::size_t whole) { return part == whole ? "all" : fmt::format("{} of", part); }

void explain(const Candidate& best, const Candidate& second, const Reading& asked, std::vector<std::string>& reasons) {
    const Dialect& dialect = best.dialect;
    if (asked.delimiter) {
        reasons.push_back(fmt::format("the delimiter is {}, as asked for", shown(dialect.delimiter)));
    } else if (dialect.delimiter == 0) {
        reasons.emplace_back("no delimiter gives lines the same number of cells: one column of text");
    } else {
        reasons.push_back(fmt::format(
            "with {} between cells, {} {} records have as many cells as their neighbours (score {:.2f}{})",
            shown(dialect.delimiter), share(best.alike, best.records), best.records, best.score,
            second.records == 0
                ? ""
                : fmt::format("; the next best reading, {}, {:.2f}", shown(second.dialect.delimiter), second.score)));
    }
    if (dialect.quote != '"')
        reasons.push_back(fmt::format("quotes: {}{}", shown(dialect.quote),
                                      asked.quote ? ", as asked for" : ", which leaves fewer odd cells"));
    if (dialect.backslash)
        reasons.emplace_back(asked.escape ? "a backslash escapes quotes, as asked for"
                                          : "a backslash stands before quotes in quoted cells");
    if (dialect.returns) reasons.emplace_back("carriage returns alone end records");
    if (dialect.runs) reasons.emplace_back("several blanks are one delimiter");
    if (dialect.padded) reasons.emplace_back("a space follows every delimiter and belongs to it");
    if (dialect.comment != 0)
        reasons.push_back(fmt::format("lines that begin with {} are comments{}", shown(dialect.comment),
                                      asked.comment ? ", as asked for" : ": none is like the records around them"));
}

} // namespace

Dialect sniff_dialect(std::string_view sample, const Reading& asked, std::vector<std::string>& reasons,
                      std::vector<std::string>& doubts) {
    Candidate best, second;
    auto candidates = candidates_of(sample, asked);
    drop_hopeless(candidates, sample);
    for (Candidate& candidate : candidates) {
        judge(candidate, sample);
        const bool first = best.records == 0;
        if (first || candidate.score > best.score + 1e-9) {
            if (!first && best.dialect.delimiter != candidate.dialect.delimiter) second = best;
            best = candidate;
        } else if (candidate.dialect.delimiter != best.dialect.delimiter && candidate.score > second.score) {
            second = candidate;
        }
    }
    best.dialect.padded = is_padded(sample, best.dialect);
    if (!asked.comment && has_comments(sample, best.dialect)) best.dialect.comment = '#';
    explain(best, second, asked, reasons);
    if (!asked.delimiter && second.records > 0 && second.score > 0.9 * best.score)
        doubts.push_back(fmt::format("{} between cells would make nearly as good a table (--delimiter settles it)",
                                     shown(second.dialect.delimiter)));
    return best.dialect;
}

} // namespace engage::read
