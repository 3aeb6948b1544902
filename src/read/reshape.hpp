// reshape.hpp -- JSON records that nest what should be rows, rewritten before they are read.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engage/shape.hpp"
#include "read/extent.hpp"
#include "read/json_walk.hpp"
#include "read/strict_json.hpp"
#include "read/table.hpp"

namespace engage::read {

/// Gives the records of chunks their shape. All parts of values keep their bytes. One per thread.
class Reshaper {
public:
    explicit Reshaper(const Format& format) : shape_(format.shape), by_lines_(format.kind == Kind::json_lines) {}

    /// Rewrites the chunk, whose records are then chunk.elements, each with the line it was read from. A record that
    /// will be refused stays as it is, so that it is refused as ever. One that would become too long is among
    /// chunk.bad. Returns the characters that no text can hold, as Rows::replaced.
    std::uint64_t rewrite(Chunk& chunk);

private:
    void rewrite_line(const char* begin, const char* end, std::uint32_t line);
    void rewrite_record(std::string_view record, std::uint32_t line);
    void put_shaped(std::string_view record, std::uint32_t line);
    std::string_view unwrapped(std::string_view record);
    std::optional<std::string_view> unwrapped_once(std::string_view record);
    bool unwrap_string(std::string_view quoted);
    std::string_view with_objects(std::string_view record);
    std::optional<Member> parts_of(std::string_view record) const;
    std::optional<std::string_view> with_resources(std::string_view record);
    void put_each(std::string_view record, std::uint32_t line);
    void reserve(std::size_t bytes);
    void put(std::initializer_list<std::string_view> parts, std::uint32_t line);

    Shape shape_;
    bool by_lines_;
    StrictJson strict_;
    ExtentFinder extents_;
    std::vector<Element> in_line_; // the records of a line that has several
    std::string inner_;            // the object that a string held
    std::string paired_, spare_;   // the record with objects instead of pairs, and while the next one is written
    std::string resolved_;         // the record with resources instead of references
    // Of the chunk that is being rewritten:
    Chunk* chunk_ = nullptr;
    Buffer text_; // what becomes of it
    std::size_t size_ = 0;
    std::vector<Element> elements_;
    std::uint64_t replaced_ = 0;
};

} // namespace engage::read
