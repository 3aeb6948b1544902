// keys.cpp -- keys by guess, by name, and once by asking.
// SPDX-License-Identifier: MIT
#include "read/keys.hpp"

#include <algorithm>
#include <cstring>

namespace engage::read {

namespace {

constexpr std::size_t most_remembered = 1 << 16; // so that keys made of data cannot fill the memory

/// Such a name never stands between quotes as it is, so it must not be guessed.
bool must_be_escaped(char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; }

} // namespace

Key KeySet::make(std::string_view name) {
    Key key;
    key.quoted = '"' + std::string(name) + '"';
    key.path = prefix_ + std::string(name);
    const std::size_t head = std::min(key.quoted.size(), sizeof key.head);
    std::memcpy(&key.head, key.quoted.data(), head);
    std::memset(&key.head_mask, 0xff, head);
    const auto known = book_->places.find(key.path);
    key.place = known != book_->places.end() ? known->second : book_->columns.find(key.path);
    if (key.place.place >= static_cast<int>(book_->columns.width)) key.place.place = -1;
    return key;
}

Key& KeySet::find(std::string_view name) {
    const auto found = known_.find(name);
    if (found != known_.end()) {
        likely_ = found->second.position + 1;
        return found->second.key;
    }
    Key key = make(name);
    if (book_->remembered == most_remembered) {
        unknown_ = std::move(key);
        unknown_.column = &unknown_;
        return unknown_;
    }
    ++book_->remembered;
    key.column = &*book_->places.emplace(key.path, key.place).first;
    Known& added = known_.emplace(name, Known{std::move(key), order_.size()}).first->second;
    if (std::any_of(name.begin(), name.end(), must_be_escaped)) return added.key;
    order_.push_back(&added.key);
    likely_ = order_.size();
    return added.key;
}

Key& KeySet::element(std::size_t index) {
    if (index < elements_.size()) return *elements_[index];
    Key& key = find(std::to_string(index));
    if (&key != &unknown_ && index == elements_.size()) elements_.push_back(&key);
    return key;
}

KeySet* KeySet::inside(KeyBook& book, Key& key) {
    const bool is_remembered = key.column != &key;
    if (!key.members && is_remembered) key.members = std::make_unique<KeySet>(book, key.path + '.');
    if (key.members) key.members->start_object();
    return key.members.get();
}

} // namespace engage::read
