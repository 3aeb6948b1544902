// resources.hpp -- references of JSON:API, and what they refer to.
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace engage::read {

/// The objects of an array `included`, by their `type` and `id`; of equal ones the first. The array is valid, and
/// outlives them.
class Resources {
public:
    explicit Resources(std::string_view array);
    /// Adds the object to `into`. Where it refers to a resource at one of the paths, that is put there.
    void put(std::string_view object, const std::vector<std::string>& paths, std::string& into) const;

private:
    std::map<std::string, std::string_view> known_; // ordered, for names may be chosen to collide in a hash table
};

} // namespace engage::read
