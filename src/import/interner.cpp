// interner.cpp -- texts to small numbers.
// SPDX-License-Identifier: MIT
#include "import/interner.hpp"

#include <algorithm>
#include <cstring>

namespace engage {
namespace {

constexpr std::uint64_t pointer_bits = (std::uint64_t{1} << 48) - 1; // user space of every 64-bit platform we build for
constexpr std::size_t smallest_block = 4 << 10, largest_block = 1 << 20;

/// memcmp() == 0, without the call for the short texts that most identifiers are.
bool same_bytes(const char* a, const char* b, std::size_t size) {
    const auto differ = [&]<class Word>(Word, std::size_t at) {
        Word one, other;
        std::memcpy(&one, a + at, sizeof(Word));
        std::memcpy(&other, b + at, sizeof(Word));
        return one ^ other;
    };
    if (size > 16) return std::memcmp(a, b, size) == 0;
    if (size >= 8) return (differ(std::uint64_t{}, 0) | differ(std::uint64_t{}, size - 8)) == 0;
    if (size >= 4) return (differ(std::uint32_t{}, 0) | differ(std::uint32_t{}, size - 4)) == 0;
    for (std::size_t i = 0; i < size; ++i)
        if (a[i] != b[i]) return false;
    return true;
}

} // namespace

const char* Interner::bytes_of(const Slot& slot) {
    return reinterpret_cast<const char*>(slot.tagged & pointer_bits); // NOLINT(performance-no-int-to-ptr)
}

std::uint32_t Interner::intern(std::string_view text, std::uint64_t hash, bool* known) {
    if (std::uint64_t{size_} * 4 >= slots_.size() * 3) grow();
    const std::uint64_t tag = hash & ~pointer_bits;
    for (std::uint64_t at = hash & mask_;; at = (at + 1) & mask_) {
        Slot& slot = slots_[at];
        if (slot.tagged == 0) {
            const char* bytes = keep(text);
            slot = {reinterpret_cast<std::uintptr_t>(bytes) | tag, static_cast<std::uint32_t>(text.size()), size_};
            last_ = {bytes, text.size()};
            if (known) *known = false;
            return size_++;
        }
        if ((slot.tagged & ~pointer_bits) == tag && slot.size == text.size() &&
            same_bytes(bytes_of(slot), text.data(), text.size())) {
            if (known) *known = true;
            return slot.number;
        }
    }
}

void Interner::grow() {
    std::vector<Slot> old(std::max<std::size_t>(64, slots_.size() * 2));
    old.swap(slots_);
    mask_ = slots_.size() - 1;
    for (const Slot& slot : old) {
        if (slot.tagged == 0) continue;
        std::uint64_t at = hash_of({bytes_of(slot), slot.size}) & mask_;
        while (slots_[at].tagged != 0) at = (at + 1) & mask_;
        slots_[at] = slot;
    }
}

const char* Interner::keep(std::string_view text) {
    // One byte more than the text, so that the empty text has an address of its own too.
    const std::size_t size = text.size() + 1;
    if (block_used_ + size > block_size_) {
        block_size_ = std::max(size, std::min(largest_block, std::max(smallest_block, arena_bytes_ / 2)));
        blocks_.push_back(std::make_unique_for_overwrite<char[]>(block_size_));
        arena_bytes_ += block_size_;
        block_used_ = 0;
    }
    char* bytes = blocks_.back().get() + block_used_;
    std::copy(text.begin(), text.end(), bytes);
    block_used_ += size;
    return bytes;
}

} // namespace engage
