// json_walk.hpp -- a walk over JSON that is known to be valid.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace engage::read {

/// A text of JSON, and `padding` readable bytes after it; so are all texts here.
struct Member {
    std::string_view key; ///< as it stands between its quotes
    std::string_view value;
};

/// The members of an object, one after the other.
class Members {
public:
    explicit Members(std::string_view object) : at_(object.data() + 1) {}
    bool next(Member& member);

private:
    const char* at_; // past the brace or the last value
};

/// The elements of an array, one after the other.
class Elements {
public:
    explicit Elements(std::string_view array) : at_(array.data() + 1) {}
    bool next(std::string_view& element);

private:
    const char* at_; // past the bracket or the last value
};

inline bool is_object(std::string_view value) { return value.front() == '{'; }
inline bool is_array(std::string_view value) { return value.front() == '['; }
inline bool is_string(std::string_view value) { return value.front() == '"'; }

/// The text of a string between its quotes, unescaped into `held` where it has escapes.
std::string_view string_text(std::string_view escaped, std::string& held);

/// What stands at a path, as Shape has them.
std::optional<Member> find_member(std::string_view object, std::string_view path);

} // namespace engage::read
