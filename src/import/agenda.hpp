// agenda.hpp -- the periods that a run makes figures of: the report's, those of a series, and what each is compared with.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engage/report.hpp"
#include "import/zone.hpp"

namespace engage {

struct Agenda {
    struct Item {
        std::size_t period = 0;              ///< position among `periods`
        std::optional<std::size_t> compared; ///< likewise; nothing: there is none
    };
    std::vector<Period> periods; ///< each once; they may overlap
    Item report;
    std::vector<Item> series; ///< in the order of time
};

/// The period asked for, with its instants; a side that was not asked for is open until all events are known. Throws
/// Failure(usage) where it ends before it begins.
Period asked_period(const Request& request, Zone& zone);

/// Days of the request's time zone, as if they were asked for.
Period period_of(const Request& request, Days days, Zone& zone);

/// `whole` is the report's period, both sides known; what is compared with it may begin before it only if its first day
/// was asked for, for else nothing is known of what was before. Throws Failure(usage) where the series has too many
/// units.
Agenda make_agenda(const Request& request, const Period& whole, Zone& zone);

/// Whether there is more than the report's own period.
bool has_several_periods(const Request& request);

} // namespace engage
