// pattern.hpp -- texts with a `*` for any text.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace engage {

/// Whether a text is as a pattern says, in which `*` stands for any text, also none.
inline bool matches(std::string_view text, std::string_view pattern) {
    const auto star = pattern.find('*');
    if (star == pattern.npos) return text == pattern;
    if (!text.starts_with(pattern.substr(0, star))) return false;
    text.remove_prefix(star);
    pattern.remove_prefix(star + 1);
    // Every piece between stars is taken as early as it comes, the last as late.
    for (auto next = pattern.find('*'); next != pattern.npos; next = pattern.find('*')) {
        const auto at = text.find(pattern.substr(0, next));
        if (at == text.npos) return false;
        text.remove_prefix(at + next);
        pattern.remove_prefix(next + 1);
    }
    return text.ends_with(pattern);
}

} // namespace engage
