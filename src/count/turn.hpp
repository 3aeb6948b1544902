// turn.hpp -- threads that work on numbered chunks pass a place in the order of the numbers.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>

namespace engage::count {

/// Thrown to a thread that waits for one that failed.
struct Abandoned {};

class Turn {
public:
    /// Returns when every smaller number has passed.
    void wait(std::uint64_t number) {
        for (std::uint64_t now = next_.load(std::memory_order_acquire); now != number; now = next_.load(std::memory_order_acquire)) {
            if (now == abandoned) throw Abandoned();
            next_.wait(now, std::memory_order_acquire);
        }
    }
    void pass() {
        std::uint64_t now = next_.load(std::memory_order_relaxed);
        if (now != abandoned) next_.compare_exchange_strong(now, now + 1, std::memory_order_release);
        next_.notify_all();
    }
    void abandon() {
        next_.store(abandoned, std::memory_order_release);
        next_.notify_all();
    }

private:
    static constexpr std::uint64_t abandoned = UINT64_MAX;
    std::atomic<std::uint64_t> next_{0};
};

} // namespace engage::count
