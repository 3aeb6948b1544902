// inspect.hpp -- what is seen in a file, for a person and for programs.
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
    std::string kind;                  ///< of most of its first values: "number", "time" …
    std::string became;                ///< "time", "attribute", "time (epoch seconds)"
    std::vector<std::string> examples; ///< the first different values
};

/// One input, read to its end.
struct InputSeen {
    const Source* source = nullptr;
    std::vector<ColumnSeen> columns;
    std::string unknown; ///< of a source that no importer knows: what to do
    std::map<std::pair<std::string, std::string>, std::uint64_t> events; ///< rows by channel and event word
    Account account;
    Instant earliest = INT64_MAX, latest = INT64_MIN;
};

/// One screen for each input, unless it has very many columns.
std::string to_text(const InputSeen& seen);
/// Schema engage.inspect/1: {"schema", "tool", "inputs": [...]}.
std::string to_json(const std::vector<InputSeen>& seen);

/// What could not be decoded, in a sentence.
std::string decoding_in_words(const read::TextDecoder& decoder);
/// What the owner of a file should look at: each a sentence, with what to do.
std::vector<std::string> doubts_about(const InputSeen& seen);
/// Where the events of a table lie: `CSV`, `JSON array` …
std::string name_of(read::Kind kind);

} // namespace engage::report
