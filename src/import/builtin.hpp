// builtin.hpp -- the files of data/importers, as the build found them.
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace engage {

struct BuiltinFile {
    std::string_view name;      ///< "data/importers/canonical.json"
    std::string_view recognise; ///< what stands at that key of the text, so that not all of it has to be read; or none
    std::string_view text;
};
/// Sorted by name. Written by CMake from the folder, so a file dropped there is built in.
std::span<const BuiltinFile> builtin_importers();

} // namespace engage
