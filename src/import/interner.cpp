// interner.cpp -- texts to small numbers.
// SPDX-License-Identifier: MIT
#include "import/interner.hpp"

#include <algorithm>
#include <stdexcept>

namespace engage {

/// `at`: the free slot that was found.
std::uint32_t Interner::add(std::string_view owner, std::string_view text, std::uint32_t tag, std::size_t at) {
    if (is_full(size_, slots_.size())) {
        grow();
        at = slot_of(std::uint64_t{tag} << 32, slots_.size());
        while (slots_[at].place != 0) at = after(at, slots_.size());
    }
    slots_[at] = {tag, keep(owner, text)};
    return size_++;
}

void Interner::grow() {
    std::vector<Slot> old(larger(slots_.size()));
    old.swap(slots_);
    for (const Slot& slot : old) {
        if (slot.place == 0) continue;
        std::size_t at = slot_of(std::uint64_t{slot.tag} << 32, slots_.size());
        while (slots_[at].place != 0) at = after(at, slots_.size());
        slots_[at] = slot;
    }
}

/// Returns the place of the new record.
std::uint32_t Interner::keep(std::string_view owner, std::string_view text) {
    const Record record{size_, static_cast<std::uint32_t>(text.size())};
    const std::size_t size = (sizeof record + owner.size() + text.size() + unit - 1) / unit * unit;
    if (size > end_ - next_) {
        const std::size_t count = (size + block_bytes - 1) / block_bytes;
        owned_.push_back(std::make_unique_for_overwrite<char[]>(count * block_bytes));
        next_ = end_;
        end_ += count * block_bytes;
        for (std::size_t i = 0; i < count; ++i) blocks_.push_back(owned_.back().get() + i * block_bytes);
    }
    if (next_ / unit >= UINT32_MAX) throw std::length_error("more than 16 GiB of identifiers in one table");
    char* const into = blocks_[next_ / block_bytes] + next_ % block_bytes;
    std::memcpy(into, &record, sizeof record);
    char* const begin = std::copy(owner.begin(), owner.end(), into + sizeof record);
    std::copy(text.begin(), text.end(), begin);
    last_ = {begin, text.size()};
    const auto place = static_cast<std::uint32_t>(next_ / unit + 1);
    next_ += size;
    return place;
}

} // namespace engage
