// reading.hpp -- the events of all inputs one after the other, for those who want the events themselves.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <vector>

#include "import/agenda.hpp"
#include "import/decoder.hpp"
#include "import/source.hpp"

namespace engage {

/// Opens every input, or throws as open_source and recognise do.
std::vector<Source> open_sources(const Request& request, bool keep_unknown = false);

/// The columns of all inputs that are no field, as keys: what `events` carries along.
std::vector<Key> other_columns(const Request& request, const std::vector<Source>& sources);

/// `periods`: what is asked for, nothing else is counted. The conditions of the request are among `keys`.
Decoding make_decoding(const Request& request, const std::vector<Period>& periods, std::vector<Key> keys);

/// Decodes everything on this thread, in the order of the input; repeated ids are marked. Returns the ledger of each
/// input.
std::vector<Ledger> read_events(const Request& request, std::vector<Source>& sources, const Decoding& decoding,
                                Labels& labels, const std::function<void(const Problem&)>& on_problem,
                                const std::function<void(const Batch&)>& on_batch);

/// The account of one input, as a report has it.
Account account_of(const Source& source, const Ledger& ledger);

} // namespace engage
