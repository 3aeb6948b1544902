// overlap.cpp -- exports of one system that tell the same: what is counted, and where.
// SPDX-License-Identifier: MIT
#include "import/overlap.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "engage/tally.hpp"
#include "import/words.hpp"

namespace engage {
namespace {

/// What a source can tell, by the rules of its importer and its columns.
struct Tells {
    std::string channel;
    Verbs words = 0;
    std::set<std::string> amounts; ///< by event word
    int details = 0;               ///< how finely its rows part what they tell
};

Tells tells_of(const Source& source, const Request& request) {
    Tells tells;
    const Importer& importer = *source.plan.importer;
    if (importer.is_plain()) return tells;
    const auto& format = source.table.format();
    const auto translation =
        make_translation(request, importer, {}, source.telling, {}, format.columns, format.kind != read::Kind::csv);
    if (const auto* channel = importer.field("channel")) tells.channel = channel->otherwise;
    tells.words = translation.words();
    tells.amounts = translation.amounts();
    tells.details = importer.field("page") ? 2 : importer.field("campaign") ? 1 : 0;
    return tells;
}

/// What is a part of the sessions is told with them: a share must be one of the same sessions.
bool is_part_of_sessions(const Tally& tally) {
    switch (tally.rule.figure) {
    case Figure_of::sessions_single_view:
    case Figure_of::sessions_unengaged:
    case Figure_of::sessions_converted:
    case Figure_of::session_seconds: return true;
    default: return false;
    }
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
    Overlap(Source& counts, const Tells& report, Source& other, const Tells& others)
        : counts_(counts), other_(other), report_(report), others_(others) {}

    void settle() {
        if (report_.channel != others_.channel) return;
        for (const auto& word : report_.amounts) {
            const Tally* const tally = find_tally(word.substr(tally_mark.size()));
            if (tally != nullptr) settle(*tally, word);
        }
    }

private:
    void settle(const Tally& tally, const std::string& word) {
        const std::string name(tally.name);
        const bool by_events = (others_.words & tally.rule.events) != 0;
        if (by_events && (others_.words & made_of(tally.family)) != 0) {
            leave(counts_, word, Told::elsewhere, name, other_);
        } else if (by_events) {
            leave_events(tally);
        } else if (tells_whole(tally, word) && report_.details > others_.details) {
            leave(counts_, word, Told::values_only, name, other_);
        }
    }

    /// Whether the other one has the amount, or what it is a part of.
    bool tells_whole(const Tally& tally, const std::string& word) const {
        return others_.amounts.contains(word) ||
               (is_part_of_sessions(tally) && others_.amounts.contains(word_of_tally("sessions")));
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
        source.told_twice[{teller.shown(), is_part}].push_back(shown);
    }

    Source& counts_;
    Source& other_;
    const Tells& report_;
    const Tells& others_;
};

bool may_overlap(const Source& one, const Source& other) {
    const Importer* const a = one.plan.importer;
    const Importer* const b = other.plan.importer;
    return one.known && other.known && a != b && !a->system.empty() && a->system == b->system;
}

} // namespace

void settle_overlaps(std::vector<Source>& sources, const Request& request) {
    std::map<const Source*, Tells> known; // before anything is settled
    const auto look_at = [&](const Source& source) {
        if (!known.contains(&source)) known.emplace(&source, tells_of(source, request));
    };
    for (const auto& one : sources)
        for (const auto& other : sources)
            if (may_overlap(one, other)) look_at(one), look_at(other);
    for (auto& one : sources)
        for (auto& other : sources)
            if (may_overlap(one, other)) Overlap(one, known.at(&one), other, known.at(&other)).settle();
}

} // namespace engage
