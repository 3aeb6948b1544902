// encoding.hpp -- text of any encoding to UTF-8.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engage::read {

enum class Encoding : std::uint8_t { utf_8, utf_16le, utf_16be, windows_1252, iso_8859_1 };

/// The names of encodings, as --encoding takes them, in the order of the enumeration.
std::span<const std::string_view> encodings();

struct EncodingSeen {
    Encoding encoding = Encoding::utf_8;
    std::size_t mark = 0; ///< bytes of a byte order mark at the start
    bool settled = true;  ///< false: all is ASCII so far
    bool guessed = false; ///< a single byte for each character, because it is not UTF-8
    std::string reason;
};

/// By a byte order mark; else by zeros in every other byte; else by whether the text is UTF-8. `asked`: a name, or
/// empty.
EncodingSeen find_encoding(std::string_view start, std::string_view asked);

/// Decodes a stream piece by piece. What cannot be decoded becomes U+FFFD, one for each maximal part of a sequence,
/// and is counted. Text that was ASCII alone, and then is not UTF-8, goes on as Windows-1252.
class TextDecoder {
public:
    TextDecoder() : TextDecoder(EncodingSeen{}) {}
    explicit TextDecoder(const EncodingSeen& seen);

    /// Appends to `out` what `bytes` mean; a sequence that the piece cuts off waits for the next one. `last`: there is
    /// none.
    void decode(std::string_view bytes, bool last, std::vector<char>& out);
    /// How many bytes at the start of `bytes` are UTF-8 already and need no decoding: all, all but a sequence that
    /// their end cuts off, those before damage, or none.
    std::size_t plain(std::string_view bytes);

    Encoding encoding() const { return encoding_; }
    std::uint64_t replaced() const { return replaced_; }
    /// Whether the encoding was changed for what came later.
    bool changed() const { return changed_; }

private:
    std::size_t settle(std::string_view bytes);
    std::size_t decode_utf_8(std::string_view bytes, bool last, std::vector<char>& out);
    std::size_t decode_utf_16(std::string_view bytes, bool last, std::vector<char>& out);
    void decode_single(std::string_view bytes, std::vector<char>& out) const;
    void replace(std::vector<char>& out);

    Encoding encoding_;
    bool settled_; // bytes that are not ASCII were seen
    bool changed_ = false;
    std::uint64_t replaced_ = 0;
    std::string waiting_; // the start of a sequence
};

} // namespace engage::read
