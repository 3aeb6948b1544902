// wrapper.hpp -- the array of records inside of an object that is not a record itself, such as `{"data":[...]}`.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "read/extent.hpp"

namespace engage::read {

/// An object wraps an array of objects if it is not a record of its own: it has no member that names one thing or tells
/// what happened (`id`, `uuid`, `email`, `event`, `event_type`, ...) and at most twelve others beside, and the same
/// holds for each object on the way to the array. Members that only accompany data (`links`, `included`, `errors`) are
/// never it. Of several arrays it is the one with most elements, of equal ones the first.
class WrapperSearch {
public:
    struct Found {
        std::string path;
        std::size_t depth = 0;    ///< names in the path
        std::size_t begin = 0;    ///< past the array's bracket
        std::size_t elements = 0; ///< that were seen
    };

    /// In `sample`, which is or begins an object, and has a quote or a line end after it, as ExtentFinder wants it.
    std::optional<Found> search(std::string_view sample);
    /// All arrays that could be it, after a search.
    const std::vector<Found>& candidates() const { return found_; }

private:
    bool walk_object(const std::string& path, std::size_t depth);
    bool walk_value(const std::string& path, std::size_t depth);
    bool walk_array(const std::string& path, std::size_t depth);
    bool skip_value();
    void skip_space();

    const char* begin_ = nullptr;
    const char* at_ = nullptr;
    const char* end_ = nullptr;
    ExtentFinder extents_;
    std::vector<Found> found_;
};

} // namespace engage::read
