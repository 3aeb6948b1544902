// problem.cpp -- messages that are safe to show on a terminal.
// SPDX-License-Identifier: MIT
#include "engage/problem.hpp"

#include <fmt/format.h>

namespace engage {
namespace {

/// Bytes of the well-formed UTF-8 sequence at the start of `text`, 0 where there is none.
std::size_t sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(0);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (size == 0 || size > text.size()) return 0;
    for (std::size_t i = 1; i < size; ++i)
        if ((byte(i) & 0xC0) != 0x80) return 0;
    if (size == 3 && ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) >= 0xA0))) return 0;
    if (size == 4 && ((lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) >= 0x90))) return 0;
    return size;
}

/// Characters a terminal acts on, or that reorder the text around them.
bool acts(std::string_view c) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(c[i]); };
    if (c.size() == 1) return byte(0) < 0x20 || byte(0) == 0x7F;
    if (c.size() == 2 && byte(0) == 0xC2) return byte(1) < 0xA0; // C1 controls
    if (c.size() == 2) return byte(0) == 0xD8 && byte(1) == 0x9C; // Arabic letter mark
    if (c.size() == 3 && byte(0) == 0xE2 && byte(1) == 0x80)      // bidi marks, separators, embeddings
        return byte(2) == 0x8E || byte(2) == 0x8F || (byte(2) >= 0xA8 && byte(2) <= 0xAE);
    if (c.size() == 3 && byte(0) == 0xE2 && byte(1) == 0x81) return byte(2) >= 0xA6 && byte(2) <= 0xA9; // bidi isolates
    return false;
}

} // namespace

std::string printable(std::string_view text) {
    std::string shown;
    shown.reserve(text.size());
    while (!text.empty()) {
        const std::size_t size = sequence_length(text);
        const auto c = text.substr(0, size == 0 ? 1 : size);
        if (size == 0 || acts(c))
            for (const char byte : c) shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
        else
            shown += c;
        text.remove_prefix(c.size());
    }
    return shown;
}

std::string describe(const Problem& problem) {
    std::string line;
    if (!problem.file.empty()) line += printable(problem.file) + ":";
    if (problem.line != 0) line += fmt::format("{}:", problem.line);
    if (!line.empty()) line += ' ';
    line += printable(problem.what);
    if (!problem.advice.empty()) line += " (" + printable(problem.advice) + ")";
    return line;
}

Failure::Failure(Status exit_status, Problem problem)
    : std::runtime_error(describe(problem)), status(exit_status) {}

Failure::Failure(Status exit_status, std::string what, std::string advice)
    : Failure(exit_status, Problem{{}, 0, {}, std::move(what), std::move(advice)}) {}

} // namespace engage
