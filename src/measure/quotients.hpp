// quotients.hpp -- which quotients a request asks for, and what is said of them.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <vector>

#include "count/quotients.hpp"
#include "count/tallies.hpp"
#include "engage/report.hpp"

namespace engage::measure {

/// The definition of a metric that the request asks for.
const Definition& definition_for(const Request& request, const Metric& metric);

/// Whether a term of a sum is such a tally.
template <class Test>
bool any_term(const Sum& sum, Test test) {
    const auto terms = sum.all();
    return std::any_of(terms.begin(), terms.end(), [&](const Term& term) { return test(tally_table[term.tally]); });
}

/// By page, views and time belong to the page they happened on, sessions to the page they began on: a quotient of the
/// one by the other would say nothing about either.
bool mixes_pages(const Definition& definition);

/// Those that may be shown whose intervals need to know what each customer did. None where no intervals are asked for.
std::vector<count::Quotient> quotients_in_use(const Request& request);

} // namespace engage::measure
