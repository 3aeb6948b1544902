// first_of_a_kind.hpp -- of what could be told a million times, the first few of each kind and the number of the rest.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>

namespace engage::cli {

template <class Kind>
class FirstOfAKind {
public:
    /// Counts one more; whether it is among those that are told.
    bool count(const Kind& kind) { return ++counts_[kind] <= told_at_most; }
    bool any(const Kind& kind) const { return counts_.contains(kind); }
    /// Calls `tell(kind, number)` for each kind of which more came than were told, with the number of those.
    template <class Tell>
    void tell_rest(Tell tell) const {
        for (const auto& [kind, count] : counts_)
            if (count > told_at_most) tell(kind, count - told_at_most);
    }

private:
    static constexpr std::uint64_t told_at_most = 10;
    std::map<Kind, std::uint64_t> counts_;
};

} // namespace engage::cli
