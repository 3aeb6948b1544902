// interner.hpp -- texts to small numbers 0, 1, 2 …: two texts share a number only if their bytes are equal.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "import/hash.hpp"

namespace engage {

/// Open addressing; the bytes are kept in blocks that never move. A slot carries 16 bits of the hash beside the
/// pointer, so that a wrong slot is passed without a look at its bytes.
class Interner {
public:
    /// The number of `text`; `known` tells whether it was there before.
    std::uint32_t intern(std::string_view text, std::uint64_t hash, bool* known = nullptr);
    std::uint32_t intern(std::string_view text) { return intern(text, hash_of(text)); }
    /// Brings the slot of a coming look-up into the cache.
    void prefetch(std::uint64_t hash) const {
        if (!slots_.empty()) __builtin_prefetch(&slots_[hash & mask_]);
    }
    /// The next step: brings the bytes that slot points to.
    void prefetch_bytes(std::uint64_t hash) const {
        if (!slots_.empty()) __builtin_prefetch(bytes_of(slots_[hash & mask_]));
    }
    std::uint32_t size() const { return size_; }
    /// The bytes kept for the text interned last.
    std::string_view last() const { return last_; }
    std::size_t bytes() const { return slots_.capacity() * sizeof(Slot) + arena_bytes_; }

private:
    struct Slot {
        std::uint64_t tagged = 0; ///< pointer to the bytes, the hash's top 16 bits above it; 0: free
        std::uint32_t size = 0;
        std::uint32_t number = 0;
    };
    static const char* bytes_of(const Slot& slot);
    void grow();
    const char* keep(std::string_view text);

    std::vector<Slot> slots_;
    std::uint64_t mask_ = 0;
    std::uint32_t size_ = 0;
    std::string_view last_;
    std::vector<std::unique_ptr<char[]>> blocks_;
    std::size_t block_size_ = 0, block_used_ = 0, arena_bytes_ = 0;
};

} // namespace engage
