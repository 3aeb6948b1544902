// strict_json.cpp -- simdjson, whose lazy walk is driven over every value.
// SPDX-License-Identifier: MIT
#include "read/strict_json.hpp"

#include <algorithm>
#include <string>

#include <simdjson.h>

#include "read/json_text.hpp"
#include "read/scan.hpp"

namespace engage::read {

namespace ondemand = simdjson::ondemand;
using simdjson::error_code;

namespace {

constexpr int deepest = 512; // of nested values; each level takes some of the stack

std::string_view explain(error_code error) {
    switch (error) {
    case simdjson::UTF8_ERROR: return "it is not UTF-8";
    case simdjson::UNCLOSED_STRING: return "a string is not closed";
    case simdjson::UNESCAPED_CHARS: return "a string holds a control character";
    case simdjson::STRING_ERROR: return "a string holds a wrong escape";
    case simdjson::NUMBER_ERROR: return "a value is no number, string, true, false or null";
    case simdjson::DEPTH_ERROR: return "it is nested more than 512 deep";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT: return "it is not closed, or there is text after its end";
    case simdjson::TRAILING_CONTENT: return "there is text after its end";
    case simdjson::MEMALLOC: return "there is not enough memory for it";
    default: return "it is not valid JSON";
    }
}

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

    error_code read_object(char* text, Keys& keys, RecordWriter& writer);
    error_code read_value(char* text, ondemand::value value, const Key& key, RecordWriter& writer);
    error_code check_end();
    error_code check_other(std::string_view record);
    error_code check_value(ondemand::value value, int depth);
    error_code check_string(std::string_view quoted);
    error_code unescape_into_scratch(std::string_view escaped);
};

namespace {

/// A string that is not consumed would be passed over, and a colon after it as well, as if it were a key.
error_code consume_string(ondemand::value& value) { return value.get_raw_json_string().error(); }

/// The text of a key as it stands in the record; stage 1 has seen to it that its closing quote is there.
std::string_view raw_key(const ondemand::field& field) {
    const char* const begin = field.key().raw();
    const char* end = plain_text_end(begin);
    while (*end != '"') end = plain_text_end(end + 2);
    return {begin, static_cast<std::size_t>(end - begin)};
}

} // namespace

error_code StrictJson::State::unescape_into_scratch(std::string_view escaped) {
    scratch.resize(escaped.size());
    const char* const end = unescape(escaped.data(), escaped.data() + escaped.size(), scratch.data());
    if (end == nullptr) return simdjson::STRING_ERROR;
    scratch.resize(static_cast<std::size_t>(end - scratch.data()));
    return simdjson::SUCCESS;
}

error_code StrictJson::State::check_string(std::string_view quoted) {
    if (quoted.find('\\') == quoted.npos) return simdjson::SUCCESS;
    return unescape_into_scratch(quoted.substr(1, quoted.size() - 2));
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

error_code StrictJson::State::read_value(char* text, ondemand::value value, const Key& key, RecordWriter& writer) {
    std::string_view token = without_space_after(value.raw_json_token());
    char* const begin = text + (token.data() - text);
    const auto put = [&](const char* from, const char* to) { writer.put(key, trimmed(text, from, to)); };
    if (token.starts_with('"')) {
        if (const error_code error = consume_string(value)) return error;
        char* end = begin + token.size() - 1;
        if (token.find('\\') != token.npos) end = unescape(begin + 1, end, begin + 1);
        if (end == nullptr) return simdjson::STRING_ERROR;
        put(begin + 1, end);
        return simdjson::SUCCESS;
    }
    if (token.starts_with('{') || token.starts_with('[')) {
        if (const error_code error = check_value(value, 1)) return error;
        const char* after = nullptr; // what follows the value: a comma or the record's brace
        if (const error_code error = document.current_location().get(after)) return error;
        token = without_space_after({begin, static_cast<std::size_t>(after - begin)});
    } else if (const error_code error = check_scalar(token)) {
        return error;
    }
    put(begin, token == "null" ? begin : begin + token.size());
    return simdjson::SUCCESS;
}

error_code StrictJson::State::read_object(char* text, Keys& keys, RecordWriter& writer) {
    ondemand::object object;
    if (const error_code error = document.get_object().get(object)) return error;
    for (auto item : object) {
        ondemand::field field;
        if (const error_code error = std::move(item).get(field)) return error;
        std::string_view name = raw_key(field);
        const Key* key = keys.guess(name.data() - 1, name.data() + name.size() + 1);
        if (key == nullptr && name.find('\\') != name.npos) {
            if (const error_code error = unescape_into_scratch(name)) return error;
            name = scratch;
        }
        if (key == nullptr) key = &keys.find(name);
        if (const error_code error = read_value(text, field.value(), *key, writer)) return error;
    }
    return check_end();
}

/// Nothing may follow the record's value.
error_code StrictJson::State::check_end() {
    const error_code error = document.current_location().error();
    return error == simdjson::OUT_OF_BOUNDS ? simdjson::SUCCESS : error ? error : simdjson::TRAILING_CONTENT;
}

/// A record that is no object: is it JSON?
error_code StrictJson::State::check_other(std::string_view record) {
    if (record.starts_with('[')) {
        ondemand::value value;
        if (const error_code error = document.get_value().get(value)) return error;
        if (const error_code error = check_value(value, 1)) return error;
        return check_end();
    }
    std::string_view token;
    if (const error_code error = document.raw_json_token().get(token)) return error;
    if (without_space_after(token).size() != record.size()) return simdjson::TRAILING_CONTENT;
    return record.starts_with('"') ? check_string(record) : check_scalar(record);
}

StrictJson::StrictJson() : state_(std::make_unique<State>()) {}
StrictJson::~StrictJson() = default;
StrictJson::StrictJson(StrictJson&&) noexcept = default;

std::optional<Refusal> StrictJson::read(char* text, std::size_t begin, std::size_t size, Keys& keys,
                                        RecordWriter& writer) {
    State& state = *state_;
    const bool is_object = text[begin] == '{';
    error_code error = simdjson::SUCCESS;
    if (state.parser.capacity() < size) error = state.parser.allocate(std::max(size, 2 * state.parser.capacity()));
    if (!error) error = state.parser.iterate(text + begin, size, size + padding).get(state.document);
    if (!error) {
        error = is_object ? state.read_object(text, keys, writer) : state.check_other({text + begin, size});
    }
    if (error) return Refusal{"invalid_json", explain(error)};
    if (!is_object) return Refusal{"not_an_object", "it is valid JSON, but no object"};
    return std::nullopt;
}

} // namespace engage::read
