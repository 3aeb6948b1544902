// keys.hpp -- what the keys of JSON objects are to their table, remembered.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engage/row.hpp"
#include "read/table.hpp"

namespace engage::read {

class KeySet;

struct Key {
    std::string quoted; ///< as it usually stands in a record
    std::string path;   ///< its column: the keys that lead to it, with dots between
    Place place;
    const void* column = nullptr; ///< the same for all keys of one path, as `a.b` and `b` in `a` are
    std::array<std::uint64_t, 2> head{}, head_mask{}; ///< the first bytes of `quoted`, as many as there are of 16
    /// Whether somebody may want an element of the array that is its value, once that was asked.
    enum class Inside : std::uint8_t { not_asked, wanted, unwanted } inside = Inside::not_asked;
    std::unique_ptr<KeySet> members; ///< those of its value, where that is an object or an array
};

/// What all keys of a reader share.
struct KeyBook {
    Columns columns;
    std::map<std::string, Place, std::less<>> places; ///< by path, of the keys that are remembered
    std::size_t remembered = 0;
};

/// The keys of the objects in one place. Records mostly have the same keys in the same order, some of them left out: so
/// a key is looked for first among those that came after the one before, and only then by its name.
class KeySet {
public:
    /// `prefix`: of the paths.
    KeySet(KeyBook& book, std::string prefix) : book_(&book), prefix_(std::move(prefix)) {}

    void start_object() { likely_ = 0; }

    /// The key whose quoted name stands at `at`, with 16 readable bytes at least, if it is one that often comes here.
    Key* guess(const char* at, const char* end);
    /// The key of that name, not escaped any more.
    Key& find(std::string_view name);
    /// The key of an element of an array.
    Key& element(std::size_t index);
    static KeySet* inside(KeyBook& book, Key& key);

private:
    struct Known {
        Key key;
        std::size_t position = 0; // in order_
    };

    Key make(std::string_view name);

    KeyBook* book_;
    std::string prefix_;
    std::map<std::string, Known, std::less<>> known_; // ordered, for keys may be chosen to collide in a hash table
    std::vector<Key*> order_;                         // of first appearance
    std::vector<Key*> elements_;                      // by index
    std::size_t likely_ = 0;                          // in order_
    Key unknown_;                                     // one that is not remembered, because there are too many
};

inline Key* KeySet::guess(const char* at, const char* end) {
    constexpr std::size_t guesses = 6;
    std::array<std::uint64_t, 2> head;
    std::memcpy(&head, at, sizeof head);
    const std::size_t until = std::min(likely_ + guesses, order_.size());
    Key* const* const order = order_.data();
    for (std::size_t position = likely_; position < until; ++position) {
        Key& key = *order[position];
        if ((((head[0] ^ key.head[0]) & key.head_mask[0]) | ((head[1] ^ key.head[1]) & key.head_mask[1])) != 0)
            continue;
        const std::size_t size = key.quoted.size();
        if (size > sizeof head && !std::string_view(at, static_cast<std::size_t>(end - at)).starts_with(key.quoted))
            continue;
        likely_ = position + 1;
        return &key;
    }
    return nullptr;
}

/// All keys of the records of a table.
class Keys {
public:
    explicit Keys(Columns columns)
        : book_(std::make_unique<KeyBook>(KeyBook{std::move(columns), {}, 0})), records_(*book_, {}) {}

    KeySet& of_record() {
        records_.start_object();
        return records_;
    }
    /// The keys inside the value of `key`, where an object begins; null where nothing more is remembered.
    KeySet* inside(Key& key) { return KeySet::inside(*book_, key); }
    std::size_t width() const { return book_->columns.width; }
    bool scalars() const { return book_->columns.scalars; }
    /// Whether somebody may want an element of the array under `key`, or a part of one.
    bool wants_inside(Key& key) const {
        if (key.inside == Key::Inside::not_asked) {
            const bool wanted = width() != 0 && (!book_->columns.inside || book_->columns.inside(key.path));
            key.inside = wanted ? Key::Inside::wanted : Key::Inside::unwanted;
        }
        return key.inside == Key::Inside::wanted;
    }

private:
    std::unique_ptr<KeyBook> book_; // stays where it is when this moves
    KeySet records_;
};

} // namespace engage::read
