// labels.hpp -- texts seen often (channels, campaigns, pages) as numbers that all threads share.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <mutex>
#include <string_view>
#include <vector>

#include "engage/event.hpp"
#include "import/interner.hpp"
#include "import/short_text.hpp"

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

/// One thread's view of the labels: asks the shared table only for texts this thread has not seen. Most are short, and
/// are kept in the slots of the table: to find one takes a single access to memory.
class LabelCache {
public:
    explicit LabelCache(Labels& shared) : shared_(&shared) {}
    Label find(std::string_view text) { return is_short(text) ? find_short(text) : find_long(text); }

    /// A text of up to 24 bytes.
    struct Short {
        std::array<std::uint64_t, 3> words;
        std::uint32_t size, hash;
    };
    static bool is_short(std::string_view text) { return text.size() <= sizeof Short::words; }
    /// Brings what finding a short text needs into the cache. The text is padded.
    Short ask_for(std::string_view text) const {
        const auto words = words_of<3>(text);
        const std::uint64_t other_key = std::rotl(hash_key, 32);
        const std::uint64_t hash = fold(words[0] ^ hash_key, words[1] ^ other_key) + words[2] * (hash_key | 1);
        const auto upper = static_cast<std::uint32_t>(hash >> 32);
        engage::ask_for(&slots_[slot_at(upper)]);
        return {words, static_cast<std::uint32_t>(text.size()), upper};
    }
    /// What was asked for. It is not empty.
    Label find(const Short& text) {
        for (std::size_t at = slot_at(text.hash);; at = after(at, slots_.size())) {
            const Slot& slot = slots_[at];
            const std::uint64_t differ = (slot.words[0] ^ text.words[0]) | (slot.words[1] ^ text.words[1]) |
                                         (slot.words[2] ^ text.words[2]) | (slot.size ^ text.size);
            if (differ == 0) return slot.label;
            if (slot.size == 0) return add(text, at);
        }
    }

private:
    /// Half a line of the cache, and none lies in two.
    struct alignas(32) Slot {
        std::array<std::uint64_t, 3> words{};
        std::uint32_t size = 0; ///< 0: free
        Label label = 0;
    };
    std::size_t slot_at(std::uint32_t hash) const { return slot_of(std::uint64_t{hash} << 32, slots_.size()); }
    Label find_short(std::string_view text);
    Label find_long(std::string_view text);
    Label add(const Short& text, std::size_t at);
    void grow();

    Labels* shared_;
    std::vector<Slot> slots_ = std::vector<Slot>(larger(0));
    std::size_t used_ = 0;
    Interner long_;                  ///< texts that fit into no slot …
    std::vector<Label> long_labels_; ///< … and their labels
};

} // namespace engage
