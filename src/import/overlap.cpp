// overlap.cpp -- exports of one system that tell the same: what is counted, and where.
// SPDX-License-Identifier: MIT
#include "import/overlap.hpp"

#include <algorithm>
#include <set>

#include "engage/tally.hpp"
#include "import/words.hpp"

namespace engage {
namespace {

/// What an importer can tell, by its rules.
struct Tells {
    std::string channel;
    Verbs words = 0;
    std::set<std::string> tallies; ///< that it gives as amounts
    int details = 0;               ///< how finely its rows part what they tell
};

Tells tells_of(const Importer& importer) {
    Tells tells;
    if (const auto* channel = importer.field("channel")) tells.channel = channel->otherwise;
    for (const auto* rules : {&importer.events, &importer.also})
        for (const auto& rule : *rules) {
            if (rule.event.starts_with(tally_mark)) tells.tallies.insert(rule.event.substr(tally_mark.size()));
            else if (const auto verb = find_word(rule.event)) tells.words |= bit(*verb);
        }
    for (const auto& tally : importer.tallies) tells.tallies.insert(tally.name);
    tells.details = importer.field("page") ? 2 : importer.field("campaign") ? 1 : 0;
    return tells;
}

/// What a family's figures are made of; whoever tells none of it tells reactions only.
constexpr Verbs made_of(Family family) {
    switch (family) {
    case Family::message: return verbs("message.delivered");
    case Family::social: return verbs("social.impression");
    default: return ~Verbs{0};
    }
}

class Overlap {
public:
    /// `counts` gives amounts; `other` is another importer's, of the same system.
    Overlap(Source& counts, Source& other)
        : counts_(counts), other_(other), report_(tells_of(*counts.plan.importer)),
          others_(tells_of(*other.plan.importer)) {}

    void settle() {
        if (report_.channel != others_.channel) return;
        for (const auto& name : report_.tallies) {
            const Tally* const tally = find_tally(name);
            if (tally != nullptr) settle(*tally);
        }
    }

private:
    void settle(const Tally& tally) {
        const std::string name(tally.name);
        const bool by_events = (others_.words & tally.rule.events) != 0;
        if (by_events && (others_.words & made_of(tally.family)) != 0) {
            leave(counts_, word_of_tally(name), Told::elsewhere, name, other_);
        } else if (by_events) {
            leave_events(tally);
        } else if (others_.tallies.contains(name) && report_.details > others_.details) {
            leave(counts_, word_of_tally(name), Told::values_only, name, other_);
        }
    }

    void leave_events(const Tally& tally) {
        for (Verb code = 0; code < vocabulary.size(); ++code)
            if (others_.words & tally.rule.events & bit(code)) {
                const std::string word = full_name(code, 0);
                leave(other_, word, Told::elsewhere, word, counts_);
            }
    }

    static void leave(Source& source, const std::string& word, Told told, const std::string& shown,
                      const Source& teller) {
        auto& known = source.telling.emplace(word, Told::here).first->second;
        if (known >= told) return;
        known = told;
        const bool is_part = told == Told::values_only;
        source.told_twice[{teller.name, is_part}].push_back(shown);
    }

    Source& counts_;
    Source& other_;
    Tells report_, others_;
};

} // namespace

void settle_overlaps(std::vector<Source>& sources) {
    for (auto& one : sources)
        for (auto& other : sources) {
            const Importer* const a = one.plan.importer;
            const Importer* const b = other.plan.importer;
            if (one.known && other.known && a != b && !a->system.empty() && a->system == b->system)
                Overlap(one, other).settle();
        }
}

} // namespace engage
