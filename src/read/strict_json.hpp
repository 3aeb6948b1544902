// strict_json.hpp -- any JSON record at all, judged in full.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "read/keys.hpp"

namespace engage::read {

class RecordWriter;

/// Why a record is refused.
struct Refusal {
    std::string_view reason, what;
};

/// Reads records with simdjson, and leaves no part of them unvalidated.
class StrictJson {
public:
    StrictJson();
    ~StrictJson();
    StrictJson(StrictJson&&) noexcept;

    /// A record in the bytes [begin, begin + size) of `text`, without space around it, and `padding` readable bytes
    /// after it. Escaped strings are rewritten in place, in a record that is refused too.
    std::optional<Refusal> read(char* text, std::size_t begin, std::size_t size, Keys& keys, RecordWriter& writer);

    /// Why `value` is no JSON, if it is none.
    std::optional<std::string_view> check(std::string_view value);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace engage::read
