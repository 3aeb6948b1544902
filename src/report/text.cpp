// text.cpp -- text as it is laid out and written: display width, wrapping, valid UTF-8, digits in groups.
// SPDX-License-Identifier: MIT
#include "report/text.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>

#include <fmt/format.h>

namespace engage::report {
namespace {

struct Range {
    char32_t first, last;
};

// Unicode 14, gaps of unassigned code points closed. Own tables, because wcwidth() depends on the locale.

/// Combining marks, format characters, vowels and finals of composed Hangul: of the BMP and of plane 14.
constexpr auto no_columns = std::to_array<Range>({
    {0x300, 0x36F}, {0x483, 0x489}, {0x591, 0x5BD}, {0x5BF, 0x5BF}, {0x5C1, 0x5C2}, {0x5C4, 0x5C5}, {0x5C7, 0x5C7},
    {0x610, 0x61A}, {0x61C, 0x61C}, {0x64B, 0x65F}, {0x670, 0x670}, {0x6D6, 0x6DC}, {0x6DF, 0x6E4}, {0x6E7, 0x6E8},
    {0x6EA, 0x6ED}, {0x711, 0x711}, {0x730, 0x74A}, {0x7A6, 0x7B0}, {0x7EB, 0x7F3}, {0x7FD, 0x7FD}, {0x816, 0x819},
    {0x81B, 0x823}, {0x825, 0x827}, {0x829, 0x82D}, {0x859, 0x85B}, {0x890, 0x89F}, {0x8CA, 0x8E1}, {0x8E3, 0x902},
    {0x93A, 0x93A}, {0x93C, 0x93C}, {0x941, 0x948}, {0x94D, 0x94D}, {0x951, 0x957}, {0x962, 0x963}, {0x981, 0x981},
    {0x9BC, 0x9BC}, {0x9C1, 0x9C4}, {0x9CD, 0x9CD}, {0x9E2, 0x9E3}, {0x9FE, 0xA02}, {0xA3C, 0xA3C}, {0xA41, 0xA51},
    {0xA70, 0xA71}, {0xA75, 0xA75}, {0xA81, 0xA82}, {0xABC, 0xABC}, {0xAC1, 0xAC8}, {0xACD, 0xACD}, {0xAE2, 0xAE3},
    {0xAFA, 0xB01}, {0xB3C, 0xB3C}, {0xB3F, 0xB3F}, {0xB41, 0xB44}, {0xB4D, 0xB56}, {0xB62, 0xB63}, {0xB82, 0xB82},
    {0xBC0, 0xBC0}, {0xBCD, 0xBCD}, {0xC00, 0xC00}, {0xC04, 0xC04}, {0xC3C, 0xC3C}, {0xC3E, 0xC40}, {0xC46, 0xC56},
    {0xC62, 0xC63}, {0xC81, 0xC81}, {0xCBC, 0xCBC}, {0xCBF, 0xCBF}, {0xCC6, 0xCC6}, {0xCCC, 0xCCD}, {0xCE2, 0xCE3},
    {0xD00, 0xD01}, {0xD3B, 0xD3C}, {0xD41, 0xD44}, {0xD4D, 0xD4D}, {0xD62, 0xD63}, {0xD81, 0xD81}, {0xDCA, 0xDCA},
    {0xDD2, 0xDD6}, {0xE31, 0xE31}, {0xE34, 0xE3A}, {0xE47, 0xE4E}, {0xEB1, 0xEB1}, {0xEB4, 0xEBC}, {0xEC8, 0xECD},
    {0xF18, 0xF19}, {0xF35, 0xF35}, {0xF37, 0xF37}, {0xF39, 0xF39}, {0xF71, 0xF7E}, {0xF80, 0xF84}, {0xF86, 0xF87},
    {0xF8D, 0xFBC}, {0xFC6, 0xFC6}, {0x102D, 0x1030}, {0x1032, 0x1037}, {0x1039, 0x103A}, {0x103D, 0x103E},
    {0x1058, 0x1059}, {0x105E, 0x1060}, {0x1071, 0x1074}, {0x1082, 0x1082}, {0x1085, 0x1086}, {0x108D, 0x108D},
    {0x109D, 0x109D}, {0x1160, 0x11FF}, {0x135D, 0x135F}, {0x1712, 0x1714}, {0x1732, 0x1733}, {0x1752, 0x1753},
    {0x1772, 0x1773}, {0x17B4, 0x17B5}, {0x17B7, 0x17BD}, {0x17C6, 0x17C6}, {0x17C9, 0x17D3}, {0x17DD, 0x17DD},
    {0x180B, 0x180F}, {0x1885, 0x1886}, {0x18A9, 0x18A9}, {0x1920, 0x1922}, {0x1927, 0x1928}, {0x1932, 0x1932},
    {0x1939, 0x193B}, {0x1A17, 0x1A18}, {0x1A1B, 0x1A1B}, {0x1A56, 0x1A56}, {0x1A58, 0x1A60}, {0x1A62, 0x1A62},
    {0x1A65, 0x1A6C}, {0x1A73, 0x1A7F}, {0x1AB0, 0x1B03}, {0x1B34, 0x1B34}, {0x1B36, 0x1B3A}, {0x1B3C, 0x1B3C},
    {0x1B42, 0x1B42}, {0x1B6B, 0x1B73}, {0x1B80, 0x1B81}, {0x1BA2, 0x1BA5}, {0x1BA8, 0x1BA9}, {0x1BAB, 0x1BAD},
    {0x1BE6, 0x1BE6}, {0x1BE8, 0x1BE9}, {0x1BED, 0x1BED}, {0x1BEF, 0x1BF1}, {0x1C2C, 0x1C33}, {0x1C36, 0x1C37},
    {0x1CD0, 0x1CD2}, {0x1CD4, 0x1CE0}, {0x1CE2, 0x1CE8}, {0x1CED, 0x1CED}, {0x1CF4, 0x1CF4}, {0x1CF8, 0x1CF9},
    {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F}, {0x20D0, 0x20F0}, {0x2CEF, 0x2CF1},
    {0x2D7F, 0x2D7F}, {0x2DE0, 0x2DFF}, {0x302A, 0x302D}, {0x3099, 0x309A}, {0xA66F, 0xA672}, {0xA674, 0xA67D},
    {0xA69E, 0xA69F}, {0xA6F0, 0xA6F1}, {0xA802, 0xA802}, {0xA806, 0xA806}, {0xA80B, 0xA80B}, {0xA825, 0xA826},
    {0xA82C, 0xA82C}, {0xA8C4, 0xA8C5}, {0xA8E0, 0xA8F1}, {0xA8FF, 0xA8FF}, {0xA926, 0xA92D}, {0xA947, 0xA951},
    {0xA980, 0xA982}, {0xA9B3, 0xA9B3}, {0xA9B6, 0xA9B9}, {0xA9BC, 0xA9BD}, {0xA9E5, 0xA9E5}, {0xAA29, 0xAA2E},
    {0xAA31, 0xAA32}, {0xAA35, 0xAA36}, {0xAA43, 0xAA43}, {0xAA4C, 0xAA4C}, {0xAA7C, 0xAA7C}, {0xAAB0, 0xAAB0},
    {0xAAB2, 0xAAB4}, {0xAAB7, 0xAAB8}, {0xAABE, 0xAABF}, {0xAAC1, 0xAAC1}, {0xAAEC, 0xAAED}, {0xAAF6, 0xAAF6},
    {0xABE5, 0xABE5}, {0xABE8, 0xABE8}, {0xABED, 0xABED}, {0xD7B0, 0xD7FF}, {0xFB1E, 0xFB1E}, {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0001, 0xE01EF},
});

/// East Asian Width W and F: CJK, Hangul, full-width forms, emoji.
constexpr auto two_columns = std::to_array<Range>({
    {0x1100, 0x115F}, {0x231A, 0x231B}, {0x2329, 0x232A}, {0x23E9, 0x23EC}, {0x23F0, 0x23F0}, {0x23F3, 0x23F3},
    {0x25FD, 0x25FE}, {0x2614, 0x2615}, {0x2648, 0x2653}, {0x267F, 0x267F}, {0x2693, 0x2693}, {0x26A1, 0x26A1},
    {0x26AA, 0x26AB}, {0x26BD, 0x26BE}, {0x26C4, 0x26C5}, {0x26CE, 0x26CE}, {0x26D4, 0x26D4}, {0x26EA, 0x26EA},
    {0x26F2, 0x26F3}, {0x26F5, 0x26F5}, {0x26FA, 0x26FA}, {0x26FD, 0x26FD}, {0x2705, 0x2705}, {0x270A, 0x270B},
    {0x2728, 0x2728}, {0x274C, 0x274C}, {0x274E, 0x274E}, {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797},
    {0x27B0, 0x27B0}, {0x27BF, 0x27BF}, {0x2B1B, 0x2B1C}, {0x2B50, 0x2B50}, {0x2B55, 0x2B55}, {0x2E80, 0x303E},
    {0x3041, 0x3247}, {0x3250, 0x4DBF}, {0x4E00, 0xA4C6}, {0xA960, 0xA97C}, {0xAC00, 0xD7A3}, {0xF900, 0xFAD9},
    {0xFE10, 0xFE19}, {0xFE30, 0xFE6B}, {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, {0x16FE0, 0x1B2FB}, {0x1F004, 0x1F004},
    {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F200, 0x1F320}, {0x1F32D, 0x1F335},
    {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0},
    {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D},
    {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4},
    {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2}, {0x1F6D5, 0x1F6DF},
    {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7F0}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945},
    {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAF6}, {0x20000, 0x3FFFD},
});

template <std::size_t size>
bool within(const std::array<Range, size>& ranges, char32_t code) {
    const auto before = [](char32_t c, const Range& range) { return c < range.first; };
    const auto next = std::upper_bound(ranges.begin(), ranges.end(), code, before);
    return next != ranges.begin() && code <= std::prev(next)->last;
}

std::size_t columns_of(char32_t code) {
    if (code < 0x300) return 1;
    return within(no_columns, code) ? 0 : within(two_columns, code) ? 2 : 1;
}

/// The character that a text begins with. Not UTF-8: `size` bytes of it cannot be part of any character.
struct Character {
    char32_t code = 0xFFFD;
    std::size_t size = 1;
    bool valid = false;
};

/// By table 3-7 of the Unicode standard: the bounds of the second byte keep out overlong forms and surrogates.
Character first_character(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(0);
    if (lead < 0x80) return {lead, 1, true};
    const std::size_t size = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (size == 0) return {};
    const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    char32_t code = lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        const bool in_bounds = i < text.size() && byte(i) >= (i == 1 ? low : 0x80U) && byte(i) <= (i == 1 ? high : 0xBFU);
        if (!in_bounds) return {0xFFFD, i, false};
        code = (code << 6) | (byte(i) & 0x3FU);
    }
    return {code, size, true};
}

/// Bytes of the longest beginning of `text` that takes at most `width` columns.
std::size_t fitting(std::string_view text, std::size_t width) {
    std::size_t bytes = 0;
    for (std::size_t columns = 0; bytes < text.size();) {
        const Character character = first_character(text.substr(bytes));
        columns += columns_of(character.code);
        if (columns > width) break;
        bytes += character.size;
    }
    return bytes;
}

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

std::size_t display_width(std::string_view text) {
    std::size_t columns = 0;
    while (!text.empty()) {
        const Character character = first_character(text);
        columns += columns_of(character.code);
        text.remove_prefix(character.size);
    }
    return columns;
}

std::string shorten(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) return std::string(text);
    if (width == 0) return {};
    auto kept = text.substr(0, fitting(text, width - 1));
    while (kept.ends_with(' ')) kept.remove_suffix(1);
    return std::string(kept) + "…";
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    for (std::size_t end = 0;; text.remove_prefix(end)) {
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        if (text.empty()) break;
        end = fitting(text, width);
        if (end < text.size() && text[end] != ' ') { // within a word: back to the last blank, if there is one
            const std::size_t blank = text.substr(0, end).rfind(' ');
            end = blank != std::string_view::npos ? blank : std::max(end, first_character(text).size);
        }
        const std::size_t last = text.substr(0, end).find_last_not_of(' ');
        lines.emplace_back(text.substr(0, last + 1));
    }
    if (lines.empty()) lines.emplace_back();
    return lines;
}

std::string valid_utf8(std::string_view text) {
    std::string valid;
    valid.reserve(text.size());
    while (!text.empty()) {
        const Character character = first_character(text);
        valid += character.valid ? text.substr(0, character.size) : std::string_view("\xEF\xBF\xBD");
        text.remove_prefix(character.size);
    }
    return valid;
}

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
                       number_or_none(account.counted), number_or_none(sum_of(account.ignored)), in_words(account.ignored),
                       number_or_none(sum_of(account.refused)), in_words(account.refused));
}

std::string trouble_in_words(const Account& account) {
    const std::uint64_t refused = sum_of(account.refused);
    if (refused == 0 && account.counted > 0) return {};
    const std::string rows = counted(account.read, "row");
    if (account.counted > 0) return fmt::format("{} of {} refused{}", thousands(refused), rows, in_words(account.refused));
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
