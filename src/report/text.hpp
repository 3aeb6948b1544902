// text.hpp -- text as it is laid out and written: pages and columns, names, digits in groups, periods and accounts.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engage/period.hpp"
#include "engage/report.hpp"
#include "engage/tally.hpp"
#include "report/characters.hpp"

namespace engage::report {

/// Gives every text a valid name of its own: what has become equal by valid_utf8() is told apart by ` (2)`, ` (3)` …
class UniqueNames {
public:
    std::string operator()(std::string_view text);

private:
    std::map<std::string, int> taken_; ///< with the last number given to a text that became equal to it
};

/// A cell as RFC 4180 quotes it; also where blanks at its ends could get lost.
std::string csv_cell(std::string_view text);

/// `1234567.5` as `1,234,567.5`.
std::string thousands(std::string_view decimal);
std::string thousands(std::uint64_t number);
/// `1 file`, `2 files`, `1,200 rows`.
std::string counted(std::uint64_t number, std::string_view noun);
/// The number without thousands separators; whole numbers without a point; the shortest text that reads back the same.
std::string plain(double number);

/// ASCII letters only, whatever the locale.
std::string capitals(std::string text);
/// `outside_period` as `outside period`.
std::string in_words(std::string_view code);
/// `Mon 9 – Sun 15 Nov 2026`.
std::string in_words(const Period& period);
/// `8 rows read: 5 counted; 2 ignored (2 outside period); 1 refused (1 unknown event)`, the most frequent reason first.
std::string in_words(const Account& account);
/// `3 of 3,000 rows refused (3 unknown event)`, or `none of 12 rows counted (12 outside period)`; empty: neither.
std::string trouble_in_words(const Account& account);
/// The rows of all inputs together.
Account sum_of(const std::vector<Account>& inputs);

/// One column of a table: the heading's lines, then a cell for each row.
struct Column {
    std::vector<std::string> heading, cells;
    std::size_t width = 0;
};
/// The heading is wrapped between words, so that a long title over short values takes little room.
Column make_column(std::string_view title, std::vector<std::string> cells);

enum class Ink : std::uint8_t { plain, bold, dim };

/// Lines for a terminal, built from pieces set at columns, so that blanks only ever stand before something.
class Page {
public:
    Page(std::size_t columns, bool color) : width(columns < 40 ? 40 : columns), color_(color) {}

    const std::size_t width;

    /// Sets `text` so that it begins (ends) at a column of the current line.
    void begin(std::size_t column, std::string_view text, Ink ink = Ink::plain);
    void end(std::size_t column, std::string_view text, Ink ink = Ink::plain);
    void next_line();
    /// One blank line, however often it is asked for.
    void gap();
    /// Wrapped text, from the second line on two columns further in.
    void paragraph(std::size_t indent, std::string_view text, Ink ink = Ink::plain);
    std::string take() { return std::move(out_); }

private:
    std::string out_;
    std::size_t column_ = 0;
    bool color_;
};

} // namespace engage::report
