// archive.hpp -- the files in a ZIP archive.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "read/bytes.hpp"

namespace engage::read {

/// Whether bytes begin as those of a ZIP archive.
bool is_zip(std::string_view start);

struct Member {
    std::string name;                       ///< as the archive has it; never used as a path
    std::uint64_t header = 0;               ///< where in the archive its own header begins, with its data behind
    std::uint64_t packed = 0, unpacked = 0; ///< sizes
    std::uint32_t sum = 0;                  ///< CRC-32 of what is unpacked
    unsigned method = 0;                    ///< of packing, by its number in the format
};

/// The files in it, in the order of their data, without folders, hidden files and what macOS adds. Failure(no_input)
/// where the archive is damaged, is locked by a password, or holds more than a thousand files.
std::vector<Member> members_of(File& archive);

/// The content of one. Nothing is read before the first read.
std::unique_ptr<Bytes> open_member(std::shared_ptr<File> archive, const Member& member, std::string name,
                                   Expansion expansion);

} // namespace engage::read
