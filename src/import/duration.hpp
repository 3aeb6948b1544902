// duration.hpp -- durations as exports write them, to microseconds.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace engage {

/// `00:01:23`, `1:02:03.5`, `01:23` (minutes and seconds), `1h 2m 3s`, `PT1M23S`: at most 10^12 seconds; digits beyond
/// microseconds are cut off. Not a number of seconds alone, whose decimal mark is that of its column. Nothing for
/// anything else.
std::optional<std::int64_t> read_duration(std::string_view text);

} // namespace engage
