// access_log.cpp -- lines with an address, a time in brackets, a request in quotes, a status and a size.
// SPDX-License-Identifier: MIT
#include "read/access_log.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace engage::read {

namespace {

constexpr std::array<std::string_view, 8> common{"log_host", "log_identity", "log_user",   "log_time",
                                                 "log_zone", "log_request",  "log_status", "log_bytes"};
constexpr std::array<std::string_view, 2> combined{"log_referrer", "log_agent"};

/// How many cells stand before the address.
std::size_t before_address(AccessLog log) { return log == AccessLog::of_virtual_hosts ? 1 : 0; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether a cell is written like the pattern, in which 0 is a digit, A a letter and ? any sign.
bool is_like(std::string_view cell, std::string_view pattern) {
    return std::equal(cell.begin(), cell.end(), pattern.begin(), pattern.end(), [](char c, char like) {
        if (like == '0') return is_digit(c);
        if (like == 'A') return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        return like == '?' ? c == '+' || c == '-' : c == like;
    });
}

/// A number of so many digits at most, or what stands for none.
bool is_count(std::string_view cell, std::size_t most) {
    return cell == "-" || (!cell.empty() && cell.size() <= most && std::all_of(cell.begin(), cell.end(), is_digit));
}

/// Whether the line names, in quotes, the page that led to it and the program that asked.
bool is_combined(const Record& record, AccessLog log) {
    const std::size_t first = before_address(log) + common.size();
    return record.fields.size() >= first + combined.size() && record.fields[first].quoted &&
           record.fields[first + 1].quoted;
}

struct Counts {
    std::size_t records = 0, of_log = 0, combined = 0, widest = 0;
};

Counts count(std::string_view text, const Dialect& dialect) {
    Counts counts;
    RecordScanner scanner(text, dialect);
    Record record;
    while (scanner.next(record)) {
        if (record.comment || record.blank(text)) continue;
        ++counts.records;
        if (!is_log_record(text, record, dialect.log)) continue;
        ++counts.of_log;
        counts.combined += is_combined(record, dialect.log);
        counts.widest = std::max(counts.widest, record.fields.size());
    }
    return counts;
}

} // namespace

std::optional<Dialect> find_access_log(std::string_view sample, const Reading& asked,
                                       std::vector<std::string>& reasons) {
    if (asked.delimiter || asked.quote || asked.escape || asked.header_row) return std::nullopt;
    for (const AccessLog log : {AccessLog::plain, AccessLog::of_virtual_hosts}) {
        Dialect dialect{' ', '"', true, false, false, false, asked.comment.value_or('\0'), log};
        const Counts counts = count(sample, dialect);
        if (counts.of_log * 4 <= counts.records * 3) continue;
        reasons.push_back(fmt::format("the lines are those of an access log: {} of the {} looked at are in the Common "
                                      "Log Format{}{}",
                                      counts.of_log == counts.records ? "all" : std::to_string(counts.of_log),
                                      counts.records, counts.combined > 0 ? " or the Combined" : "",
                                      log == AccessLog::plain ? "" : ", after the virtual host"));
        return dialect;
    }
    return std::nullopt;
}

bool is_log_record(std::string_view text, const Record& record, AccessLog log) {
    const std::size_t first = before_address(log);
    if (record.flaw != Flaw::none || record.fields.size() < first + common.size()) return false;
    const auto cell = [&](std::size_t position) {
        const Field& field = record.fields[first + position];
        return text.substr(field.begin, field.end - field.begin);
    };
    constexpr std::size_t status_digits = 3, size_digits = 20;
    return is_like(cell(3), "[00/AAA/0000:00:00:00") && is_like(cell(4), "?0000]") && record.fields[first + 5].quoted &&
           is_count(cell(6), status_digits) && is_count(cell(7), size_digits);
}

std::optional<BadRow> complaint_about_log_record(std::string_view text, const Record& record, AccessLog log,
                                                 std::size_t columns) {
    const std::size_t cells = record.fields.size();
    if (!is_log_record(text, record, log)) return BadRow{0, "no_log_line", "it is no line of an access log"};
    if (cells <= columns) return std::nullopt;
    return BadRow{0, "too_many_cells",
                  fmt::format("{} cells where the lines looked at have at most {}", cells, columns)};
}

Layout lay_out_log(std::string_view text, const Dialect& dialect) {
    const Counts counts = count(text, dialect);
    TableSeen table;
    table.body.end = table.totals_below.begin = table.totals_below.end = text.size();
    table.body.records = counts.records;
    if (dialect.log == AccessLog::of_virtual_hosts) table.columns.emplace_back("log_virtual_host");
    table.columns.insert(table.columns.end(), common.begin(), common.end());
    if (counts.combined > 0) table.columns.insert(table.columns.end(), combined.begin(), combined.end());
    while (table.columns.size() < counts.widest)
        table.columns.push_back(fmt::format("column_{}", table.columns.size() + 1));
    table.width = table.columns.size();
    table.dropped.resize(table.width);
    table.reasons.emplace_back("no header: the columns are named as the log has them");
    Layout layout;
    layout.tables.push_back(std::move(table));
    return layout;
}

} // namespace engage::read
