// input.hpp -- a file, or standard input, as a stream of bytes, decompressed.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>

namespace engage::read {

/// Opened on construction. Every failure, also half way (a read error, a gzip stream cut short or damaged), is a
/// Failure(no_input) that names the file. Compression is known by content, never by name.
class Input {
public:
    /// `-` is `standard_input`, or file descriptor 0 where that is null.
    Input(std::string name, std::istream* standard_input);
    ~Input();
    Input(Input&&) noexcept;

    /// Fills as much of `into` as there is; 0 only at the end.
    std::size_t read(char* into, std::size_t size);

    const std::string& name() const;
    bool compressed() const;
    std::uint64_t bytes_on_disk() const; ///< 0: not known (a pipe)
    std::uint64_t bytes_taken() const;   ///< of those, so far

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace engage::read
