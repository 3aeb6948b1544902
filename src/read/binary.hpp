// binary.hpp -- files that hold no text.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace engage::read {

/// What a file is that begins so, by the marks of common formats: "a PDF file"; empty where it may be text.
std::string_view binary_format(std::string_view start);

/// Whether there are zeros as text has none, not even UTF-16.
bool looks_binary(std::string_view start);

} // namespace engage::read
