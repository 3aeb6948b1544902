// archive.hpp -- the files in a ZIP archive.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "read/bytes.hpp"

namespace engage::read {

/// Whether bytes begin as those of a ZIP archive.
bool is_zip(std::string_view start);

struct Member {
    std::string name;         ///< as the archive has it; never used as a path
    std::size_t position = 0; ///< among all entries
};

/// The files in it, without folders, hidden files and what macOS adds. Failure(no_input) where the archive is damaged,
/// is locked by a password, or holds more than a thousand files.
std::vector<Member> members_of(const std::shared_ptr<File>& archive);

/// The content of one. It is opened on the first read.
std::unique_ptr<Bytes> open_member(std::shared_ptr<File> archive, const Member& member, std::string name,
                                   Expansion expansion);

} // namespace engage::read
