// scanner.hpp -- takes a short text apart from its start: digits, words, single characters.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace engage {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether `word` is one of `words`, which have one blank between them.
inline bool contains(std::string_view words, std::string_view word) {
    if (word.empty()) return false;
    for (auto at = words.find(word); at != words.npos; at = words.find(word, at + 1)) {
        const auto end = at + word.size();
        if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) return true;
    }
    return false;
}

struct Digits {
    int value = 0;
    std::uint8_t digits = 0;
};

class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

protected:
    bool eat(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    /// Also those that do not break a line.
    void blanks() {
        for (bool more = true; more;) {
            more = false;
            for (const std::string_view blank : {" ", "\u00a0", "\u202f"})
                if (rest_.starts_with(blank)) rest_.remove_prefix(blank.size()), more = true;
        }
    }

    bool at_digit() const { return !rest_.empty() && is_digit(rest_.front()); }

    /// The next digits, at most `most`, which is at most 9.
    std::optional<Digits> number(int most = 9) {
        Digits number;
        for (; at_digit() && number.digits < most; rest_.remove_prefix(1), ++number.digits)
            number.value = number.value * 10 + (rest_.front() - '0');
        return number.digits == 0 ? std::nullopt : std::optional(number);
    }

    /// Letters, in lower case; of letters beyond ASCII those of Latin-1.
    std::string word() {
        std::string word;
        for (; !rest_.empty(); rest_.remove_prefix(1)) {
            const char c = rest_.front();
            const bool capital = c >= 'A' && c <= 'Z', high = static_cast<unsigned char>(c) >= 0x80;
            if (!capital && !high && (c < 'a' || c > 'z')) break;
            if (rest_.starts_with("\u00a0") || rest_.starts_with("\u202f")) break;
            const bool accented = high && word.ends_with('\xc3') && c <= '\x9e';
            word += capital || accented ? static_cast<char>(c + 0x20) : c;
        }
        return word;
    }

    /// The next word, only if it is one of `words`.
    bool take_word(std::string_view words) {
        const auto before = rest_;
        if (contains(words, word())) return true;
        rest_ = before;
        return false;
    }

    std::string_view rest_; ///< what was not taken yet
};

} // namespace engage
