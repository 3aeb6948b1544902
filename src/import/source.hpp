// source.hpp -- one input, opened and understood: its table, its importer, and what each column becomes.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "import/plan.hpp"
#include "read/table.hpp"

namespace engage {

struct Source {
    std::string name;        ///< as the user gave it
    read::Table table;
    Plan plan;
    std::string recognised;  ///< why this importer, in a sentence

    /// The wanted columns, for a reader of rows.
    read::Columns columns() const;
};

/// Opens the input and settles everything before the first row. Throws Failure: no_input where it cannot be read, data
/// where no importer knows it, usage for an unknown --as.
Source open_source(const Request& request, const std::string& name);

/// Makes the plan, for these keys, and decides the unit of a time column of plain numbers from the first rows.
void settle_plan(Source& source, const Request& request, const std::vector<Key>& keys);

/// Throws Failure(usage) for a --map, --by or --where whose column none of the inputs has. Inputs whose columns are
/// not known beforehand (JSON) may have any.
void check_columns(const Request& request, const std::vector<Source>& sources);

} // namespace engage
