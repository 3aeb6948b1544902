// inspect.hpp -- what is seen in a file, for a person.
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "import/source.hpp"

namespace engage::report {

/// A column of an input, with what became of it.
struct ColumnSeen {
    std::string name;
    std::string became;                ///< "time", "attribute", "time (epoch seconds)"
    std::vector<std::string> examples; ///< the first different values
};

/// One input, read to its end.
struct InputSeen {
    const Source* source = nullptr;
    std::vector<ColumnSeen> columns;
    std::map<std::pair<std::string, std::string>, std::uint64_t> events; ///< rows by channel and event word
    Account account;
    Instant earliest = INT64_MAX, latest = INT64_MIN;
};

std::string to_text(const InputSeen& seen);

/// What could not be decoded, in a sentence.
std::string decoding_in_words(const read::TextDecoder& decoder);

} // namespace engage::report
