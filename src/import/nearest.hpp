// nearest.hpp -- the known word that a misspelt one most likely meant.
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace engage {

/// The word with the fewest edits (insert, delete, replace, swap neighbours), case aside; empty where none is near.
std::string_view nearest(std::string_view word, std::span<const std::string_view> known);

/// "did you mean 'ctr'?", or nothing.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known);

} // namespace engage
