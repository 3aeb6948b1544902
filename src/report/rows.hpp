// rows.hpp -- a table as it was read, as clean CSV.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>

#include "engage/problem.hpp"
#include "read/table.hpp"

namespace engage::report {

/// Writes the header and every record of the table: RFC 4180, UTF-8, the text of the cells unchanged, each record with the
/// cells it has. What is odd about a record is told to `on_remark` with its line.
void write_rows(read::Table& table, const std::function<void(std::string_view)>& write,
                const std::function<void(Problem)>& on_remark);

} // namespace engage::report
