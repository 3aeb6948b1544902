// keys.hpp -- what the keys of JSON objects are to their table, remembered.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engage/row.hpp"
#include "read/table.hpp"

namespace engage::read {

struct Key {
    std::string quoted; ///< as it usually stands in a record
    Place place;
    std::uint64_t head = 0, head_mask = 0; ///< the first eight bytes of `quoted`, or as many as there are
};

/// Records mostly have the same keys in the same order, some of them left out: so a key is looked for first among those
/// that came after the one before, and only then by its name.
class Keys {
public:
    explicit Keys(Columns columns) : columns_(std::move(columns)) {}

    void start_record() { likely_ = 0; }

    /// The key whose quoted name stands at `at`, with 8 readable bytes at least, if it is one that often comes here.
    const Key* guess(const char* at, const char* end);

    /// The key of that name, not escaped any more.
    const Key& find(std::string_view name);

    std::size_t width() const { return columns_.width; }

private:
    struct Known {
        Key key;
        std::size_t position = 0; // in order_
    };

    Columns columns_;
    std::map<std::string, Known, std::less<>> known_; // ordered, for keys may be chosen to collide in a hash table
    std::vector<const Key*> order_;                   // of first appearance
    std::size_t likely_ = 0;                          // in order_
    Key unknown_;                                     // one that is not remembered, because there are too many
};

inline const Key* Keys::guess(const char* at, const char* end) {
    constexpr std::size_t guesses = 6;
    std::uint64_t head = 0;
    std::memcpy(&head, at, sizeof head);
    const std::size_t until = std::min(likely_ + guesses, order_.size());
    for (std::size_t position = likely_; position < until; ++position) {
        const Key& key = *order_[position];
        if ((head & key.head_mask) != key.head) continue;
        const std::size_t size = key.quoted.size();
        if (size > sizeof head && !std::string_view(at, static_cast<std::size_t>(end - at)).starts_with(key.quoted))
            continue;
        likely_ = position + 1;
        return &key;
    }
    return nullptr;
}

/// Puts the values of records into rows.
class RecordWriter {
public:
    explicit RecordWriter(std::size_t width) : holders_(width) {}

    void start(Rows& rows, std::uint32_t line) {
        rows_ = &rows;
        const std::size_t begin = rows.cells.size();
        rows.cells.resize(begin + rows.width);
        cells_ = rows.cells.data() + begin;
        rows.lines.push_back(line);
    }
    void undo() {
        rows_->cells.resize(rows_->cells.size() - rows_->width);
        rows_->lines.pop_back();
    }
    void put(const Key& key, Cell cell);

private:
    Rows* rows_ = nullptr;
    Cell* cells_ = nullptr;           // of the row that is being filled
    std::vector<const Key*> holders_; // whose value a place has, if it has one
};

/// Of one key, the last value; of several keys for a place, that of the best name which has one. No value begins at 0,
/// where the brace is, so a cell that does was not filled yet.
inline void RecordWriter::put(const Key& key, Cell cell) {
    if (key.place.place < 0) return;
    Cell& present = cells_[key.place.place];
    const Key*& holder = holders_[static_cast<std::size_t>(key.place.place)];
    const bool better = present.begin == 0 || holder == &key ||
                        (cell.size != 0 && (present.size == 0 || key.place.rank < holder->place.rank));
    if (!better) return;
    present = cell;
    holder = &key;
}

} // namespace engage::read
