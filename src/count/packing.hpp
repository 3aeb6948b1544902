// packing.hpp -- events as bytes, to be written to a file and made into the same events again.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

#include "import/batch.hpp"

namespace engage::count {

/// Of the events all that counting looks at, but for their ids. Labels and cells stay numbers, so only the run that
/// packed can unpack.
void pack(const Batch& batch, std::string& into);

/// Makes the events of `batch` those that were packed. Their texts are runs of `packed`.
void unpack(std::string_view packed, Batch& batch);

/// Numbers one after the other, as they are in memory.
template <class Number>
void put(std::string& into, const Number& number) {
    static_assert(std::is_trivially_copyable_v<Number>);
    into.append(reinterpret_cast<const char*>(&number), sizeof number);
}
template <class Number>
Number take(std::string_view& from) {
    static_assert(std::is_trivially_copyable_v<Number>);
    Number number;
    std::memcpy(&number, from.data(), sizeof number);
    from.remove_prefix(sizeof number);
    return number;
}

} // namespace engage::count
