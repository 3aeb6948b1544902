// json_problem.hpp -- what is wrong with a JSON text, in words.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <simdjson.h>

namespace engage::read {

std::string_view explain(simdjson::error_code error);

} // namespace engage::read
