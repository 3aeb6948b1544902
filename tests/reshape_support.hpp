// reshape_support.hpp -- shapes in a word, and what is read with them: what the tests of shapes share.
// SPDX-License-Identifier: MIT
#pragma once

#include "catch.hpp"

#include "read_support.hpp"

namespace engage::test {


inline Shape unwrap(std::vector<std::string> paths) { return {std::move(paths), {}, {}, {}, false}; }
inline Shape pairs(std::vector<std::string> paths) { return {{}, std::move(paths), {}, {}, false}; }
inline Shape each(std::string path, bool with_last = false) { return {{}, {}, {std::move(path)}, {}, with_last}; }
inline Shape each_of(std::vector<std::string> paths) { return {{}, {}, std::move(paths), {}, false}; }

inline Reading read_shaped(const Shape& shape, const std::string& text, std::vector<std::string> columns = {},
                           bool scalars = false) {
    return read_text(text, std::move(columns), {}, {{}, scalars, shape});
}

/// Rows, then refused records with what is wrong with them.
inline Strings rows_of(const Reading& reading) {
    Strings all = reading.rows;
    for (std::size_t i = 0; i < reading.bad.size(); ++i) all.push_back(reading.bad[i] + ": " + reading.what[i]);
    return all;
}

struct Trio {
    Shape shape;
    std::string bytes;
    Strings rows; ///< of the columns a and b
};

inline void check(const std::vector<Trio>& trios) {
    for (const auto& [shape, bytes, rows] : trios) {
        INFO(bytes);
        CHECK(rows_of(read_shaped(shape, bytes, {"a", "b"})) == rows);
    }
}

} // namespace engage::test
