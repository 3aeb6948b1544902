// words.hpp -- the event word of a row, with its channel, to one event of the vocabulary.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engage/importer.hpp"
#include "import/labels.hpp"

namespace engage {

/// What a pair of channel and event word means.
struct Meaning {
    Verb verb = 0;
    Label channel = 0; ///< the row's, else the family's name; 0 for customer.* events
    bool known = false;
    bool seen = false;       ///< a readable row had it …
    bool kept = false;       ///< … that no condition left out
    std::string_view reason; ///< of the refusal
    std::string what, advice;
};

/// Works each distinct pair out once. One per thread and importer.
class Words {
public:
    Words(const Importer& importer, LabelCache& labels) : importer_(&importer), labels_(&labels) {}
    /// Until the next one is asked for.
    Meaning& find(std::string_view channel, std::string_view event) {
        if (channel.size() > Short::most || event.size() > Short::most) return find_long(channel, event);
        const Short pair(channel, event);
        Known& known = known_[pair.hash() % known_.size()];
        if (known.meaning == 0 || known.pair != pair) known = {pair, position_of(find_long(channel, event)) + 1};
        return meanings_[known.meaning - 1];
    }
    const std::vector<Meaning>& all() const { return meanings_; }

private:
    /// A pair of texts of up to 16 bytes, as numbers.
    struct Short {
        static constexpr std::size_t most = 16;
        std::array<std::uint64_t, 5> words;
        Short() = default;
        Short(std::string_view a, std::string_view b) {
            const auto [a_low, a_high] = ends_of(a);
            const auto [b_low, b_high] = ends_of(b);
            words = {a_low, a_high, b_low, b_high, a.size() << 8 | b.size()};
        }
        std::uint64_t hash() const { return fold(words[0] ^ words[3], words[2] ^ words[4] ^ hash_key); }
        friend bool operator==(const Short& a, const Short& b) {
            std::uint64_t differ = 0;
            for (std::size_t i = 0; i < a.words.size(); ++i) differ |= a.words[i] ^ b.words[i];
            return differ == 0;
        }
    };
    /// Most files have a few pairs, and most pairs are short: one look finds them.
    struct Known {
        Short pair{};
        std::size_t meaning = 0; ///< its position, from 1; 0: none
    };
    std::size_t position_of(const Meaning& meaning) const {
        return static_cast<std::size_t>(&meaning - meanings_.data());
    }
    Meaning& find_long(std::string_view channel, std::string_view event);
    Meaning work_out(std::string_view channel, std::string_view event);

    const Importer* importer_;
    LabelCache* labels_;
    Interner pairs_;
    std::vector<Meaning> meanings_;
    std::string pair_;
    std::array<Known, 128> known_{};
};

} // namespace engage
