// json_writer.hpp -- JSON as text from the first byte to the last, without a tree of it in between.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace engage::report {

/// Indented by two. That a key is given before each value of an object, and none twice, is the caller's care.
class JsonWriter {
public:
    JsonWriter() { out_.reserve(usual_room); }

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
    void null() { place(), out_ += "null"; }

    /// With a line end.
    std::string take() { return std::move(out_ += '\n'); }

private:
    void begin(char bracket);
    void end(char bracket);
    void place();
    void new_line();

    /// What of it is never written to costs nothing; to move what was written does.
    static constexpr std::size_t usual_room = std::size_t{1} << 20;

    std::string out_;
    std::size_t depth_ = 0;
    bool first_ = true; ///< nothing was written yet where we are
    bool after_key_ = false;
};

} // namespace engage::report
