// recognise.hpp -- which importer knows an input, and why.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "import/source.hpp"

namespace engage {

/// Those of the request first, then those that are built in. Throws Failure(usage) with the nearest name.
const Importer& importer_named(const Request& request, const std::string& name);

/// Finds the importers: that asked for; one that any row suits, where the event is set or mapped; else the one with the
/// fingerprint that asks for most; else the one for tables with a column for the event. Of several tables of a text,
/// the one it knows is chosen. Where two importers know an input equally well, throws Failure(data) that names them.
/// Where none does, likewise, with what to do; of the tables of an archive, only where none knows any.
/// `keep_unknown`: such a table is kept, and its rows are ignored.
void recognise(std::vector<Source>& sources, const Request& request, bool keep_unknown);

/// What to do about an input that no importer knows.
inline constexpr std::string_view unknown_event = "no column is known to hold the event";
inline constexpr std::string_view unknown_event_advice =
    "--map event=COLUMN names the column, --set event=FAMILY.VERB gives one event to all rows";

} // namespace engage
