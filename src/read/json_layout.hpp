// json_layout.hpp -- how the records of a JSON input are laid out, decided from its first bytes.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace engage::read {

/// `lines`: every line has its records; `array`: the input is one; `wrapped`: an array inside of the only object;
/// `values`: values one after the other, over as many lines as they like.
enum class Arrangement : std::uint8_t { lines, array, wrapped, values };

struct JsonLayout {
    Arrangement arrangement = Arrangement::values;
    bool sure = false;     ///< more bytes would not change it
    std::size_t begin = 0; ///< of the first element of the array
    std::string path;      ///< of a wrapped array: the names of the members that lead to it, with dots between
    std::size_t depth = 0; ///< of these names
    std::string reason;    ///< a sentence, for `inspect`
};

/// Which values an input may hold: any; exactly one; or one, or one object in each line.
enum class Values : std::uint8_t { any, one, one_or_lines };

/// `sample` begins with space or the first value and has `padding` bytes after it, the first of them a quote.
/// `whole`: it is all of the input. Where objects may be in lines, they are if the first is the whole of its line and
/// the next line that is not blank begins with another.
JsonLayout lay_out(std::string_view sample, bool whole, Values allowed);

/// Whether a file of this name holds one value, or one object in each line: `.json`, also compressed.
bool is_named_json(std::string_view name);

} // namespace engage::read
