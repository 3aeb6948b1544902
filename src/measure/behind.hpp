// behind.hpp -- which events the tallies of a sum are made of, by their rules.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engage/report.hpp"
#include "import/batch.hpp"
#include "import/labels.hpp"

namespace engage::measure {

/// Of one section. Where a rule counts people, sessions or pairs, all of their events hold, also those that make no
/// more of them; what only decides whose events count, as a click before a conversion, does not.
class EventsBehind {
public:
    /// `section`: has the notes that say how its tallies were made. `active_from(n)`: the first instant of the
    /// period's last n days.
    EventsBehind(const Sum& sum, const Section& section, const std::function<Instant(int)>& active_from);

    /// The attributes that the rules look at, which must be among the keys of the batches.
    std::vector<std::string> attributes() const;
    /// Where those are, by their order in `attributes()`.
    void place_attributes(const std::vector<std::size_t>& keys);

    /// Whether the event, which is in the period and no duplicate, is behind the sum. `channel`: where it happened.
    bool holds(const Batch& batch, const Event& event, const Labels& labels) const;

private:
    struct Condition {
        std::size_t tally = 0;
        Rule rule;
        Instant from = INT64_MIN; ///< of no use before
        std::size_t key = 0;      ///< of its attribute
    };
    void add(std::size_t tally, const std::function<Instant(int)>& active_from);
    void add_base(Condition condition, const std::function<Instant(int)>& active_from);
    bool holds(const Condition& condition, const Batch& batch, const Event& event, const Labels& labels) const;

    const Section& section_;
    std::vector<Condition> conditions_;
};

} // namespace engage::measure
