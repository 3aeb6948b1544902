// reshape.cpp -- records taken out of what wraps them, and apart by their arrays.
// SPDX-License-Identifier: MIT
#include "read/reshape.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <set>
#include <utility>

#include "read/json_text.hpp"
#include "read/json_walk.hpp"
#include "read/resources.hpp"
#include "read/scan.hpp"

namespace engage::read {

namespace {

/// What is outside the array is repeated for each element, so a short record can become a very long one.
constexpr std::size_t largest_apart = std::size_t{1} << 26;
/// The same for all records of a chunk. Those of a usual chunk stay below it; where a record is very long, others that
/// happen to be read with it may not.
constexpr std::size_t largest_rewritten = std::size_t{1} << 29;

std::string_view without_space(std::string_view text) {
    while (!text.empty() && is_json_space(text.back())) text.remove_suffix(1);
    while (!text.empty() && is_json_space(text.front())) text.remove_prefix(1);
    return text;
}

/// The text of `whole` before and after a part of it.
std::pair<std::string_view, std::string_view> around(std::string_view whole, std::string_view part) {
    const auto begin = static_cast<std::size_t>(part.data() - whole.data());
    return {whole.substr(0, begin), whole.substr(begin + part.size())};
}

bool names_a_type(std::string_view key) { return key.ends_with("_value") || key.ends_with("Value"); }

/// The value in an object of typed values; one without any is an empty object, for nulls may be left away.
std::string_view without_type(std::string_view value) {
    if (!is_object(value)) return value;
    bool any = false, typed = false;
    Members members(value);
    for (Member member; members.next(member);) {
        any = true;
        if (!names_a_type(member.key)) continue;
        typed = true;
        if (member.value != "null") return member.value;
    }
    return typed || !any ? "null" : value;
}

/// Adds the object of an array of pairs to `text`; false where it has no pair.
bool add_object(std::string_view array, std::string& text) {
    std::set<std::string, std::less<>> keys; // ordered, for keys may be chosen to collide in a hash table
    std::string held;
    Elements elements(array);
    for (std::string_view element; elements.next(element);) {
        if (!is_object(element)) continue;
        auto key = find_member(element, "key");
        if (!key) key = find_member(element, "name");
        if (!key || !is_string(key->value)) continue;
        const bool is_new = keys.emplace(string_text(key->value.substr(1, key->value.size() - 2), held)).second;
        if (!is_new) continue;
        const auto value = find_member(element, "value");
        text += keys.size() == 1 ? '{' : ',';
        text += key->value;
        text += ':';
        text += value ? without_type(value->value) : "null";
    }
    if (keys.empty()) return false;
    text += '}';
    return true;
}

} // namespace

std::uint64_t Reshaper::rewrite(Chunk& chunk) {
    chunk_ = &chunk;
    size_ = 0;
    elements_.clear();
    replaced_ = 0;
    char* const text = chunk.buffer.data();
    const char* const end = text + chunk.size;
    text[chunk.size] = '\n'; // the last line of a file may lack it
    if (by_lines_) {
        std::uint32_t line = 0;
        for (const char* begin = text; begin < end; ++line) {
            const char* const stop = find_byte(begin, end, '\n');
            rewrite_line(begin, stop, line);
            begin = stop + 1;
        }
    } else {
        for (const Element& element : chunk.elements)
            rewrite_record({text + element.begin, element.size}, element.line);
    }
    reserve(0);
    std::swap(chunk.buffer, text_);
    std::swap(chunk.elements, elements_);
    chunk.size = size_;
    return replaced_;
}

/// A line with several records is good or bad as a whole: of a bad one, the record that is to blame is left.
void Reshaper::rewrite_line(const char* begin, const char* end, std::uint32_t line) {
    const std::string_view record = without_space({begin, static_cast<std::size_t>(end - begin)});
    if (record.empty()) return;
    const char* const text = chunk_->buffer.data();
    if (!records_of_line(text, record.data(), record.data() + record.size(), extents_, in_line_)) {
        rewrite_record(record, line);
        return;
    }
    const auto text_of = [&](const Element& element) { return std::string_view(text + element.begin, element.size); };
    const auto bad = std::find_if(in_line_.begin(), in_line_.end(),
                                  [&](const Element& element) { return strict_.check(text_of(element)).has_value(); });
    if (bad != in_line_.end()) {
        put({text_of(*bad)}, line);
        return;
    }
    for (const Element& element : in_line_) put_shaped(text_of(element), line);
}

void Reshaper::rewrite_record(std::string_view record, std::uint32_t line) {
    if (!is_object(record) || strict_.check(record)) put({record}, line);
    else put_shaped(record, line);
}

/// `record` is valid.
void Reshaper::put_shaped(std::string_view record, std::uint32_t line) {
    if (!is_object(record)) return put({record}, line);
    const auto resolved = with_resources(with_objects(unwrapped(record)));
    if (resolved) put_each(*resolved, line);
    else
        chunk_->bad.push_back(
            {line, "record_too_long", "with all that it refers to, this record is longer than 64 MiB"});
}

std::string_view Reshaper::unwrapped(std::string_view record) {
    for (std::size_t depth = 0; depth < Shape::deepest_unwrap; ++depth) {
        const auto inner = unwrapped_once(record);
        if (!inner) break;
        record = *inner;
    }
    return record;
}

std::optional<std::string_view> Reshaper::unwrapped_once(std::string_view record) {
    for (const std::string& path : shape_.unwrap) {
        const auto found = find_member(record, path);
        if (!found) continue;
        if (is_object(found->value)) return found->value;
        if (is_string(found->value) && unwrap_string(found->value)) {
            return without_space({inner_.data(), inner_.size() - padding});
        }
    }
    return std::nullopt;
}

/// Whether a string, which may be a part of inner_, holds an object, which is then in inner_, with `padding` after it.
bool Reshaper::unwrap_string(std::string_view quoted) {
    spare_.resize(quoted.size() + padding);
    std::uint64_t replaced = 0;
    const char* const end = unescape(quoted.data() + 1, quoted.data() + quoted.size() - 1, spare_.data(), replaced);
    spare_.resize(static_cast<std::size_t>(end - spare_.data()));
    const std::string_view text = without_space(spare_);
    if (text.empty() || !is_object(text) || strict_.check(text)) return false;
    spare_.append(padding, '\n');
    std::swap(spare_, inner_);
    replaced_ += replaced;
    return true;
}

std::string_view Reshaper::with_objects(std::string_view record) {
    for (const std::string& path : shape_.pairs) {
        const auto found = find_member(record, path);
        if (!found || !is_array(found->value)) continue;
        const auto [before, after] = around(record, found->value);
        spare_.assign(before);
        if (!add_object(found->value, spare_)) continue;
        spare_ += after;
        const std::size_t size = spare_.size();
        spare_.append(padding, '\n');
        std::swap(spare_, paired_);
        record = {paired_.data(), size};
    }
    return record;
}

/// What the record is taken apart by.
std::optional<Member> Reshaper::parts_of(std::string_view record) const {
    std::optional<Member> empty;
    for (const std::string& path : shape_.each) {
        const auto found = find_member(record, path);
        if (!found || found->value == "null") continue;
        std::string_view element;
        if (!is_array(found->value) || Elements(found->value).next(element)) return found;
        if (!empty) empty = found;
    }
    return empty;
}

/// Nothing where it becomes too long.
std::optional<std::string_view> Reshaper::with_resources(std::string_view record) {
    const auto parts = shape_.resolve.empty() ? std::nullopt : parts_of(record);
    const auto included = parts ? find_member(record, "included") : std::nullopt;
    const bool both = included && is_array(included->value) && is_array(parts->value);
    if (!both || included->value.data() == parts->value.data()) return record;
    const Resources resources(included->value);
    const auto put_parts = [&] {
        resolved_ += '[';
        bool is_first = true;
        std::string_view element;
        for (Elements elements(parts->value); elements.next(element) && resolved_.size() <= largest_apart;) {
            if (!std::exchange(is_first, false)) resolved_ += ',';
            resources.put(element, shape_.resolve, resolved_);
        }
        resolved_ += ']';
    };
    const auto [before, after] = around(record, parts->value);
    const bool is_before = included->value.data() < parts->value.data();
    const auto [first, rest] = around(is_before ? before : after, included->value);
    resolved_.clear();
    if (!is_before) resolved_ += before, put_parts();
    resolved_ += first;
    resolved_ += "null";
    resolved_ += rest;
    if (is_before) put_parts(), resolved_ += after;
    if (resolved_.size() > largest_apart) return std::nullopt;
    const std::size_t size = resolved_.size();
    resolved_.append(padding, '\n');
    return std::string_view(resolved_.data(), size);
}

void Reshaper::put_each(std::string_view record, std::uint32_t line) {
    const auto found = parts_of(record);
    if (!found || !is_array(found->value)) return put({record}, line);
    const auto [before, after] = around(record, found->value);
    std::size_t count = 0;
    std::string_view element;
    for (Elements elements(found->value); elements.next(element);) ++count;
    if (count == 0) return put({before, "null", after}, line);
    std::string beside;
    if (shape_.with_last) beside = ",\"" + std::string(found->key) + "_last\":" + std::string(element);
    const std::size_t size = count * (before.size() + after.size() + beside.size() + 1) + found->value.size();
    if (size > largest_apart || size_ + size > largest_rewritten) {
        const std::string_view excess = size > largest_apart ? "this record is longer than 64 MiB"
                                                             : "records with this one are longer than 512 MiB";
        chunk_->bad.push_back({line, "record_too_long",
                               "taken apart by the array " + std::string(found->key) + ", " + std::string(excess)});
        return;
    }
    for (Elements elements(found->value); elements.next(element);) put({before, element, beside, after}, line);
}

/// Makes room for so many more bytes, and for padding.
void Reshaper::reserve(std::size_t bytes) {
    const std::size_t needed = size_ + bytes + padding;
    if (text_.size() < needed) text_.resize(std::max(needed, 2 * text_.size()));
}

/// Puts a record that consists of these parts.
void Reshaper::put(std::initializer_list<std::string_view> parts, std::uint32_t line) {
    std::size_t size = 0;
    for (const std::string_view part : parts) size += part.size();
    reserve(size + 1);
    elements_.push_back({static_cast<std::uint32_t>(size_), static_cast<std::uint32_t>(size), line});
    for (const std::string_view part : parts) {
        std::memcpy(text_.data() + size_, part.data(), part.size());
        size_ += part.size();
    }
    text_[size_++] = '\n'; // where a string that is not closed ends
}

} // namespace engage::read
