// table.hpp -- a hash table from a few small numbers to a small value.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "import/hash.hpp"

namespace engage::count {

struct Nothing {};

/// Keys are kept whole, so distinct keys stay distinct. The first number of a key is never 0xFFFFFFFF, which marks a
/// free slot.
template <std::size_t size_of_key, class Value>
class Table {
public:
    using Key = std::array<std::uint32_t, size_of_key>;
    struct Slot {
        Key key{free};
        [[no_unique_address]] Value value{};
    };

    static std::uint64_t hash(const Key& key) {
        if constexpr (size_of_key == 2) return hash_of(key[0], key[1]);
        else return hash_of(key[0], key[1], key[2]);
    }
    /// The value of the key, made first where there is none.
    Value& at(const Key& key) { return at(key, hash(key)); }
    Value& at(const Key& key, std::uint64_t hash) {
        Slot& slot = slots_[find(key, hash)];
        return is_used(slot) ? slot.value : add(key, hash, slot);
    }
    /// Brings the slot of a coming look-up into the cache.
    void prefetch(const Key& key) const { ask_for(&slots_[slot_of(hash(key), slots_.size())]); }
    static bool is_used(const Slot& slot) { return slot.key[0] != free; }
    template <class Visit>
    void each(Visit visit) const {
        for (const Slot& slot : slots_)
            if (is_used(slot)) visit(slot);
    }
    std::size_t size() const { return size_; }
    std::size_t bytes() const { return slots_.capacity() * sizeof(Slot); }

private:
    static constexpr std::uint32_t free = 0xFFFFFFFF;

    std::size_t find(const Key& key, std::uint64_t hash) const {
        std::size_t at = slot_of(hash, slots_.size());
        while (is_used(slots_[at]) && !same(slots_[at].key, key)) at = after(at, slots_.size());
        return at;
    }
    /// What == of arrays would be, but for its call of memcmp.
    static bool same(const Key& a, const Key& b) {
        std::uint32_t differ = 0;
        for (std::size_t i = 0; i < size_of_key; ++i) differ |= a[i] ^ b[i];
        return differ == 0;
    }
    Value& add(const Key& key, std::uint64_t hash, Slot& found) {
        Slot* slot = &found;
        if (is_full(size_, slots_.size())) {
            grow();
            slot = &slots_[find(key, hash)];
        }
        slot->key = key;
        ++size_;
        return slot->value;
    }
    [[gnu::noinline]] void grow() {
        std::vector<Slot> old(larger(slots_.size()));
        old.swap(slots_);
        for (const Slot& slot : old)
            if (is_used(slot)) slots_[find(slot.key, hash(slot.key))] = slot;
    }

    std::vector<Slot> slots_ = std::vector<Slot>(larger(0));
    std::size_t size_ = 0;
};

} // namespace engage::count
