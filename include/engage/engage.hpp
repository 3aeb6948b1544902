// engage.hpp -- the manual: what the library does, with examples, then its headers.
// SPDX-License-Identifier: MIT
//
// engage counts what customers did, channel by channel, and divides: retention, churn, open and click rates, bounce
// and exit rates, NPS, CSAT and the rest of its catalogue. Every figure keeps its definition, numerator, denominator
// and, where a sound method exists, its interval; every row that was read is accounted for.
//
//     bytes -> rows -> events -> tallies -> metrics -> report
//
// A REPORT OF SOME FILES
//
//     engage::Request request;
//     request.inputs = {"mail.csv", "web.ndjson.gz"};
//     request.from = engage::read_day("2026-11-09");
//     request.to = engage::read_day("2026-11-15");
//     const engage::Report report = engage::make_report(request);
//     for (const auto& section : report.channels)
//         for (const auto& figure : section.total.metrics)
//             if (figure.value) std::cout << section.channel << ' ' << figure.metric->name << ' ' << *figure.value << '\n';
//
// Throws engage::Failure where nothing can be reported: an input is missing, a time zone unknown. Rows that cannot be
// used are no exception but accounts (Report::inputs), and are told one by one to the callback of make_report.
//
// A METRIC ON FIGURES AT HAND
//
//     const engage::Metric& crr = *engage::find_metric("crr");
//     const engage::Figure figure = engage::compute(crr, crr.standard(), lookup, 95);
//
// where `lookup` gives the amount of a tally by its position in engage::tallies(). Where the denominator is 0 the value
// is missing and `reason` says why; it is never 0, infinite or NaN.
//
// THE WHOLE PROGRAM
//
//     std::istringstream in; std::ostringstream out, err;
//     const int status = engage::run({"report", "mail.csv", "--format", "json"}, in, out, err);
//
// does what the command line does, without a process: tests and other programs call it so.
//
// THREADS. All functions may be called from several threads at once. make_report uses threads of its own; its result
// does not depend on how many.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "engage/change.hpp"
#include "engage/convention.hpp"
#include "engage/event.hpp"
#include "engage/goal.hpp"
#include "engage/importer.hpp"
#include "engage/metric.hpp"
#include "engage/period.hpp"
#include "engage/problem.hpp"
#include "engage/report.hpp"
#include "engage/row.hpp"
#include "engage/tally.hpp"

namespace engage {

/// The command line `engage ARGS…`, without the program's name. The result is the exit status; never throws.
int run(const std::vector<std::string>& args, std::istream& in, std::ostream& out, std::ostream& err);

} // namespace engage
