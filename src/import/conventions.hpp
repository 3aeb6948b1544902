// conventions.hpp -- decides, from the values of each column, how its numbers and dates are written.
// SPDX-License-Identifier: MIT
#pragma once

#include "import/source.hpp"

namespace engage {

/// Settles plan.time, plan.numbers and plan.decisions. What the request says holds, else what the importer declares,
/// else what the values show: those of the first chunk and, of columns these leave open, of the chunks that follow,
/// until one shows it. Values that contradict one another within a chunk decide nothing: such a column stays open.
/// A file is opened a second time for this; of anything else up to 64 MiB are kept in source.ahead.
void settle_conventions(Source& source, const Request& request);

/// Settles translation->numbers, likewise.
void settle_arithmetic(Source& source, const Request& request);

} // namespace engage
