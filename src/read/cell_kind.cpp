// cell_kind.cpp -- what a cell looks like.
// SPDX-License-Identifier: MIT
#include "read/cell_kind.hpp"

#include <algorithm>
#include <array>

#include "read/scan.hpp"

namespace engage::read {

namespace {

constexpr std::array<std::string_view, 10> missing{"-",    "--",  "n/a",  "na",  "null",
                                                   "none", "nan", "#n/a", "\\n", "(not set)"};
constexpr std::size_t longest_missing = 9;
constexpr std::array<std::string_view, 8> flags{"true", "false", "yes", "no", "y", "n", "t", "f"};
constexpr std::array<std::string_view, 9> currencies{"$", "€", "£", "¥", "US$", "EUR", "USD", "GBP", "Rp"};
constexpr std::string_view first_of_missing = "-n#\\(", first_of_flags = "tfyn"; // most cells begin with none of them
constexpr std::string_view months = "jan feb mar apr may jun jul aug sep oct nov dec ";

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }
constexpr bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

std::string_view without_space(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

bool same_word(std::string_view text, std::string_view word) {
    return text.size() == word.size() &&
           std::equal(text.begin(), text.end(), word.begin(), [](char a, char b) { return lower(a) == b; });
}

template <class Words>
bool is_one_of(std::string_view text, const Words& words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return same_word(text, word); });
}

std::string_view without_currency(std::string_view text) {
    if (text.empty() || is_digit(text.front()) == is_digit(text.back())) return text; // a sign stands at one end
    constexpr std::string_view first_bytes = "$\xe2\xc2UEGR", last_bytes = "$\xac\xa3\xa5RDPp";
    if (first_bytes.find(text.front()) == text.npos && last_bytes.find(text.back()) == text.npos) return text;
    for (const auto sign : currencies) {
        if (text.starts_with(sign)) return without_space(text.substr(sign.size()));
        if (text.ends_with(sign)) return without_space(text.substr(0, text.size() - sign.size()));
    }
    return text;
}

/// What stands behind the `e` of a number.
bool is_exponent(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// Digits with marks between them: `12`, `1.234,50`, `1 234`, `4.2e-3`.
bool is_plain_number(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    bool digit = false, mark = false;
    char last = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (lower(c) == 'e' && is_exponent(text.substr(i + 1))) break;
        const bool is_mark = c == '.' || c == ',' || c == '\'' || c == ' ';
        if (!is_digit(c) && (!is_mark || (mark && c != '.'))) return false;
        digit |= is_digit(c);
        mark = is_mark;
        last = c;
    }
    return digit && (!mark || last == '.');
}

bool is_number(std::string_view text) {
    if (text.size() > 48) return false;
    if (text.ends_with(')')) { // a count with its share, or a negative amount
        const auto open = text.find('(');
        if (open == text.npos) return false;
        const auto inside = text.substr(open + 1, text.size() - open - 2);
        return open == 0 ? is_number(inside) : is_number(without_space(text.substr(0, open))) && is_number(inside);
    }
    if (text.ends_with('%')) text = without_space(text.substr(0, text.size() - 1));
    if (text.empty()) return false;
    if (is_plain_number(text)) return true;
    if (text.front() == '-') text.remove_prefix(1);
    const auto amount = without_currency(text);
    return amount.size() != text.size() && is_plain_number(amount);
}

/// Whether a word of letters can stand in a time: a month, a day of the week, am, pm, a zone.
bool is_word_of_time(std::string_view word) {
    if (word.size() > 9) return false;
    std::array<char, 3> head{};
    for (std::size_t i = 0; i < std::min<std::size_t>(word.size(), 3); ++i) head[i] = lower(word[i]);
    const std::string_view three(head.data(), std::min<std::size_t>(word.size(), 3));
    constexpr std::array<std::string_view, 14> others{"mon", "tue", "wed", "thu", "fri", "sat", "sun",
                                                      "am",  "pm",  "t",   "z",   "utc", "gmt", "p"};
    if (word.size() >= 3 && months.find(three) % 4 == 0 && months.find(three) != months.npos) return true;
    return std::any_of(others.begin(), others.end(), [&](std::string_view other) {
        return other == three && (word.size() <= 3 || other.size() == 3);
    });
}

/// Two or three groups of digits parted by the signs of dates and times, and words that belong there.
bool is_time(std::string_view text) {
    if (text.size() < 4 || text.size() > 40 || std::none_of(text.begin(), text.end(), is_digit)) return false;
    std::size_t groups = 0, words = 0, signs = 0, longest = 0;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t begin = i;
        if (is_digit(text[i])) {
            while (i < text.size() && is_digit(text[i])) ++i;
            ++groups;
            if (groups <= 3) longest = std::max(longest, i - begin);
        } else if (is_letter(text[i])) {
            while (i < text.size() && is_letter(text[i])) ++i;
            if (!is_word_of_time(text.substr(begin, i - begin))) return false;
            ++words;
        } else {
            const char c = text[i++];
            const bool parts = c == '-' || c == '/' || c == ':';
            if (!parts && c != '.' && c != ',' && c != ' ' && c != '+' && c != '[' && c != ']') return false;
            signs += parts || (c == '.' && groups < 3);
        }
    }
    if (longest > 4 || groups < 2 || groups > 9) return false;
    return signs >= 2 || (signs == 1 && groups == 2 && text.find(':') != text.npos) || (words >= 1 && groups >= 2);
}

bool is_address(std::string_view text) {
    const bool web = text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.");
    const auto at = text.find('@');
    if (!web && at == text.npos) return false;
    if (std::any_of(text.begin(), text.end(), is_blank)) return false;
    return web || (at > 0 && text.find('.', at) != text.npos && text.find('@', at + 1) == text.npos);
}

} // namespace

std::string_view name_of(CellKind kind) {
    constexpr std::array<std::string_view, 7> names{"blank", "number", "time", "yes or no", "address", "word", "text"};
    return names[static_cast<std::size_t>(kind)];
}

CellKind kind_of(std::string_view cell) {
    const auto text = without_space(cell);
    if (text.empty()) return CellKind::blank;
    const char first = text.front();
    const auto begins_like_one_of = [&](std::string_view letters) {
        return letters.find(lower(first)) != letters.npos;
    };
    if (text.size() <= longest_missing && begins_like_one_of(first_of_missing) && is_one_of(text, missing))
        return CellKind::blank;
    if (!is_letter(first) && is_number(text)) return CellKind::number;
    if (is_time(text)) return CellKind::time;
    if (is_letter(first) && is_number(text)) return CellKind::number;
    if (text.size() <= 5 && begins_like_one_of(first_of_flags) && is_one_of(text, flags)) return CellKind::flag;
    if (is_address(text)) return CellKind::address;
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '.' ||
               (static_cast<unsigned char>(c) & 0x80) != 0;
    });
    return plain ? CellKind::word : CellKind::text;
}

bool is_year(std::string_view cell) {
    const auto text = without_space(cell);
    return text.size() == 4 && (text.starts_with("19") || text.starts_with("20")) && is_digit(text[2]) &&
           is_digit(text[3]);
}

} // namespace engage::read
