// output.hpp -- where a result goes: standard output, or a file that appears whole or not at all.
// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

namespace engage::cli {

/// A result in the writing. A regular file is written beside its place under a name of its own and renamed by
/// `commit`, so that other runs and readers see the old file or the new one, never a part; without `commit` nothing
/// changes. Links are followed; devices, pipes and descriptors (/dev/stdout) are written through. Throws
/// Failure(cannot_create) or Failure(cannot_write). A closed pipe is no failure: whoever reads has read enough.
class Output {
public:
    /// An empty `file`, or `-`, is `out`.
    Output(const std::string& file, std::ostream& out);
    ~Output();
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    void write(std::string_view text);
    void commit();

private:
    void open_unseen();
    void name_unseen();
    void flush();
    void put(std::string_view text);
    [[noreturn]] void fail(const char* doing, int error) const;

    std::string file_;      ///< as the user named it
    std::string target_;    ///< with links followed
    std::string temporary_; ///< the name it has until `commit`, if any
    bool whole_ = false;    ///< else it is written through
    std::ostream* out_;
    int descriptor_ = -1; ///< < 0: `out_`
    std::string waiting_;
    bool closed_pipe_ = false;
};

} // namespace engage::cli
