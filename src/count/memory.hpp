// memory.hpp -- how much the tables take, against what they may.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>

namespace engage::count {

/// Safe to use from several threads.
class Memory {
public:
    /// In bytes; 0: none.
    explicit Memory(std::uint64_t limit) : limit_(limit) {}
    bool is_limited() const { return limit_ != 0; }
    std::uint64_t limit() const { return limit_; }
    /// Some table took `bytes`, which are kept for its next call, and takes `now`.
    void change(std::size_t& bytes, std::size_t now) {
        const std::size_t held = held_ += now - bytes; // also where it shrinks: modulo 2^64
        bytes = now;
        std::size_t most = most_;
        while (held > most && !most_.compare_exchange_weak(most, held)) {
        }
    }
    bool is_full() const { return held_ > limit_; }
    std::size_t most() const { return most_; }

private:
    std::uint64_t limit_;
    std::atomic<std::size_t> held_{0}, most_{0};
};

} // namespace engage::count
