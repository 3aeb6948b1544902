// row_reader.cpp -- who makes the rows of a chunk.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "read/csv.hpp"
#include "read/json.hpp"
#include "read/reshape.hpp"
#include "read/scan.hpp"
#include "read/table.hpp"

namespace engage::read {

struct RowReader::State {
    std::variant<CsvReader, JsonReader> reader;
    std::optional<Reshaper> reshaper = {}; // where the records have a shape

    void read(Chunk& chunk, Rows& rows) {
        std::visit([&](auto& either) { either.read(chunk, rows); }, reader);
    }
    void read_reshaped(Chunk& chunk, Rows& rows);
};

/// Counts are those of the chunk as it stood in the input.
void RowReader::State::read_reshaped(Chunk& chunk, Rows& rows) {
    const std::uint64_t lines = count_newlines(chunk.buffer.data(), chunk.buffer.data() + chunk.size);
    const std::uint64_t replaced = reshaper->rewrite(chunk);
    rows.text = chunk.buffer.data();
    read(chunk, rows);
    rows.line_count = lines;
    rows.replaced += replaced;
}

RowReader::RowReader(const Format& format, Columns columns) {
    if (format.kind == Kind::csv) {
        state_ = std::make_unique<State>(State{CsvReader(format, columns)});
    } else {
        state_ = std::make_unique<State>(State{JsonReader(format, std::move(columns))});
        if (!format.shape.empty()) state_->reshaper.emplace(format);
    }
}

RowReader::~RowReader() = default;
RowReader::RowReader(RowReader&&) noexcept = default;

void RowReader::read(Chunk& chunk, Rows& rows) {
    rows.reuse();
    rows.skipped.clear();
    rows.text = chunk.buffer.data();
    if (chunk.damaged || chunk.size == 0) {
        rows.cells.clear();
        rows.lines.clear();
        rows.line_count = count_newlines(rows.text, rows.text + chunk.size);
    } else if (state_->reshaper) {
        state_->read_reshaped(chunk, rows);
    } else {
        state_->read(chunk, rows);
    }
    if (chunk.bad.empty()) return;
    rows.bad.insert(rows.bad.end(), chunk.bad.begin(), chunk.bad.end());
    std::stable_sort(rows.bad.begin(), rows.bad.end(),
                     [](const BadRow& a, const BadRow& b) { return a.line < b.line; });
}

} // namespace engage::read
