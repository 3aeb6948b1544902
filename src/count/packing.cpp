// packing.cpp -- events as bytes.
// SPDX-License-Identifier: MIT
#include "count/packing.hpp"

#include <vector>

#include "read/scan.hpp"

namespace engage::count {
namespace {

template <class Item>
void put_all(std::string& into, const std::vector<Item>& items) {
    static_assert(std::is_trivially_copyable_v<Item>);
    put(into, items.size());
    into.append(reinterpret_cast<const char*>(items.data()), items.size() * sizeof(Item));
}

template <class Item>
void take_all(std::string_view& from, std::vector<Item>& items) {
    items.resize(take<std::size_t>(from));
    const std::size_t size = items.size() * sizeof(Item);
    if (size > 0) std::memcpy(items.data(), from.data(), size);
    from.remove_prefix(size);
}

} // namespace

void pack(const Batch& batch, std::string& into) {
    std::vector<Event> events = batch.events;
    std::string texts;
    for (Event& event : events) {
        event.id = {};
        for (Text* const text : {&event.customer, &event.message, &event.session}) {
            const std::string_view view = batch.view(*text);
            text->begin = static_cast<std::uint32_t>(texts.size());
            texts += view;
        }
    }
    put_all(into, events);
    put_all(into, batch.details);
    put(into, batch.key_count);
    put_all(into, batch.keys);
    put(into, batch.ids_of_words);
    put(into, batch.several);
    put(into, batch.measured);
    into += texts;
    into.append(read::padding, '\0');
}

void unpack(std::string_view packed, Batch& batch) {
    take_all(packed, batch.events);
    take_all(packed, batch.details);
    batch.key_count = take<std::size_t>(packed);
    take_all(packed, batch.keys);
    batch.ids_of_words = take<bool>(packed);
    batch.several = take<bool>(packed);
    batch.measured = take<bool>(packed);
    batch.text = packed.data();
}

} // namespace engage::count
