// flaw.cpp -- what is wrong with a record, as a code and in words.
// SPDX-License-Identifier: MIT
#include <array>

#include "read/records.hpp"

namespace engage::read {

std::string_view reason_of(Flaw flaw) {
    constexpr std::array<std::string_view, 5> reasons{"", "stray_quote", "unclosed_quote", "other_delimiter",
                                                      "lost_delimiter"};
    return reasons[static_cast<std::size_t>(flaw)];
}

std::string_view what_is_wrong(Flaw flaw) {
    constexpr std::array<std::string_view, 5> sentences{
        "", "a quote stands inside a quoted cell and is not doubled",
        "a quote that is opened in this record is never closed",
        "its cells are parted by another character than those of the table",
        "two quoted cells touch: a delimiter is lost between them"};
    return sentences[static_cast<std::size_t>(flaw)];
}

} // namespace engage::read
