// parts.hpp -- which tables of one input are read, and by which importer.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "import/source.hpp"

namespace engage {

/// In place of the position of a table: what is made of lines of a name and its value.
inline constexpr std::size_t pairs_table = SIZE_MAX;

/// An importer that knows a table of an input.
struct Candidate {
    std::string importer, why;
    std::size_t fit = 0;   ///< how much its fingerprint asks for
    std::size_t table = 0; ///< position, or pairs_table
    Telling telling;       ///< what a table that is read with it tells already
};

/// Throws Failure(data): both know the source equally well.
[[noreturn]] void refuse_ambiguous(const Source& source, const Candidate& one, const Candidate& other);

/// Of `candidates`, those that ask for most first, the tables that are read, in their order: that of the first, and
/// where its importer says `every_table`, all that an importer of the same system knows that says so, too. What two
/// tables tell one importer is taken from that whose fingerprint asks for more, of equals from the first; a table that
/// tells nothing else is not read. Throws Failure(data) where two importers know a table equally well.
std::vector<Candidate> tables_to_read(Source& source, const Request& request, const std::vector<Candidate>& candidates);

/// Takes the parts of the source that `tables` are apart from it, all but the last, which stays.
std::vector<Source> take_parts(Source& source, const std::vector<Candidate>& tables);

} // namespace engage
