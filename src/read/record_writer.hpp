// record_writer.hpp -- values of JSON records into rows.
// SPDX-License-Identifier: MIT
#pragma once

#include <climits>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engage/row.hpp"
#include "read/keys.hpp"
#include "read/scan.hpp"

namespace engage::read {

/// Where the rows of a chunk stood, to go back there.
struct RowsMark {
    std::size_t cells, lines, bad;
};

class RecordWriter {
public:
    /// Is told the columns that come with a value but have no place; for who only wants to know what columns there are.
    using Listener = std::function<void(const Key&)>;

    RecordWriter(std::size_t width, Listener listener) : listener_(std::move(listener)), holders_(width) {}

    /// Texts that do not stand in the chunk get places from `size` on, as if they followed it.
    void start_chunk(Rows& rows, std::size_t size) {
        rows_ = &rows;
        aside_begin_ = size;
        aside_.clear();
    }
    const std::string& aside() const { return aside_; }

    void start(std::uint32_t line) {
        const std::size_t begin = rows_->cells.size();
        rows_->cells.resize(begin + rows_->width);
        cells_ = rows_->cells.data() + begin;
        rows_->lines.push_back(line);
    }
    RowsMark mark() const { return {rows_->cells.size(), rows_->lines.size(), rows_->bad.size()}; }
    void undo(RowsMark to) {
        rows_->cells.resize(to.cells);
        rows_->lines.resize(to.lines);
        rows_->bad.resize(to.bad);
    }

    void put(const Key& key, Cell cell);
    /// A text that does not stand in the chunk: who gets it may change it, and a text that holds it stays as it is.
    void put_aside(const Key& key, std::string_view text);
    /// The text of a whole object, for who asks for just that and not for a value in it.
    void put_object(const Key& key, Cell cell);
    void count_replaced(std::uint64_t characters) { rows_->replaced += characters; }

private:
    /// Whose value a place has, if it has one.
    struct Holder {
        const void* column = nullptr;
        int rank = 0;
    };

    Listener listener_;
    Rows* rows_ = nullptr;
    Cell* cells_ = nullptr; // of the row that is being filled
    std::vector<Holder> holders_;
    std::size_t aside_begin_ = 0;
    std::string aside_;
};

/// Of one column, the last value; of several for a place, that of the best name which has one. No value of an object
/// begins at 0, where the brace is, so a cell that does was not filled yet.
inline void RecordWriter::put(const Key& key, Cell cell) {
    if (key.place.place < 0) {
        if (listener_) listener_(key);
        return;
    }
    Cell& present = cells_[key.place.place];
    Holder& holder = holders_[static_cast<std::size_t>(key.place.place)];
    const bool better = present.begin == 0 || holder.column == key.column ||
                        (cell.size != 0 && (present.size == 0 || key.place.rank < holder.rank));
    if (!better) return;
    present = cell;
    holder = {key.column, key.place.rank};
}

inline void RecordWriter::put_aside(const Key& key, std::string_view text) {
    const std::size_t begin = aside_begin_ + aside_.size();
    aside_ += text;
    put(key, cell_at(begin, begin + text.size()));
}

inline void RecordWriter::put_object(const Key& key, Cell cell) {
    if (key.place.place < 0) return;
    Cell& present = cells_[key.place.place];
    Holder& holder = holders_[static_cast<std::size_t>(key.place.place)];
    if (present.size != 0 && holder.column != key.column) return;
    present = cell;
    holder = {key.column, INT_MAX};
}

} // namespace engage::read
