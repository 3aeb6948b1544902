// lines.hpp -- the records of a sample, with what their layout is judged by.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "read/cell_kind.hpp"
#include "read/dialect.hpp"
#include "read/records.hpp"

namespace engage::read {

struct Line {
    std::size_t begin = 0;      ///< in bytes
    std::uint64_t number = 1;   ///< of its first line, from 1
    std::size_t width = 0;      ///< cells
    std::size_t filled_to = 0;  ///< cells without those at the end that are blank
    std::size_t first_cell = 0; ///< of its cells, among those of all lines
    std::uint64_t hash = 0;     ///< of its text
    bool blank = false;         ///< there is nothing in it, or it is a comment
    bool empty = false;         ///< all cells are blank
    bool sound = true;          ///< not damaged

    /// Whether it repeats another line.
    bool same_as_before(const Line& other) const { return width == other.width && hash == other.hash; }
};

/// Every record of a text.
class Lines {
public:
    Lines(std::string_view text, const Dialect& dialect);

    std::size_t size() const { return lines_.size(); }
    const Line& operator[](std::size_t i) const { return lines_[i]; }
    auto begin() const { return lines_.begin(); }
    auto end() const { return lines_.end(); }
    /// The number of the line after the last.
    std::uint64_t last_number() const { return last_number_; }

    /// `blank` beyond the end of the line.
    CellKind kind(std::size_t line, std::size_t column) const;
    bool is_empty(std::size_t line, std::size_t column) const;
    /// Whether the line has two or more cells, all of them words or text, but for blank ones at its end.
    bool header_like(std::size_t line) const;
    /// Unescaped, without blanks around it; empty beyond the end of the line.
    std::string cell(std::string_view text, std::size_t line, std::size_t column) const;

    /// All of a line, unescaped and otherwise unchanged.
    std::vector<std::string> cells(std::string_view text, std::size_t line) const;

private:
    static constexpr std::uint8_t unknown = 255;
    /// A field in half the memory: no sample is as large as that.
    struct Part {
        std::uint32_t begin, end : 31, escaped : 1;
    };

    bool scan(std::string_view text, std::size_t width);
    std::size_t usual_width() const;
    std::string_view bytes_of(const Part& part) const { return text_.substr(part.begin, part.end - part.begin); }
    std::string text_of(std::string_view text, const Part& part) const {
        return read::text_of(text, {part.begin, part.end, false, part.escaped != 0}, dialect_);
    }

    std::vector<Line> lines_;
    std::vector<Part> fields_;
    std::string_view text_;
    mutable std::vector<std::uint8_t> kinds_; // of each field, found out when asked for; `unknown` until then
    std::uint64_t last_number_ = 1;
    const Dialect& dialect_;
};

} // namespace engage::read
