// ledger.hpp -- the account of every row of one input: read = counted + ignored + refused.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "engage/report.hpp"

namespace engage {

/// Why a readable row adds nothing, each reason once.
enum class Ignored : std::uint8_t { zero_count, filtered, duplicate, outside_period, not_recognised, comment };
inline constexpr std::array<std::string_view, 6> ignored_names{"zero_count", "filtered", "duplicate", "outside_period",
                                                               "not_recognised", "comment"};

/// Numbers that add up over threads.
struct Ledger {
    std::uint64_t counted = 0;
    std::array<std::uint64_t, ignored_names.size()> ignored{};
    std::map<std::string, std::uint64_t, std::less<>> skipped; ///< by an importer, for reasons of its own
    std::map<std::string, std::uint64_t, std::less<>> refused;

    void ignore(Ignored why, std::uint64_t rows = 1) { ignored[static_cast<std::size_t>(why)] += rows; }
    void refuse(std::string_view reason) {
        const auto at = refused.find(reason);
        if (at == refused.end()) refused.emplace(reason, 1);
        else ++at->second;
    }
    std::uint64_t rows() const {
        std::uint64_t sum = counted;
        for (const std::uint64_t count : ignored) sum += count;
        for (const auto* by_reason : {&skipped, &refused})
            for (const auto& [reason, count] : *by_reason) sum += count;
        return sum;
    }
    void add(const Ledger& other) {
        counted += other.counted;
        for (std::size_t i = 0; i < ignored.size(); ++i) ignored[i] += other.ignored[i];
        for (const auto& [reason, count] : other.skipped) skipped[reason] += count;
        for (const auto& [reason, count] : other.refused) refused[reason] += count;
    }
};

} // namespace engage
