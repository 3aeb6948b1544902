// json_writer.hpp -- JSON as text from the first byte to the last, without a tree of it in between.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace engage::report {

/// Indented by two, and handed on piece by piece, for a breakdown may have a million values. That a key is given
/// before each value of an object, and none twice, is the caller's care.
class JsonWriter {
public:
    using Write = std::function<void(std::string_view)>;

    explicit JsonWriter(Write write) : write_(std::move(write)) {}

    void begin_object() { begin('{'); }
    void end_object() { end('}'); }
    void begin_array() { begin('['); }
    void end_array() { end(']'); }
    JsonWriter& key(std::string_view key);

    void value(std::string_view text);
    void value(const char* text) { value(std::string_view(text)); }
    void value(std::integral auto number) { place(), out_ += fmt::format_int(number).str(); }
    /// JSON has neither NaN nor infinity: they are null.
    void value(double number);
    void value(bool flag) { place(), out_ += flag ? "true" : "false"; }
    void null() { place(), out_ += "null"; }

    /// Ends the text, with a line end.
    void finish();

private:
    void begin(char bracket);
    void end(char bracket);
    void place();
    void new_line();

    static constexpr std::size_t written_at_once = std::size_t{1} << 16;

    Write write_;
    std::string out_;
    std::size_t depth_ = 0;
    bool first_ = true; ///< nothing was written yet where we are
    bool after_key_ = false;
};

} // namespace engage::report
