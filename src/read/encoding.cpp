// encoding.cpp -- UTF-16 and single bytes to UTF-8; damaged UTF-8 to sound.
// SPDX-License-Identifier: MIT
#include "read/encoding.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <simdjson.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "read/utf8.hpp"

namespace engage::read {

namespace {

constexpr std::array<std::string_view, 5> names{"utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-1"};

/// 0x80 to 0x9f of Windows-1252; the five that it leaves open are as in ISO-8859-1 (WHATWG Encoding Standard).
constexpr std::array<std::uint16_t, 32> windows{0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
                                                0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
                                                0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                                0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

constexpr unsigned byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

/// How the bytes at `at` are to be taken.
struct Sequence {
    std::size_t size; ///< of a whole sequence, or of the part of one that no sequence goes on from
    bool sound;
    bool cut_off; ///< the text ends in it
};

/// Unicode 15, table 3-7.
Sequence sequence_at(std::string_view text, std::size_t at) {
    const unsigned first = byte_at(text, at);
    if (first < 0x80) return {1, true, false};
    const std::size_t size = first >= 0xc2 && first <= 0xdf   ? 2
                             : first >= 0xe0 && first <= 0xef ? 3
                             : first >= 0xf0 && first <= 0xf4 ? 4
                                                              : 0;
    if (size == 0) return {1, false, false};
    for (std::size_t i = 1; i < size; ++i) {
        if (at + i >= text.size()) return {i, false, true};
        const unsigned byte = byte_at(text, at + i);
        const unsigned low = i == 1 && first == 0xe0 ? 0xa0 : i == 1 && first == 0xf0 ? 0x90 : 0x80;
        const unsigned high = i == 1 && first == 0xed ? 0x9f : i == 1 && first == 0xf4 ? 0x8f : 0xbf;
        if (byte < low || byte > high) return {i, false, false};
    }
    return {size, true, false};
}

void put(std::uint32_t code, std::vector<char>& out) {
    std::array<char, 4> bytes;
    char* const end = write_utf8(code, bytes.data());
    out.insert(out.end(), bytes.data(), end);
}

/// Of 64 bytes.
bool is_ascii_block(const char* block) {
#ifdef __SSE2__
    const auto load = [&](std::size_t at) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + at)); };
    return _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(load(0), load(16)), _mm_or_si128(load(32), load(48)))) == 0;
#else
    return std::all_of(block, block + 64, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
#endif
}

std::size_t ascii_prefix(std::string_view text) {
    constexpr std::size_t block = 64;
    std::size_t at = 0;
    for (; at + block <= text.size(); at += block) {
        if (!is_ascii_block(text.data() + at)) break;
    }
    while (at < text.size() && byte_at(text, at) < 0x80) ++at;
    return at;
}

struct Balance {
    std::size_t sound = 0, damaged = 0; // sequences of several bytes
};

Balance balance_of(std::string_view text) {
    Balance balance;
    for (std::size_t at = ascii_prefix(text); at < text.size(); at += ascii_prefix(text.substr(at))) {
        const Sequence sequence = sequence_at(text, at);
        if (sequence.sound) balance.sound += sequence.size > 1;
        else balance.damaged += !sequence.cut_off;
        at += sequence.size;
    }
    return balance;
}

/// UTF-16 without a mark: text of the western world has a zero in every other byte.
int zeros_of(std::string_view text) {
    const std::size_t pairs = std::min<std::size_t>(text.size(), 4096) / 2;
    if (pairs < 2) return 0;
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < 2 * pairs; ++i) zeros[i % 2] += text[i] == 0;
    if (zeros[1] * 10 > pairs * 6 && zeros[0] * 20 < pairs) return 1;
    if (zeros[0] * 10 > pairs * 6 && zeros[1] * 20 < pairs) return -1;
    return 0;
}

/// The bytes of a sequence at the end of which some may be missing.
std::size_t cut_off_at_end(std::string_view text) {
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
        const unsigned byte = byte_at(text, text.size() - back);
        if (byte < 0x80) return 0;
        if (byte >= 0xc0) return sequence_at(text, text.size() - back).cut_off ? back : 0;
    }
    return 0;
}

bool has_controls(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) >= 0x80 && static_cast<unsigned char>(c) < 0xa0;
    });
}

} // namespace

std::span<const std::string_view> encodings() { return names; }

EncodingSeen find_encoding(std::string_view start, std::string_view asked) {
    constexpr std::array<std::pair<std::string_view, Encoding>, 3> marks{
        {{"\xef\xbb\xbf", Encoding::utf_8}, {"\xff\xfe", Encoding::utf_16le}, {"\xfe\xff", Encoding::utf_16be}}};
    EncodingSeen seen;
    for (const auto& [mark, encoding] : marks)
        if (start.starts_with(mark) && (asked.empty() || asked == names[static_cast<std::size_t>(encoding)])) {
            seen.encoding = encoding;
            seen.mark = mark.size();
            seen.reason =
                fmt::format("it begins with the byte order mark of {}", names[static_cast<std::size_t>(encoding)]);
            return seen;
        }
    if (!asked.empty()) {
        seen.encoding = static_cast<Encoding>(std::find(names.begin(), names.end(), asked) - names.begin());
        seen.reason = "as asked for";
        return seen;
    }
    if (const int zeros = zeros_of(start); zeros != 0) {
        seen.encoding = zeros > 0 ? Encoding::utf_16le : Encoding::utf_16be;
        seen.reason = "every other byte is zero";
        return seen;
    }
    const Balance balance = balance_of(start);
    seen.settled = balance.sound + balance.damaged > 0;
    if (balance.damaged <= balance.sound) {
        seen.reason = balance.sound == 0     ? "all is ASCII"
                      : balance.damaged == 0 ? "all of it is UTF-8"
                                             : fmt::format("most of it is UTF-8; {} {} not", balance.damaged,
                                                           balance.damaged == 1 ? "sequence is" : "sequences are");
        return seen;
    }
    seen.encoding = has_controls(start) ? Encoding::windows_1252 : Encoding::iso_8859_1;
    seen.guessed = true;
    seen.reason = "it is not UTF-8";
    return seen;
}

TextDecoder::TextDecoder(const EncodingSeen& seen) : encoding_(seen.encoding), settled_(seen.settled) {}

void TextDecoder::replace(std::vector<char>& out) {
    ++replaced_;
    put(0xfffd, out);
}

/// How many bytes are ASCII; what comes after them settles the encoding.
std::size_t TextDecoder::settle(std::string_view bytes) {
    const std::size_t at = ascii_prefix(bytes);
    if (at == bytes.size()) return at;
    const Sequence sequence = sequence_at(bytes, at);
    if (sequence.cut_off) return at;
    settled_ = true;
    changed_ = !sequence.sound;
    if (changed_) encoding_ = Encoding::windows_1252;
    return at;
}

std::size_t TextDecoder::plain(std::string_view bytes) {
    if (encoding_ != Encoding::utf_8 || !waiting_.empty()) return 0;
    if (!settled_) {
        const std::size_t ascii = settle(bytes);
        if (!settled_ || changed_) return ascii;
    }
    const std::size_t whole = bytes.size() - cut_off_at_end(bytes);
    if (simdjson::validate_utf8(bytes.data(), whole)) return whole;
    std::size_t at = 0;
    for (Sequence sequence = sequence_at(bytes, 0); sequence.sound; sequence = sequence_at(bytes, at))
        at += sequence.size;
    return at;
}

void TextDecoder::decode(std::string_view bytes, bool last, std::vector<char>& out) {
    std::string joined;
    if (!waiting_.empty()) {
        joined = std::move(waiting_) + std::string(bytes);
        waiting_.clear();
        bytes = joined;
    }
    std::size_t used = bytes.size();
    if (encoding_ == Encoding::utf_8) used = decode_utf_8(bytes, last, out);
    else if (encoding_ == Encoding::utf_16le || encoding_ == Encoding::utf_16be) used = decode_utf_16(bytes, last, out);
    else decode_single(bytes, out);
    waiting_.assign(bytes.substr(used));
}

std::size_t TextDecoder::decode_utf_8(std::string_view bytes, bool last, std::vector<char>& out) {
    std::size_t at = 0, sound = 0; // the sound part that was not yet copied begins there
    const auto copy = [&] { out.insert(out.end(), bytes.data() + sound, bytes.data() + at); };
    while (at < bytes.size()) {
        const Sequence sequence = sequence_at(bytes, at);
        if (sequence.cut_off && !last) break;
        if (!sequence.sound) {
            copy();
            replace(out);
            sound = at + sequence.size;
        }
        at += sequence.size;
    }
    copy();
    return at;
}

std::size_t TextDecoder::decode_utf_16(std::string_view bytes, bool last, std::vector<char>& out) {
    const std::size_t high = encoding_ == Encoding::utf_16le ? 1 : 0;
    const auto unit = [&](std::size_t at) { return byte_at(bytes, at + high) << 8 | byte_at(bytes, at + 1 - high); };
    std::size_t at = 0;
    while (at + 1 < bytes.size()) {
        const unsigned first = unit(at);
        const bool leads = first >= 0xd800 && first < 0xdc00;
        if (leads && at + 3 >= bytes.size() && !last) return at;
        if (leads && at + 3 < bytes.size()) {
            const unsigned second = unit(at + 2);
            if (second >= 0xdc00 && second < 0xe000) {
                put(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00), out);
                at += 4;
                continue;
            }
        }
        if (first >= 0xd800 && first < 0xe000) replace(out);
        else put(first, out);
        at += 2;
    }
    if (at < bytes.size() && last) {
        replace(out);
        ++at;
    }
    return at;
}

void TextDecoder::decode_single(std::string_view bytes, std::vector<char>& out) const {
    for (const char c : bytes) {
        const unsigned byte = static_cast<unsigned char>(c);
        const bool mapped = encoding_ == Encoding::windows_1252 && byte >= 0x80 && byte < 0xa0;
        put(mapped ? windows[byte - 0x80] : byte, out);
    }
}

} // namespace engage::read
