// json.hpp -- a report as JSON, schema engage.report/1, and what one metric in it came from.
// SPDX-License-Identifier: MIT
#pragma once

#include "engage/report.hpp"
#include "report/json_writer.hpp"

namespace engage::report {

/// Valid UTF-8 JSON with a line end, the same bytes for the same report. Keys are always English and in a fixed order.
void write_json(const Report& report, const JsonWriter::Write& write);
/// One metric, as it stands under its name in a report.
void write_json(const Figure& figure, const JsonWriter::Write& write);
/// The figures of one metric with what it is, schema engage.explain/1. The report must be made of it alone.
void write_explanation(const Report& report, const Metric& metric, const JsonWriter::Write& write);

} // namespace engage::report
