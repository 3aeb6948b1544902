// nearest.cpp -- the known word that a misspelt one most likely meant.
// SPDX-License-Identifier: MIT
#include "import/nearest.hpp"

#include <algorithm>
#include <array>

namespace engage {
namespace {

constexpr std::size_t longest = 64; // nobody misspells a longer word into one of ours

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Optimal string alignment distance, or any number of at least `limit` where it is not below that. Both are short.
std::size_t distance(std::string_view a, std::string_view b, std::size_t limit) {
    if (a.size() >= b.size() + limit || b.size() >= a.size() + limit) return limit;
    std::array<std::array<std::size_t, longest + 1>, 3> rows;
    for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& now = rows[i % 3];
        const auto &before = rows[(i + 2) % 3], &earlier = rows[(i + 1) % 3];
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = lower(a[i - 1]) == lower(b[j - 1]);
            now[j] = std::min({before[j] + 1, now[j - 1] + 1, before[j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
                now[j] = std::min(now[j], earlier[j - 2] + 1);
        }
        // A later row depends on two before it.
        const auto least = [&](const auto& row) { return *std::min_element(row.begin(), row.begin() + b.size() + 1); };
        if (least(now) >= limit && least(before) >= limit) return limit;
    }
    return rows[a.size() % 3][b.size()];
}

} // namespace

std::string_view nearest(std::string_view word, std::span<const std::string_view> known) {
    if (word.empty() || word.size() > longest) return {};
    std::string_view best;
    std::size_t fewest = std::max<std::size_t>(2, word.size() / 3) + 1;
    for (const auto candidate : known) {
        if (candidate.size() > longest) continue;
        const std::size_t edits = distance(word, candidate, fewest);
        if (edits < fewest) fewest = edits, best = candidate;
    }
    // Half a word is no misspelling of the whole, but it means it.
    for (const auto candidate : known)
        if (best.empty() && word.size() >= 3 && candidate.starts_with(word)) best = candidate;
    return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> known) {
    const auto best = nearest(word, known);
    return best.empty() ? std::string() : "did you mean '" + std::string(best) + "'?";
}

} // namespace engage
