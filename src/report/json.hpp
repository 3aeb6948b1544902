// json.hpp -- a report as JSON, schema engage.report/1.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "engage/report.hpp"

namespace engage::report {

/// Valid UTF-8 JSON with a line end, the same bytes for the same report. Keys are always English and in a fixed order.
std::string to_json(const Report& report);
/// One metric, as it stands under its name in a report.
std::string to_json(const Figure& figure);

} // namespace engage::report
