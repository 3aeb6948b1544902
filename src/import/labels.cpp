// labels.cpp -- texts as numbers that all threads share.
// SPDX-License-Identifier: MIT
#include "import/labels.hpp"

#include <algorithm>

namespace engage {

Label Labels::intern(std::string_view text) {
    const std::lock_guard lock(mutex_);
    bool known = false;
    const Label label = numbers_.intern(text, hash_of(text), &known);
    if (!known) texts_.push_back(numbers_.last());
    return label;
}

std::string_view Labels::text(Label label) const {
    const std::lock_guard lock(mutex_);
    return texts_[label];
}

std::size_t Labels::size() const {
    const std::lock_guard lock(mutex_);
    return texts_.size();
}

std::size_t Labels::bytes() const {
    const std::lock_guard lock(mutex_);
    return numbers_.bytes() + texts_.capacity() * sizeof(texts_[0]);
}

Label LabelCache::find_short(std::string_view text) {
    if (text.empty()) return 0;
    std::array<char, padding> padded{};
    std::copy(text.begin(), text.end(), padded.begin());
    return find(ask_for({padded.data(), text.size()}));
}

Label LabelCache::find_long(std::string_view text) {
    const std::uint32_t number = long_.intern(text);
    if (number == long_labels_.size()) long_labels_.push_back(shared_->intern(text));
    return long_labels_[number];
}

/// `at`: the free slot that was found.
Label LabelCache::add(const Short& text, std::size_t at) {
    const Label label = shared_->intern({reinterpret_cast<const char*>(text.words.data()), text.size});
    slots_[at] = {text.words, text.size, label};
    if (is_full(++used_, slots_.size())) grow();
    return label;
}

void LabelCache::grow() {
    std::vector<Slot> old(larger(slots_.size()));
    old.swap(slots_);
    for (const Slot& slot : old) {
        if (slot.size == 0) continue;
        const Short text = ask_for({reinterpret_cast<const char*>(slot.words.data()), slot.size});
        std::size_t at = slot_at(text.hash);
        while (slots_[at].size != 0) at = after(at, slots_.size());
        slots_[at] = slot;
    }
}

} // namespace engage
