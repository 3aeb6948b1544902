// totals.cpp -- records that sum up others: by what they say, by what they leave blank, and by their sums.
// SPDX-License-Identifier: MIT
#include "read/totals.hpp"

#include <algorithm>
#include <array>

#include "read/columns.hpp"

namespace engage::read {

namespace {

constexpr std::size_t most_totals = 3;

/// Words for a sum, in the languages of the exports that are known.
constexpr std::array<std::string_view, 22> total_words{"total",         "totals",
                                                       "grand total",   "grand totals",
                                                       "sum",           "subtotal",
                                                       "totale",        "totali",
                                                       "gesamt",        "gesamtsumme",
                                                       "summe",         "insgesamt",
                                                       "totaal",        "eindtotaal",
                                                       "total general", "suma",
                                                       "total geral",   "jumlah",
                                                       "total général", "総計",
                                                       "合計",          "jumlah keseluruhan"};

bool is_total_word(std::string cell) {
    for (char& c : cell)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    while (!cell.empty() && (cell.back() == ':' || cell.back() == ' ')) cell.pop_back();
    return std::any_of(total_words.begin(), total_words.end(), [&](std::string_view word) { return cell == word; });
}

/// The columns that say what a record is about: words and text; where there are none, whatever is no number.
std::vector<std::size_t> naming_columns(const std::vector<Column>& columns) {
    std::vector<std::size_t> words, others;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        const CellKind kind = columns[column].kind;
        if (!columns[column].always || kind == CellKind::number) continue;
        (typed(kind) ? others : words).push_back(column);
    }
    return words.empty() ? others : words;
}

/// How a number of a line compares with the sum of those of the lines [begin, end).
enum class Sum { none, less, equal, more };
Sum compare_with_sum(std::string_view text, const Lines& lines, std::size_t line, std::size_t begin, std::size_t end,
                     std::size_t column) {
    constexpr std::int64_t large = 1'000'000'000'000'000;
    const auto value = [&](std::size_t i) {
        std::int64_t digits = 0;
        for (const char c : lines.cell(text, i, column))
            if (c >= '0' && c <= '9' && digits < large) digits = digits * 10 + (c - '0');
        return digits;
    };
    const std::int64_t own = value(line);
    if (own == 0 || lines.kind(line, column) != CellKind::number) return Sum::none;
    std::int64_t sum = 0;
    for (std::size_t i = begin; i < end && sum < 100 * large; ++i) sum += value(i);
    return own == sum ? Sum::equal : own > sum ? Sum::more : Sum::less;
}

} // namespace

/// Its other names are blank, and: it says so, in its first cell or in one beyond the columns; or else a number is the
/// sum of its column. The first record may be more than that: what is listed may be the largest only. A word that is
/// the only name of a record is not enough without the sum.
bool is_total(std::string_view text, const Lines& lines, std::size_t line, std::size_t begin, std::size_t end) {
    if (records_in(lines, begin, end) < 2 || lines[line].empty) return false;
    const bool first = line < begin;
    const auto columns = columns_of(text, lines, begin, end, lines[begin].width);
    std::size_t filled = 0;
    while (filled < lines[line].width && lines.kind(line, filled) == CellKind::blank) ++filled;
    const std::size_t last = lines[line].filled_to - 1;
    const bool beyond = last >= columns.size() && is_total_word(lines.cell(text, line, last));
    const bool word = beyond || (filled < lines[line].width && is_total_word(lines.cell(text, line, filled)));
    std::size_t blank_names = 0;
    for (const std::size_t column : naming_columns(columns)) {
        if (lines.kind(line, column) == CellKind::blank) ++blank_names;
        else if (!(word && column == filled)) return false;
    }
    if (!word && blank_names == 0) return false; // as nearly always
    bool equal = false, more = false, less = false;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        if (columns[column].kind != CellKind::number) continue;
        const Sum sum = compare_with_sum(text, lines, line, begin, end, column);
        equal |= sum == Sum::equal;
        more |= sum == Sum::more || sum == Sum::equal;
        less |= sum == Sum::less;
    }
    const bool has_number = equal || more || less;
    if (word) return has_number && (blank_names > 0 || beyond || equal);
    return equal || (first && more && !less);
}

/// The records at the end that sum up those before: a total, perhaps after subtotals.
std::size_t totals_below(std::string_view text, const Lines& lines, std::size_t begin, std::size_t end) {
    for (std::size_t count = std::min(most_totals, end - begin); count > 0; --count) {
        bool all = true;
        for (std::size_t line = end - count; all && line < end; ++line)
            all = is_total(text, lines, line, begin, end - count);
        if (all) return count;
    }
    return 0;
}

} // namespace engage::read
