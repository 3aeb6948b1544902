// notes.hpp -- what the reader of a figure should know, with stable codes.
// SPDX-License-Identifier: MIT
#pragma once

#include <set>

#include "measure/cell_amounts.hpp"
#include "measure/sections.hpp"

namespace engage::measure {

/// The notes of one section.
struct NoteMaker {
    const Counted& counted;
    const CellIndex& index;
    Label channel = 0;
    std::vector<Note> all(const std::set<Family>& families, const CellAmounts& total, const Section& section) const;
};

std::vector<Note> report_notes(const Counted& counted);

} // namespace engage::measure
