// access_log.hpp -- the log of a web server, a request in each line: the Common Log Format and the Combined.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engage/reading.hpp"
#include "read/dialect.hpp"
#include "read/layout.hpp"
#include "read/records.hpp"

namespace engage::read {

/// The dialect of such a log, where more than three in four lines of the sample are of one and `asked` says nothing
/// else about how the text is cut. Then adds to `reasons` what decided.
std::optional<Dialect> find_access_log(std::string_view sample, const Reading& asked,
                                       std::vector<std::string>& reasons);

/// Whether a record has the cells that every line of such a log begins with, as they must be. More may follow: servers
/// add some to a few lines only.
bool is_log_record(std::string_view text, const Record& record, AccessLog log);

/// What is wrong with a record of a table with so many columns; its line is 0. Nothing, where nothing is.
std::optional<BadRow> complaint_about_log_record(std::string_view text, const Record& record, AccessLog log,
                                                 std::size_t columns);

/// All of the text as one table without a header, with names for its columns: as many as its widest line has cells.
Layout lay_out_log(std::string_view text, const Dialect& dialect);

} // namespace engage::read
