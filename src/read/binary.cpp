// binary.cpp -- files that hold no text, by how they begin.
// SPDX-License-Identifier: MIT
#include "read/binary.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "read/encoding.hpp"

namespace engage::read {

std::string_view binary_format(std::string_view start) {
    using namespace std::string_view_literals;
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> marks{
        {{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "an old Excel or Word file"},
         {"%PDF-"sv, "a PDF file"},
         {"\x89PNG\r\n"sv, "a picture"},
         {"\xff\xd8\xff"sv, "a picture"},
         {"GIF8"sv, "a picture"},
         {"PAR1"sv, "a Parquet file"},
         {"Obj\x01"sv, "an Avro file"},
         {"SQLite format 3"sv, "an SQLite database"},
         {"7z\xbc\xaf\x27\x1c"sv, "a 7-Zip archive"},
         {"Rar!\x1a"sv, "a RAR archive"},
         {"BZh9"sv, "bzip2 data"},
         {"\xfd"
          "7zXZ"sv,
          "xz data"}}};
    const auto found =
        std::find_if(marks.begin(), marks.end(), [&](const auto& mark) { return start.starts_with(mark.first); });
    return found == marks.end() ? std::string_view() : found->second;
}

bool looks_binary(std::string_view start) {
    const Encoding encoding = find_encoding(start, {}).encoding;
    if (encoding == Encoding::utf_16le || encoding == Encoding::utf_16be) return false;
    return static_cast<std::size_t>(std::count(start.begin(), start.end(), '\0')) * 100 > start.size();
}

} // namespace engage::read
