// buffer.hpp -- memory that is about to be written.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace engage::read {

/// Leaves new elements as they are: what is never written is no memory either, and small inputs stay small.
template <class T>
struct Unset : std::allocator<T> {
    template <class U>
    struct rebind {
        using other = Unset<U>;
    };
    template <class U>
    void construct(U* at) {
        ::new (static_cast<void*>(at)) U;
    }
    template <class U, class... Values>
    void construct(U* at, Values&&... values) {
        std::allocator_traits<std::allocator<T>>::construct(*this, at, std::forward<Values>(values)...);
    }
};
using Buffer = std::vector<char, Unset<char>>;

} // namespace engage::read
