// interner.hpp -- texts to small numbers 0, 1, 2 …: two texts share a number only if their bytes are equal.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "import/hash.hpp"
#include "import/same_bytes.hpp"

namespace engage {

/// A slot holds half of the hash, so that a wrong one is passed without a look at its text, and where the text is
/// kept: in blocks that never move. Texts of one interner may take up to 16 GiB.
class Interner {
public:
    /// The number of `text`; `known` tells whether it was there before.
    std::uint32_t intern(std::string_view text, std::uint64_t hash, bool* known = nullptr) {
        return intern({}, text, hash, known);
    }
    std::uint32_t intern(std::string_view text) { return intern(text, hash_of(text)); }
    /// Of a text that is one only together with `owner`: all owners of an interner have the same size.
    std::uint32_t intern(std::string_view owner, std::string_view text, std::uint64_t hash, bool* known = nullptr) {
        const auto [at, number] = find(owner, text, hash);
        if (known) *known = number.has_value();
        return number ? *number : add(owner, text, static_cast<std::uint32_t>(hash >> 32), at);
    }
    bool contains(std::string_view owner, std::string_view text, std::uint64_t hash) const {
        return find(owner, text, hash).number.has_value();
    }
    std::uint32_t size() const { return size_; }
    /// Every text of an interner without owners, in no order.
    template <class Visit>
    void each(Visit visit) const {
        for (const Slot& slot : slots_) {
            if (slot.place == 0) continue;
            Record kept;
            std::memcpy(&kept, record(slot.place), sizeof kept);
            visit(std::string_view(record(slot.place) + sizeof kept, kept.size));
        }
    }
    /// The bytes kept for the text interned last.
    std::string_view last() const { return last_; }
    std::size_t bytes() const { return slots_.capacity() * sizeof(Slot) + blocks_.size() * block_bytes; }

private:
    static constexpr std::size_t unit = 4, block_bytes = std::size_t{1} << 12;
    struct Slot {
        std::uint32_t tag = 0;   ///< the upper half of the hash
        std::uint32_t place = 0; ///< of the record, in units from 1; 0: free
    };
    /// Followed by the owner and the text.
    struct Record {
        std::uint32_t number = 0, size = 0; ///< size: of the text
    };
    const char* record(std::uint32_t place) const {
        const std::size_t at = (std::size_t{place} - 1) * unit;
        return blocks_[at / block_bytes] + at % block_bytes;
    }
    struct Found {
        std::size_t slot;
        std::optional<std::uint32_t> number; ///< none: the slot is free
    };
    Found find(std::string_view owner, std::string_view text, std::uint64_t hash) const {
        const auto tag = static_cast<std::uint32_t>(hash >> 32);
        for (std::size_t at = slot_of(hash, slots_.size());; at = after(at, slots_.size())) {
            const Slot slot = slots_[at];
            if (slot.place == 0) return {at, std::nullopt};
            if (slot.tag != tag) continue;
            const char* const found = record(slot.place);
            Record kept;
            std::memcpy(&kept, found, sizeof kept);
            if (kept.size == text.size() && same_bytes(found + sizeof kept, owner) &&
                same_bytes(found + sizeof kept + owner.size(), text))
                return {at, kept.number};
        }
    }
    std::uint32_t add(std::string_view owner, std::string_view text, std::uint32_t tag, std::size_t at);
    std::uint32_t keep(std::string_view owner, std::string_view text);
    void grow();

    std::vector<Slot> slots_ = std::vector<Slot>(larger(0));
    std::uint32_t size_ = 0;
    std::string_view last_;
    std::vector<std::unique_ptr<char[]>> owned_;
    std::vector<char*> blocks_; ///< by position of a byte; a text longer than a block has several, one after the other
    std::size_t next_ = 0;      ///< the position of the next record …
    std::size_t end_ = 0;       ///< … and of the end of the last block
};

} // namespace engage
