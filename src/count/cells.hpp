// cells.hpp -- what figures are counted for: a family of a channel, in all or for one value of a breakdown.
// SPDX-License-Identifier: MIT
#pragma once

#include <mutex>
#include <vector>

#include "engage/event.hpp"
#include "import/interner.hpp"

namespace engage::count {

/// The number of a cell, shared by all threads.
using Cell = std::uint32_t;

inline constexpr std::uint32_t no_key = 0xFFFFFFFF; ///< in place of a key: not a breakdown

struct CellInfo {
    Label channel = 0;
    Family family{};
    std::uint32_t key = no_key; ///< position among the keys asked for
    Label value = 0;
};

/// Safe to use from several threads.
class Cells {
public:
    Cell find(const CellInfo& info);
    CellInfo info(Cell cell) const;
    std::size_t size() const;
    std::size_t bytes() const;

private:
    mutable std::mutex mutex_;
    Interner numbers_;
    std::vector<CellInfo> infos_;
};

/// One thread's view of the cells.
class CellCache {
public:
    explicit CellCache(Cells& shared) : shared_(&shared) {}
    Cell find(const CellInfo& info) {
        const std::uint32_t key = info.key + 1; // 0: no key
        const std::size_t at = (info.channel * family_count + index_of(info.family)) * keys + key;
        if (key < keys && at < cells_.size() && info.value < cells_[at].size())
            if (const Cell cell = cells_[at][info.value]; cell != unknown) return cell;
        return find_new(info);
    }

private:
    static constexpr Cell unknown = 0xFFFFFFFF;
    static constexpr std::uint32_t channels = 1 << 10, keys = 16, values = 1 << 16; ///< that arrays are made for
    Cell find_new(const CellInfo& info);
    Cell find_rare(const CellInfo& info);

    Cells* shared_;
    std::vector<std::vector<Cell>> cells_; ///< by channel, family and key, then by value: two look-ups in arrays
    Interner rare_;                        ///< what would make those arrays too large
    std::vector<Cell> rare_cells_;
};

} // namespace engage::count
