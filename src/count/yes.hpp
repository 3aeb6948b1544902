// yes.hpp -- the spellings of an attribute that say yes.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string_view>

namespace engage::count {

inline constexpr std::array<std::string_view, 11> yes_words{"true", "True", "TRUE", "yes", "Yes", "YES",
                                                            "y",    "Y",    "t",    "T",   "1"};

} // namespace engage::count
