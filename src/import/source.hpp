// source.hpp -- one input, opened and understood: its table, its importer, and what each column becomes.
// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "import/plan.hpp"
#include "read/table.hpp"

namespace engage {

struct Source {
    std::string name; ///< as the user gave it; of a file in an archive, with its name
    read::Table table;
    Plan plan;
    std::string recognised;            ///< why this importer, in a sentence
    bool known = true;                 ///< an importer knows it, or it is empty
    std::vector<std::string> left_out; ///< what else the same archive holds, and why it is not read
    std::deque<read::Chunk> ahead;     ///< chunks that were looked at already, and are still to be read

    /// As those of the table, but for the chunks that wait in `ahead`.
    const read::Chunk& first() const { return ahead.empty() ? table.first() : ahead.front(); }
    bool next(read::Chunk& chunk);
    /// The wanted columns, for a reader of rows.
    read::Columns columns() const;
};

/// Throws Failure(usage) with the nearest name.
const Importer& importer_named(const std::string& name);

/// Opens the input: one source, or one for each table of an archive. Throws Failure(no_input) where it cannot be read.
std::vector<Source> open_source(const Request& request, const std::string& name);

/// Finds the importers: that asked for, else the only one without a system of its own, which is known by a column for
/// the event. Where none knows a table, throws Failure(data); of the tables of an archive, only where none knows any.
/// `keep_unknown`: such a table is kept, and its rows are ignored.
void recognise(std::vector<Source>& sources, const Request& request, bool keep_unknown);
/// What to do about an input that no importer knows.
inline constexpr std::string_view unknown_event = "no column is known to hold the event";
inline constexpr std::string_view unknown_event_advice =
    "--map event=COLUMN names the column, --set event=FAMILY.VERB gives one event to all rows";

/// Makes the plan, for these keys, and decides how the numbers and times of its columns are written.
void settle_plan(Source& source, const Request& request, const std::vector<Key>& keys);

/// Throws Failure(usage) for a --map, --by or --where whose column none of the inputs has. Inputs whose columns are
/// not known beforehand (JSON) may have any.
void check_columns(const Request& request, const std::vector<Source>& sources);

} // namespace engage
