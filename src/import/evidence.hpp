// evidence.hpp -- what the values of one column show of how it is written.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "import/time.hpp"

namespace engage {

/// The first value that shows something.
struct FirstValue {
    std::string text;       ///< empty: there is none
    std::uint64_t line = 0; ///< 0: it is no part of the input, but set for all rows

    explicit operator bool() const { return !text.empty(); }
    void keep(std::string_view value, std::uint64_t at) {
        if (text.empty()) text = value, line = at;
    }
};

/// What was decided, and why, in a few words.
struct Judged {
    std::string why; ///< empty: nothing that needs telling
    bool doubt = false;
};

class NumberEvidence {
public:
    /// `whole`: the column holds counts, so a reading that is no whole number is none.
    NumberEvidence(Numbers declared, bool whole) : declared_(declared), whole_(whole) {}
    void add(std::string_view value, std::uint64_t line);
    /// Whether more values could still decide.
    bool open() const;
    /// `per_column`: nothing decides, and what depends on the mark is to be refused.
    Numbers decide(Judged& verdict) const;

private:
    Numbers declared_;
    bool whole_;
    FirstValue point_, comma_;               ///< read only in this way
    FirstValue either_point_, either_comma_; ///< `1.234` and `1,234`
};

class TimeEvidence {
public:
    explicit TimeEvidence(DateOrder declared) : declared_(declared) {}
    void add(std::string_view value, std::uint64_t line);
    bool open() const;
    TimeConvention decide(Judged& verdict) const;

private:
    DateOrder declared_;
    FirstValue day_first_, month_first_; ///< there is such a day only in this order
    FirstValue slashed_, dotted_;        ///< either way, and not the same day
    bool same_ = false;                  ///< there are dates that are the same either way
    bool other_numbers_ = false;         ///< there are numbers that are no YYYYMMDD
    Epoch unit_ = Epoch::none;
};

} // namespace engage
