// shape.hpp -- how the records of a JSON export nest what should be rows, as data.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace engage {

/// What is done to each record before it is read as a row, in the order of the members. A path is made of the keys that
/// lead to a value, compared exactly, with dots between. Keys may hold dots themselves: of several ways to read a path,
/// the one with the longest first key counts; of repeated keys, the last.
struct Shape {
    /// Paths; the record becomes the object that stands at the first of them which has one, or has a string that holds
    /// one; and that object likewise, up to `deepest_unwrap` times. `*` as the last key of a path is the first member
    /// that is an object. A record with none stays as it is.
    std::vector<std::string> unwrap;
    /// Paths of arrays of {"key": K, "value": V}, or "name" for "key": each becomes an object of K to V; of a repeated
    /// K, the first. A V that is an object of typed values, with keys that end in `_value` or `Value`, becomes the
    /// first of them that is not null. Elements that are no such pairs are left out; an array without any stays.
    std::vector<std::string> pairs;
    /// Paths; an array at the first of them which has something: the record becomes one for each element, with the
    /// element in the array's place. Anything else that stands there stays, and the record is one. null and an empty
    /// array are nothing; where there is nothing else, the first empty array is left out.
    std::vector<std::string> each;
    /// With `each`: paths in an element, of references as JSON:API has them, {"type": T, "id": I}. Each becomes the
    /// object of that type and id in the record's array `included`, which itself is left out.
    std::vector<std::string> resolve;
    /// With `each`: the last element of the array stands beside each of them, under the array's key with `_last` added.
    bool with_last = false;

    /// A message within a message within one of a queue, and one more.
    static constexpr std::size_t deepest_unwrap = 4;

    bool empty() const { return unwrap.empty() && pairs.empty() && each.empty(); }
};

} // namespace engage
