// words.hpp -- the event word of a row, with its channel, to one event of the vocabulary.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <string>
#include <string_view>
#include <vector>

#include "engage/importer.hpp"
#include "import/labels.hpp"

namespace engage {

/// What a pair of channel and event word means.
struct Meaning {
    Verb verb = 0;
    Label channel = 0;      ///< the row's, else the family's name; 0 for customer.* events
    std::uint8_t tally = 0; ///< position in tallies(), where the verb is that of a measured amount
    bool part = false;      ///< and the amount is one of a value of a breakdown only: another input has the whole
    bool known = false;
    bool seen = false;       ///< a readable row had it …
    bool kept = false;       ///< … that no condition left out
    std::string_view reason; ///< of the refusal
    std::string what, advice;
};

/// After `tally.NAME`: the amount is told elsewhere, and here again for the values of breakdowns.
inline constexpr std::string_view part_mark = ".part";

/// `family.verb`, or `tally.NAME` of a measured amount.
std::string full_name(Verb verb, std::uint8_t tally);

/// Works each distinct pair out once. One per thread and importer.
class Words {
public:
    Words(const Importer& importer, LabelCache& labels) : importer_(&importer), labels_(&labels) {}
    /// Until the next one is asked for. Both texts are padded.
    Meaning& find(std::string_view channel, std::string_view event) {
        if (channel.size() > Short::most || event.size() > Short::most) return find_long(channel, event);
        const Short pair(channel, event);
        const std::size_t home = pair.hash() % known_.size();
        if (known_[home].pair == pair) return meanings_[known_[home].meaning];
        return find_near(pair, home, channel, event);
    }
    const std::vector<Meaning>& all() const { return meanings_; }

private:
    /// A pair of texts of up to 16 bytes, as numbers.
    struct Short {
        static constexpr std::size_t most = 16;
        std::array<std::uint64_t, 2> channel{}, event{};
        std::uint64_t sizes = 0; ///< 0: of no pair
        Short() = default;
        Short(std::string_view a, std::string_view b)
            : channel(words_of<2>(a)), event(words_of<2>(b)), sizes(1 << 16 | a.size() << 8 | b.size()) {}
        std::uint64_t hash() const {
            return fold(channel[0] ^ event[1] ^ hash_key, event[0] ^ channel[1] ^ std::rotl(hash_key, 32));
        }
        friend bool operator==(const Short& a, const Short& b) {
            return ((a.channel[0] ^ b.channel[0]) | (a.channel[1] ^ b.channel[1]) | (a.event[0] ^ b.event[0]) |
                    (a.event[1] ^ b.event[1]) | (a.sizes ^ b.sizes)) == 0;
        }
    };
    /// Most files have a few pairs, and most pairs are short: one look finds them, or a few where two want one place.
    struct Known {
        Short pair;
        std::size_t meaning = 0; ///< its position
    };
    static constexpr std::size_t steps = 4;
    Meaning& find_near(const Short& pair, std::size_t home, std::string_view channel, std::string_view event);
    Meaning& find_long(std::string_view channel, std::string_view event);
    Meaning work_out(std::string_view channel, std::string_view event);
    Label channel_of(Family family, std::string_view channel);

    const Importer* importer_;
    LabelCache* labels_;
    Interner pairs_;
    std::vector<Meaning> meanings_;
    std::string pair_;
    std::array<Known, 256> known_{};
};

} // namespace engage
