// strict_json.cpp -- simdjson, whose lazy walk is driven over every value.
// SPDX-License-Identifier: MIT
#include "read/strict_json.hpp"

#include <algorithm>
#include <string>

#include <simdjson.h>

#include "read/json_problem.hpp"
#include "read/json_text.hpp"
#include "read/record_writer.hpp"
#include "read/scan.hpp"

namespace engage::read {

namespace ondemand = simdjson::ondemand;
using simdjson::error_code;

namespace {

constexpr int deepest = 512; // of nested values; each level takes some of the stack

std::string_view without_space_after(std::string_view text) {
    while (!text.empty() && is_json_space(text.back())) text.remove_suffix(1);
    return text;
}

/// Numbers and words; the text must not end the buffer.
error_code check_scalar(std::string_view text) {
    const char c = text.empty() ? '\0' : text.front();
    const char* const end = c == '-' || (c >= '0' && c <= '9') ? number_end(text.data()) : word_end(text.data());
    return end != nullptr && end == text.data() + text.size() ? simdjson::SUCCESS : simdjson::NUMBER_ERROR;
}

} // namespace

struct StrictJson::State {
    ondemand::parser parser;
    ondemand::document document;
    std::string scratch;
    // While a record is read:
    char* text = nullptr;
    Keys* keys = nullptr;
    RecordWriter* writer = nullptr;

    error_code iterate(const char* begin, std::size_t size);
    error_code read_object(ondemand::object object, KeySet& keys_here, int depth, bool keep);
    error_code read_members(ondemand::value value, Key& key, int depth, bool keep);
    error_code read_elements(ondemand::value value, Key& key, int depth);
    error_code read_value(ondemand::value value, Key& key, int depth, bool keep);
    error_code read_string(std::string_view quoted, Key& key, bool keep);
    error_code put_nested(const char* begin, const Key& key, bool is_leaf);
    error_code read_other(std::string_view record);
    error_code check_end();
    error_code check_other(std::string_view record);
    error_code check_value(ondemand::value value, int depth);
    error_code check_string(std::string_view quoted);
    error_code unescape_into_scratch(std::string_view escaped, std::uint64_t& replaced);
};

namespace {

/// A string that is not consumed would be passed over, and a colon after it as well, as if it were a key.
error_code consume_string(ondemand::value& value) { return value.get_raw_json_string().error(); }

/// The first byte after a bracket that is no space.
char first_inside(const char* bracket) {
    do ++bracket;
    while (is_json_space(*bracket));
    return *bracket;
}

/// The text of a key as it stands in the record; stage 1 has seen to it that its closing quote is there.
std::string_view raw_key(const ondemand::field& field) {
    const char* const begin = field.key().raw();
    const char* end = plain_text_end(begin);
    while (*end != '"') end = plain_text_end(end + 2);
    return {begin, static_cast<std::size_t>(end - begin)};
}

} // namespace

error_code StrictJson::State::unescape_into_scratch(std::string_view escaped, std::uint64_t& replaced) {
    scratch.resize(escaped.size());
    const char* const end = unescape(escaped.data(), escaped.data() + escaped.size(), scratch.data(), replaced);
    if (end == nullptr) return simdjson::STRING_ERROR;
    scratch.resize(static_cast<std::size_t>(end - scratch.data()));
    return simdjson::SUCCESS;
}

error_code StrictJson::State::check_string(std::string_view quoted) {
    if (quoted.find('\\') == quoted.npos) return simdjson::SUCCESS;
    std::uint64_t unread = 0;
    return unescape_into_scratch(quoted.substr(1, quoted.size() - 2), unread);
}

error_code StrictJson::State::check_value(ondemand::value value, int depth) {
    if (depth > deepest) return simdjson::DEPTH_ERROR;
    const std::string_view token = without_space_after(value.raw_json_token());
    if (token.starts_with('"')) {
        const error_code error = consume_string(value);
        return error ? error : check_string(token);
    }
    if (token.starts_with('[')) {
        ondemand::array array;
        if (const error_code error = value.get_array().get(array)) return error;
        for (auto item : array) {
            ondemand::value inner;
            if (const error_code error = item.get(inner)) return error;
            if (const error_code error = check_value(inner, depth + 1)) return error;
        }
        return simdjson::SUCCESS;
    }
    if (!token.starts_with('{')) return check_scalar(token);
    ondemand::object object;
    if (const error_code error = value.get_object().get(object)) return error;
    for (auto item : object) {
        ondemand::field field;
        if (const error_code error = std::move(item).get(field)) return error;
        const std::string_view key = raw_key(field);
        if (const error_code error = check_string({key.data() - 1, key.size() + 2})) return error;
        if (const error_code error = check_value(field.value(), depth + 1)) return error;
    }
    return simdjson::SUCCESS;
}

/// `keep`: the string is a part of a text that somebody may want as it is.
error_code StrictJson::State::read_string(std::string_view quoted, Key& key, bool keep) {
    char* const begin = text + (quoted.data() - text) + 1;
    char* end = begin + quoted.size() - 2;
    std::uint64_t replaced = 0;
    if (keep && key.place.place < 0) return check_string(quoted);
    if (keep) {
        if (const error_code error = unescape_into_scratch({begin, end}, replaced)) return error;
        const Cell cell = trimmed(scratch.data(), 0, scratch.size());
        writer->put_aside(key, std::string_view(scratch).substr(cell.begin, cell.size));
    } else {
        if (quoted.find('\\') != quoted.npos) end = unescape(begin, end, begin, replaced);
        if (end == nullptr) return simdjson::STRING_ERROR;
        writer->put(key, trimmed(text, begin, end));
    }
    writer->count_replaced(replaced);
    return simdjson::SUCCESS;
}

/// Puts the text of the nested value that was just read, and begins at `begin`.
error_code StrictJson::State::put_nested(const char* begin, const Key& key, bool is_leaf) {
    const char* after = nullptr; // what follows the value: a comma or a bracket
    if (const error_code error = document.current_location().get(after)) return error;
    const std::string_view value = without_space_after({begin, static_cast<std::size_t>(after - begin)});
    const Cell cell = trimmed(text, value.data(), value.data() + value.size());
    if (is_leaf) writer->put(key, cell);
    else writer->put_object(key, cell);
    return simdjson::SUCCESS;
}

error_code StrictJson::State::read_members(ondemand::value value, Key& key, int depth, bool keep) {
    if (depth > deepest) return simdjson::DEPTH_ERROR;
    KeySet* const members = keys->inside(key);
    if (members == nullptr) return check_value(value, depth);
    ondemand::object object;
    if (const error_code error = value.get_object().get(object)) return error;
    return read_object(object, *members, depth + 1, keep || key.place.place >= 0);
}

error_code StrictJson::State::read_elements(ondemand::value value, Key& key, int depth) {
    KeySet* const elements = keys->wants_inside(key) ? keys->inside(key) : nullptr;
    if (elements == nullptr) return check_value(value, depth);
    if (depth > deepest) return simdjson::DEPTH_ERROR;
    ondemand::array array;
    if (const error_code error = value.get_array().get(array)) return error;
    std::size_t index = 0;
    for (auto item : array) {
        ondemand::value element;
        if (const error_code error = item.get(element)) return error;
        if (const error_code error = read_value(element, elements->element(index++), depth + 1, true)) return error;
    }
    return simdjson::SUCCESS;
}

error_code StrictJson::State::read_value(ondemand::value value, Key& key, int depth, bool keep) {
    const std::string_view token = without_space_after(value.raw_json_token());
    const char* const begin = token.data();
    if (token.starts_with('"')) {
        if (const error_code error = consume_string(value)) return error;
        return read_string(token, key, keep);
    }
    if (token.starts_with('{')) {
        const bool is_empty = first_inside(begin) == '}';
        if (const error_code error = read_members(value, key, depth, keep)) return error;
        return put_nested(begin, key, is_empty || !key.members);
    }
    if (token.starts_with('[')) {
        if (const error_code error = read_elements(value, key, depth)) return error;
        return put_nested(begin, key, true);
    }
    if (const error_code error = check_scalar(token)) return error;
    writer->put(key, trimmed(text, begin, token == "null" ? begin : begin + token.size()));
    return simdjson::SUCCESS;
}

error_code StrictJson::State::read_object(ondemand::object object, KeySet& keys_here, int depth, bool keep) {
    for (auto item : object) {
        ondemand::field field;
        if (const error_code error = std::move(item).get(field)) return error;
        std::string_view name = raw_key(field);
        Key* key = keys_here.guess(name.data() - 1, name.data() + name.size() + 1);
        if (key == nullptr && name.find('\\') != name.npos) {
            std::uint64_t unread = 0;
            if (const error_code error = unescape_into_scratch(name, unread)) return error;
            name = scratch;
        }
        if (key == nullptr) key = &keys_here.find(name);
        if (const error_code error = read_value(field.value(), *key, depth, keep)) return error;
    }
    return simdjson::SUCCESS;
}

/// Nothing may follow the record's value.
error_code StrictJson::State::check_end() {
    const error_code error = document.current_location().error();
    return error == simdjson::OUT_OF_BOUNDS ? simdjson::SUCCESS : error ? error : simdjson::TRAILING_CONTENT;
}

/// A record: is it JSON? As where it is read, an object is the record itself and nothing nested.
error_code StrictJson::State::check_other(std::string_view record) {
    if (record.starts_with('[') || record.starts_with('{')) {
        ondemand::value value;
        if (const error_code error = document.get_value().get(value)) return error;
        if (const error_code error = check_value(value, record.starts_with('{') ? 0 : 1)) return error;
        return check_end();
    }
    std::string_view token;
    if (const error_code error = document.raw_json_token().get(token)) return error;
    if (without_space_after(token).size() != record.size()) return simdjson::TRAILING_CONTENT;
    return record.starts_with('"') ? check_string(record) : check_scalar(record);
}

/// A record that is no object is one cell of the column `value`.
error_code StrictJson::State::read_other(std::string_view record) {
    if (const error_code error = check_other(record)) return error;
    Key& key = keys->of_record().find("value");
    if (record.starts_with('"')) return read_string(record, key, false);
    writer->put(key, trimmed(text, record.data(), record == "null" ? record.data() : record.data() + record.size()));
    return simdjson::SUCCESS;
}

error_code StrictJson::State::iterate(const char* begin, std::size_t size) {
    if (parser.capacity() < size) {
        if (const error_code error = parser.allocate(std::max(size, 2 * parser.capacity()))) return error;
    }
    return parser.iterate(begin, size, size + padding).get(document);
}

StrictJson::StrictJson() : state_(std::make_unique<State>()) {}
StrictJson::~StrictJson() = default;
StrictJson::StrictJson(StrictJson&&) noexcept = default;

std::optional<Refusal> StrictJson::read(char* text, std::size_t begin, std::size_t size, Keys& keys,
                                        RecordWriter& writer) {
    State& state = *state_;
    state.text = text;
    state.keys = &keys;
    state.writer = &writer;
    const std::string_view record(text + begin, size);
    error_code error = state.iterate(record.data(), size);
    if (!error && record.front() == '{') {
        ondemand::object object;
        error = state.document.get_object().get(object);
        if (!error) error = state.read_object(object, keys.of_record(), 1, false);
        if (!error) error = state.check_end();
    } else if (!error) {
        error = keys.scalars() ? state.read_other(record) : state.check_other(record);
        if (!error && !keys.scalars()) return Refusal{"not_an_object", "it is valid JSON, but no object"};
    }
    if (error) return Refusal{"invalid_json", explain(error)};
    return std::nullopt;
}

std::optional<std::string_view> StrictJson::check(std::string_view value) {
    while (!value.empty() && is_json_space(value.front())) value.remove_prefix(1);
    value = without_space_after(value);
    if (value.empty()) return "it is empty";
    const std::string padded = std::string(value) + std::string(padding, '\n');
    error_code error = state_->iterate(padded.data(), value.size());
    if (!error) error = state_->check_other({padded.data(), value.size()});
    if (error) return explain(error);
    return std::nullopt;
}

} // namespace engage::read
