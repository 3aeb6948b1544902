// roster.hpp -- distinct identifiers as numbers 0, 1, 2 …, each in one place with what is kept of it.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "count/blocks.hpp"
#include "import/hash.hpp"
#include "import/same_bytes.hpp"

namespace engage::count {

/// Finding an identifier takes two steps through memory, its slot and its record, and what is done with it no further
/// one. It is the same only if its bytes are, and if `Kept::same_owner` says so. Texts of up to `near` bytes are in the
/// record itself.
template <std::size_t near, class Kept>
class Roster {
public:
    /// The number of the identifier; kept as `fresh` where it is new.
    std::uint32_t find(std::string_view text, std::uint64_t hash, const Kept& fresh) {
        const auto tag = static_cast<std::uint32_t>(hash >> 32);
        std::size_t at = slot_of(hash, slots_.size());
        for (;; at = after(at, slots_.size())) {
            const Slot slot = slots_[at];
            if (slot.number == 0) return add(text, tag, at, fresh);
            if (slot.tag != tag) continue;
            const Record& record = records_[slot.number - 1];
            if (record.size == text.size() && record.kept.same_owner(fresh) && same_bytes(bytes_of(record), text))
                return slot.number - 1;
        }
    }
    Kept& operator[](std::uint32_t number) { return records_[number].kept; }
    const Kept& operator[](std::uint32_t number) const { return records_[number].kept; }
    /// Brings the slot of a coming search into the cache.
    void prefetch(std::uint64_t hash) const { ask_for(&slots_[slot_of(hash, slots_.size())]); }
    /// The next step: brings the record that the slot points to.
    void prefetch_record(std::uint64_t hash) const {
        const Slot& slot = slots_[slot_of(hash, slots_.size())];
        if (slot.number == 0) return;
        const char* const record = reinterpret_cast<const char*>(&records_[slot.number - 1]);
        ask_for(record);
        ask_for(record + sizeof(Record) - 1); // which may be on the next line
    }
    std::uint32_t size() const { return static_cast<std::uint32_t>(records_.size()); }
    std::size_t bytes() const {
        return slots_.capacity() * sizeof(Slot) + records_.bytes() + far_blocks_.size() * far_block + far_alone_;
    }

private:
    static constexpr std::size_t far_block = std::size_t{1} << 12;
    static_assert(near >= sizeof(const char*));
    struct Slot {
        std::uint32_t tag = 0;    ///< the upper half of the hash
        std::uint32_t number = 0; ///< from 1; 0: free
    };
    struct Record {
        Kept kept;
        std::uint32_t size;
        char text[near]; ///< or a pointer to a longer one
    };

    static const char* bytes_of(const Record& record) {
        if (record.size <= near) return record.text;
        const char* far = nullptr;
        std::memcpy(&far, record.text, sizeof far);
        return far;
    }

    [[gnu::noinline]] std::uint32_t add(std::string_view text, std::uint32_t tag, std::size_t at, const Kept& fresh) {
        if (is_full(size(), slots_.size())) {
            grow();
            at = slot_of(std::uint64_t{tag} << 32, slots_.size());
            while (slots_[at].number != 0) at = after(at, slots_.size());
        }
        Record record{fresh, static_cast<std::uint32_t>(text.size()), {}};
        if (text.size() <= near) {
            text.copy(record.text, text.size());
        } else {
            const char* const far = keep(text);
            std::memcpy(record.text, &far, sizeof far);
        }
        records_.push_back(record);
        slots_[at] = {tag, size()};
        return size() - 1;
    }

    const char* keep(std::string_view text) {
        if (text.size() > far_left_) {
            const std::size_t size = std::max(text.size(), far_block);
            if (size > far_block) far_alone_ += size - far_block;
            far_blocks_.push_back(std::make_unique_for_overwrite<char[]>(size));
            far_next_ = far_blocks_.back().get();
            far_left_ = size;
        }
        char* const kept = far_next_;
        text.copy(kept, text.size());
        far_next_ += text.size();
        far_left_ -= text.size();
        return kept;
    }

    void grow() {
        std::vector<Slot> old(larger(slots_.size()));
        old.swap(slots_);
        for (const Slot slot : old) {
            if (slot.number == 0) continue;
            std::size_t at = slot_of(std::uint64_t{slot.tag} << 32, slots_.size());
            while (slots_[at].number != 0) at = after(at, slots_.size());
            slots_[at] = slot;
        }
    }

    std::vector<Slot> slots_ = std::vector<Slot>(larger(0));
    Blocks<Record> records_;
    std::vector<std::unique_ptr<char[]>> far_blocks_; ///< texts that are too long for their records
    char* far_next_ = nullptr;                        ///< where the next of them goes …
    std::size_t far_left_ = 0;                        ///< … and the bytes that are left there
    std::size_t far_alone_ = 0;                       ///< bytes of blocks beyond `far_block`
};

} // namespace engage::count
