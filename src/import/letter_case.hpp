// letter_case.hpp -- ASCII letters in one case.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace engage {

inline std::string lowered(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

inline std::string raised(std::string_view text) {
    std::string upper(text);
    for (char& c : upper)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return upper;
}

} // namespace engage
