// cells.cpp -- numbers for cells.
// SPDX-License-Identifier: MIT
#include "count/cells.hpp"

#include <array>
#include <cstring>

namespace engage::count {
namespace {

using Packed = std::array<char, 16>;

Packed pack(const CellInfo& info) {
    const std::array<std::uint32_t, 4> parts{info.channel, static_cast<std::uint32_t>(info.family), info.key,
                                             info.value};
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

std::size_t Cells::bytes() const {
    const std::lock_guard lock(mutex_);
    return numbers_.bytes() + infos_.capacity() * sizeof(CellInfo);
}

Cell CellCache::find_rare(const CellInfo& info) {
    const Packed packed = pack(info);
    const std::uint32_t number = rare_.intern({packed.data(), packed.size()});
    if (number == rare_cells_.size()) rare_cells_.push_back(shared_->find(info));
    return rare_cells_[number];
}

Cell CellCache::find_new(const CellInfo& info) {
    const std::uint32_t key = info.key + 1;
    if (info.channel >= channels || key >= keys || info.value >= values) return find_rare(info);
    const std::size_t at = (info.channel * family_count + index_of(info.family)) * keys + key;
    if (at >= cells_.size()) cells_.resize(at + 1);
    auto& by_value = cells_[at];
    if (info.value >= by_value.size()) by_value.resize(info.value + 1 + by_value.size() / 2, unknown);
    return by_value[info.value] = shared_->find(info);
}

} // namespace engage::count
