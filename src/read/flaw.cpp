// flaw.cpp -- what is wrong with a record, as a code and in words.
// SPDX-License-Identifier: MIT
#include <array>
#include <utility>

#include "read/records.hpp"

namespace engage::read {

BadRow complaint_about(Flaw flaw, std::size_t cells, std::size_t columns) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> flaws{
        {{"stray_quote", "a quote stands inside a quoted cell and is not doubled"},
         {"unclosed_quote", "a quote that is opened in this record is never closed"},
         {"other_delimiter", "its cells are parted by another character than those of the table"},
         {"lost_delimiter", "two quoted cells touch: a delimiter is lost between them"}}};
    if (flaw != Flaw::none) {
        const auto& [reason, what] = flaws[static_cast<std::size_t>(flaw) - 1];
        return {0, reason, std::string(what)};
    }
    return {0, cells > columns ? "too_many_cells" : "too_few_cells",
            std::to_string(cells) + (cells == 1 ? " cell" : " cells") + " where the header has " +
                std::to_string(columns)};
}

} // namespace engage::read
