// json_writer.cpp -- JSON as text from the first byte to the last, without a tree of it in between.
// SPDX-License-Identifier: MIT
#include "report/json_writer.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <nlohmann/json.hpp>

namespace engage::report {
namespace {

/// Texts were made valid UTF-8 before; the handler is there so that a forgotten one cannot end the run.
std::string escaped(std::string_view text) {
    using Json = nlohmann::json;
    return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Of every byte, whether it stands in a JSON text as it is; of characters beyond ASCII it must be found out.
constexpr auto stands_as_it_is = [] {
    std::array<bool, 256> stands{};
    for (std::size_t byte = ' '; byte < 0x80; ++byte) stands[byte] = byte != '"' && byte != '\\';
    return stands;
}();

} // namespace

JsonWriter& JsonWriter::key(std::string_view key) {
    value(key);
    out_ += ": ";
    after_key_ = true;
    return *this;
}

void JsonWriter::value(std::string_view text) {
    place();
    const auto stands = [](char c) { return stands_as_it_is[static_cast<unsigned char>(c)]; };
    if (!std::all_of(text.begin(), text.end(), stands)) {
        out_ += escaped(text);
        return;
    }
    out_ += '"';
    out_ += text;
    out_ += '"';
}

void JsonWriter::value(double number) {
    place();
    out_ += nlohmann::json(number + 0.0).dump(); // + 0.0 makes -0 a 0
}

void JsonWriter::finish() {
    out_ += '\n';
    write_(out_);
}

void JsonWriter::begin(char bracket) {
    place();
    out_ += bracket;
    ++depth_;
    first_ = true;
}

void JsonWriter::end(char bracket) {
    --depth_;
    if (!first_) new_line();
    out_ += bracket;
    first_ = false;
}

void JsonWriter::new_line() {
    out_ += '\n';
    out_.append(2 * depth_, ' ');
}

/// Before every value and key: what parts it from the one before.
void JsonWriter::place() {
    if (out_.size() >= written_at_once) {
        write_(out_);
        out_.clear();
    }
    if (!after_key_ && !first_) out_ += ',';
    if (!after_key_ && depth_ > 0) new_line();
    after_key_ = first_ = false;
}

} // namespace engage::report
