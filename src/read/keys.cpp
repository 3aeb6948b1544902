// keys.cpp -- keys by guess, by name, and once by asking.
// SPDX-License-Identifier: MIT
#include "read/keys.hpp"

#include <algorithm>
#include <cstring>

namespace engage::read {

namespace {

constexpr std::size_t remembered = 1 << 16; // so that keys made of data cannot fill the memory

/// Such a name never stands between quotes as it is, so it must not be guessed.
bool must_be_escaped(char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; }

} // namespace

const Key& Keys::find(std::string_view name) {
    const auto found = known_.find(name);
    if (found != known_.end()) {
        likely_ = found->second.position + 1;
        return found->second.key;
    }
    Key key{'"' + std::string(name) + '"', columns_.find(name)};
    const std::size_t head = std::min(key.quoted.size(), sizeof key.head);
    std::memcpy(&key.head, key.quoted.data(), head);
    std::memset(&key.head_mask, 0xff, head);
    if (key.place.place >= static_cast<int>(columns_.width)) key.place.place = -1;
    if (known_.size() == remembered) return unknown_ = std::move(key);
    const Known& added = known_.emplace(name, Known{std::move(key), order_.size()}).first->second;
    if (std::any_of(name.begin(), name.end(), must_be_escaped)) return added.key;
    order_.push_back(&added.key);
    likely_ = order_.size();
    return added.key;
}

} // namespace engage::read
