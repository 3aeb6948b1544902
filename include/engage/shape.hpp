// shape.hpp -- how records of JSON are laid out anew before they are rows.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace engage {

/// Paths are keys with dots between. What is given is done in the order of the members.
struct Shape {
    /// The record becomes the object that is there, or that the text there holds; the first that is there. `*` in the
    /// last place is any member.
    std::vector<std::string> unwrap;
    std::vector<std::string> pairs; ///< an array of {"key": K, "value": V} becomes an object
    std::string each;               ///< of an array: one record for each element, beside all that is outside of it
    bool with_last = false;         ///< then the last element stands under `PATH_last`, too

    bool empty() const { return unwrap.empty() && pairs.empty() && each.empty(); }
};

} // namespace engage
