// labels.hpp -- texts seen often (channels, campaigns, pages) as numbers that all threads share.
// SPDX-License-Identifier: MIT
#pragma once

#include <mutex>
#include <string_view>
#include <vector>

#include "engage/event.hpp"
#include "import/interner.hpp"

namespace engage {

/// Safe to use from several threads. Which number a text gets may differ from run to run; nothing printed shows it.
class Labels {
public:
    Labels() { intern({}); }
    Label intern(std::string_view text);
    std::string_view text(Label label) const;
    std::size_t size() const;
    std::size_t bytes() const;

private:
    mutable std::mutex mutex_;
    Interner numbers_;
    std::vector<std::string_view> texts_;
};

/// One thread's view of the labels: asks the shared table only for texts this thread has not seen.
class LabelCache {
public:
    explicit LabelCache(Labels& shared) : shared_(&shared) {}
    Label find(std::string_view text) { return text.empty() ? 0 : find(text, hash_of(text)); }
    /// Of a text that is not empty.
    Label find(std::string_view text, std::uint64_t hash) {
        const std::uint32_t number = seen_.intern(text, hash);
        if (number == labels_.size()) labels_.push_back(shared_->intern(text));
        return labels_[number];
    }

    /// Bring what finding a text needs into the cache, one after the other.
    void prefetch(std::uint64_t hash) const { seen_.prefetch(hash); }
    void prefetch_text(std::uint64_t hash) const { seen_.prefetch_text(hash); }

private:
    Labels* shared_;
    Interner seen_;
    std::vector<Label> labels_;
};

} // namespace engage
