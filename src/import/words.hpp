// words.hpp -- the event word of a row, with its channel, to one event of the vocabulary.
// SPDX-License-Identifier: MIT
#pragma once

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
    bool known = false;
    bool seen = false; ///< a readable row had it …
    bool kept = false; ///< … that no condition left out
    std::string_view reason; ///< of the refusal
    std::string what, advice;
};

/// Works each distinct pair out once. One per thread and importer.
class Words {
public:
    Words(const Importer& importer, LabelCache& labels) : importer_(&importer), labels_(&labels) {}
    const Meaning& find(std::string_view channel, std::string_view event);
    void saw(const Meaning& meaning, bool kept) {
        Meaning& known = meanings_[static_cast<std::size_t>(&meaning - meanings_.data())];
        known.seen = true;
        known.kept |= kept;
    }
    const std::vector<Meaning>& all() const { return meanings_; }

private:
    Meaning work_out(std::string_view channel, std::string_view event);

    const Importer* importer_;
    LabelCache* labels_;
    Interner pairs_;
    std::vector<Meaning> meanings_;
    std::string pair_;
};

} // namespace engage
