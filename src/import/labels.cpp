// labels.cpp -- texts as numbers that all threads share.
// SPDX-License-Identifier: MIT
#include "import/labels.hpp"

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

} // namespace engage
