// table.hpp -- a hash table from three small numbers to a small value.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "import/hash.hpp"

namespace engage::count {

struct Nothing {};

/// Open addressing with linear probing; keys are kept whole, so distinct keys stay distinct. The second number of a
/// key is never 0xFFFFFFFF, which marks a free slot.
template <class Value>
class Table {
public:
    struct Slot {
        std::uint32_t a = 0, b = free, c = 0;
        [[no_unique_address]] Value value{};
    };

    static std::uint64_t hash(std::uint32_t a, std::uint32_t b, std::uint32_t c) { return hash_of(a, b, c); }
    void prefetch(std::uint64_t hash) const {
        if (!slots_.empty()) __builtin_prefetch(&slots_[hash & mask_], 1);
    }
    /// The value of the key, made first where there is none.
    Value& at(std::uint32_t a, std::uint32_t b, std::uint32_t c) { return at(a, b, c, hash(a, b, c)); }
    Value& at(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint64_t hash) {
        if (size_ * 4 >= slots_.size() * 3) grow();
        Slot& slot = slots_[find(a, b, c, hash)];
        if (slot.b == free) slot.a = a, slot.b = b, slot.c = c, ++size_;
        return slot.value;
    }
    /// Null where the key is not there.
    const Value* look(std::uint32_t a, std::uint32_t b, std::uint32_t c) const {
        if (slots_.empty()) return nullptr;
        const Slot& slot = slots_[find(a, b, c, hash(a, b, c))];
        return slot.b == free ? nullptr : &slot.value;
    }
    template <class Visit>
    void each(Visit visit) const {
        for (const Slot& slot : slots_)
            if (slot.b != free) visit(slot);
    }
    std::size_t size() const { return size_; }
    std::size_t bytes() const { return slots_.capacity() * sizeof(Slot); }

private:
    static constexpr std::uint32_t free = 0xFFFFFFFF;

    std::size_t find(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint64_t hash) const {
        std::size_t at = hash & mask_;
        while (slots_[at].b != free && (slots_[at].a != a || slots_[at].b != b || slots_[at].c != c)) at = (at + 1) & mask_;
        return at;
    }
    void grow() {
        std::vector<Slot> old(slots_.empty() ? 16 : slots_.size() * 2);
        old.swap(slots_);
        mask_ = slots_.size() - 1;
        for (const Slot& slot : old)
            if (slot.b != free) slots_[find(slot.a, slot.b, slot.c, hash(slot.a, slot.b, slot.c))] = slot;
    }

    std::vector<Slot> slots_;
    std::size_t mask_ = 0, size_ = 0;
};

} // namespace engage::count
