// input.hpp -- a file, standard input, or a file in an archive, as a stream of unpacked bytes.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engage/reading.hpp"

namespace engage::read {

/// Every failure, also half way (a read error, packed data cut short or damaged), is a Failure(no_input) that names the
/// file. What is packed is known by its content, never by its name.
class Input {
public:
    /// `-` is `standard_input`, or file descriptor 0 where that is null.
    explicit Input(std::string name, std::istream* standard_input = nullptr, const Reading& reading = {});
    ~Input();
    Input(Input&&) noexcept;
    Input& operator=(Input&&) noexcept;

    /// Fills as much of `into` as there is; 0 only at the end.
    std::size_t read(char* into, std::size_t size);

    /// The first bytes, unpacked, without reading them: at least so many, or all that there are.
    std::string_view look(std::size_t size);

    /// The inputs in it, each with a name of its own, where this is a ZIP archive, which is then spent; else none.
    /// Only before the first read.
    std::vector<Input> members();
    /// One that goes by the same name and holds nothing.
    Input without_bytes() const;

    const std::string& name() const;
    /// The file or `-` that was named, and the position of the member of an archive it is; < 0: it is none.
    const std::string& file() const;
    int member() const;
    /// What it is packed in, from the outside in: `zip`, `gzip`, `zstd`. Known after the first read.
    const std::vector<std::string_view>& packed_in() const;
    std::uint64_t bytes_on_disk() const; ///< 0: not known (a pipe), or told by another member, or it is without bytes
    std::uint64_t bytes_taken() const;   ///< of those, so far
    bool size_known() const;             ///< also where another one tells it

private:
    struct State;
    explicit Input(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace engage::read
