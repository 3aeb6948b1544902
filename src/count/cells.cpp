// cells.cpp -- numbers for cells.
// SPDX-License-Identifier: MIT
#include "count/cells.hpp"

#include <array>
#include <cstring>

namespace engage::count {
namespace {

using Packed = std::array<char, 16>;

Packed pack(const CellInfo& info) {
    const std::array<std::uint32_t, 4> parts{info.channel, static_cast<std::uint32_t>(info.family), info.key, info.value};
    Packed packed;
    std::memcpy(packed.data(), parts.data(), packed.size());
    return packed;
}

} // namespace

Cell Cells::find(const CellInfo& info) {
    const Packed packed = pack(info);
    const std::lock_guard lock(mutex_);
    const Cell cell = numbers_.intern({packed.data(), packed.size()});
    if (cell == infos_.size()) infos_.push_back(info);
    return cell;
}

CellInfo Cells::info(Cell cell) const {
    const std::lock_guard lock(mutex_);
    return infos_[cell];
}

std::size_t Cells::size() const {
    const std::lock_guard lock(mutex_);
    return infos_.size();
}

Cell CellCache::find(const CellInfo& info) {
    constexpr Label few = 1 << 12;
    if (info.key == no_key && info.channel < few) {
        const std::size_t at = info.channel * family_count + index_of(info.family);
        if (at >= totals_.size()) totals_.resize(at + family_count, unknown);
        if (totals_[at] == unknown) totals_[at] = shared_->find(info);
        return totals_[at];
    }
    const Packed packed = pack(info);
    const std::uint32_t number = seen_.intern({packed.data(), packed.size()});
    if (number == cells_.size()) cells_.push_back(shared_->find(info));
    return cells_[number];
}

} // namespace engage::count
