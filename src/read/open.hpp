// open.hpp -- a name to its tables: one, or those of the files in an archive.
// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "engage/reading.hpp"
#include "read/table.hpp"

namespace engage::read {

struct Opened {
    std::vector<Table> tables;         ///< one for each file; format().tables tells whether it holds several
    std::vector<std::string> left_out; ///< files of an archive that hold no text, with what they hold
};

/// `-` is `standard_input`, or file descriptor 0 where that is null. Throws Failure(no_input) where the input cannot be
/// read or holds no text.
Opened open_tables(const std::string& name, std::istream* standard_input, const Reading& reading);

/// The same table once more, from the start. Only of files, not of standard input.
Table open_again(const Table& table, const Reading& reading);

} // namespace engage::read
