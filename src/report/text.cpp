// text.cpp -- text as it is laid out and written: pages and columns, names, digits in groups, periods and accounts.
// SPDX-License-Identifier: MIT
#include "report/text.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

namespace engage::report {
namespace {

using Reasons = std::map<std::string, std::uint64_t>;

std::uint64_t sum_of(const Reasons& reasons) {
    std::uint64_t sum = 0;
    for (const auto& [reason, count] : reasons) sum += count;
    return sum;
}

/// `(2 unreadable time, 1 unknown event)`; equally frequent reasons by name.
std::string in_words(const Reasons& reasons) {
    std::vector<std::pair<std::string, std::uint64_t>> sorted(reasons.begin(), reasons.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    std::string list;
    for (const auto& [reason, count] : sorted)
        list += fmt::format("{}{} {}", list.empty() ? " (" : ", ", thousands(count), report::in_words(reason));
    return list.empty() ? list : list + ")";
}

std::string number_or_none(std::uint64_t number) { return number == 0 ? "none" : thousands(number); }

} // namespace

std::string UniqueNames::operator()(std::string_view text) {
    const std::string base = valid_utf8(text);
    std::string name = base;
    while (!taken_.emplace(name, 1).second) name = fmt::format("{} ({})", base, ++taken_[base]);
    return name;
}

std::string csv_cell(std::string_view text) {
    const bool blank_ends = text.starts_with(' ') || text.ends_with(' ');
    if (!blank_ends && text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string cell = "\"";
    for (const char c : text) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
    return cell += '"';
}

std::string thousands(std::string_view decimal) {
    const std::size_t first = decimal.starts_with('-') ? 1 : 0;
    const std::size_t point = std::min(decimal.find('.'), decimal.size());
    std::string grouped(decimal.substr(0, first));
    for (std::size_t i = first; i < point; ++i) {
        if (i > first && (point - i) % 3 == 0) grouped += ',';
        grouped += decimal[i];
    }
    return grouped += decimal.substr(point);
}

std::string thousands(std::uint64_t number) { return thousands(fmt::format("{}", number)); }

std::string counted(std::uint64_t number, std::string_view noun) {
    return fmt::format("{} {}{}", thousands(number), noun, number == 1 ? "" : "s");
}

std::string plain(double number) { return fmt::format("{}", number + 0.0); } // + 0.0 makes -0 a 0

std::string capitals(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

std::string in_words(std::string_view code) {
    std::string words(code);
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

std::string in_words(const Period& period) {
    if (period.empty) return "no period";
    static constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day_of = [](Day day, bool month, bool year) {
        const std::chrono::sys_days days{std::chrono::days{day}};
        const std::chrono::year_month_day date{days};
        const std::string_view weekday = weekdays[std::chrono::weekday{days}.c_encoding()];
        std::string words = fmt::format("{} {}", weekday, unsigned{date.day()});
        if (month) words += fmt::format(" {}", months[unsigned{date.month()} - 1]);
        if (year) words += fmt::format(" {}", int{date.year()});
        return words;
    };
    if (period.from == period.to) return day_of(period.to, true, true);
    const std::chrono::year_month_day from{std::chrono::sys_days{std::chrono::days{period.from}}};
    const std::chrono::year_month_day to{std::chrono::sys_days{std::chrono::days{period.to}}};
    const bool other_year = from.year() != to.year();
    const bool other_month = other_year || from.month() != to.month();
    return day_of(period.from, other_month, other_year) + " – " + day_of(period.to, true, true);
}

std::string in_words(const Account& account) {
    return fmt::format("{} read: {} counted; {} ignored{}; {} refused{}", counted(account.read, "row"),
                       number_or_none(account.counted), number_or_none(sum_of(account.ignored)),
                       in_words(account.ignored), number_or_none(sum_of(account.refused)), in_words(account.refused));
}

std::string trouble_in_words(const Account& account) {
    const std::uint64_t refused = sum_of(account.refused);
    if (refused == 0 && account.counted > 0) return {};
    const std::string rows = counted(account.read, "row");
    if (account.counted > 0)
        return fmt::format("{} of {} refused{}", thousands(refused), rows, in_words(account.refused));
    if (account.read == 0) return "no rows";
    Reasons all = account.ignored;
    for (const auto& [reason, count] : account.refused) all[reason] += count;
    return fmt::format("none of {} counted{}", rows, in_words(all));
}

Account sum_of(const std::vector<Account>& inputs) {
    Account sum;
    for (const Account& input : inputs) {
        sum.read += input.read;
        sum.counted += input.counted;
        for (const auto& [reason, count] : input.ignored) sum.ignored[reason] += count;
        for (const auto& [reason, count] : input.refused) sum.refused[reason] += count;
    }
    return sum;
}

Column make_column(std::string_view title, std::vector<std::string> cells) {
    Column column{{}, std::move(cells)};
    const auto widen = [](std::size_t& width, std::string_view text) { width = std::max(width, display_width(text)); };
    for (const std::string& cell : column.cells) widen(column.width, cell);
    std::size_t room = std::max<std::size_t>(column.width, 9);
    for (std::size_t at = 0; at < title.size(); at = std::min(title.find(' ', at), title.size()) + 1)
        widen(room, title.substr(at, title.find(' ', at) - at));
    column.heading = wrap(title, room);
    for (const std::string& line : column.heading) widen(column.width, line);
    return column;
}

void Page::begin(std::size_t column, std::string_view text, Ink ink) {
    if (text.empty()) return;
    out_ += std::string(column > column_ ? column - column_ : 0, ' ');
    const bool painted = color_ && ink != Ink::plain;
    out_ += painted ? fmt::format("\x1b[{}m{}\x1b[0m", ink == Ink::bold ? 1 : 2, text) : std::string(text);
    column_ = std::max(column, column_) + display_width(text);
}

void Page::end(std::size_t column, std::string_view text, Ink ink) {
    const std::size_t columns = display_width(text);
    begin(column > columns ? column - columns : 0, text, ink);
}

void Page::next_line() {
    out_ += '\n';
    column_ = 0;
}

void Page::gap() {
    if (!out_.empty() && !out_.ends_with("\n\n")) next_line();
}

void Page::paragraph(std::size_t indent, std::string_view text, Ink ink) {
    std::size_t at = indent;
    for (const std::string& line : wrap(text, width - indent - 2)) {
        begin(std::exchange(at, indent + 2), line, ink);
        next_line();
    }
}

} // namespace engage::report
