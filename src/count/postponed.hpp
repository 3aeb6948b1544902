// postponed.hpp -- batches that wait in a file, because the table of ids has grown too large to find duplicates at once.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <deque>
#include <vector>

#include "count/temporary_file.hpp"
#include "import/batch.hpp"
#include "import/interner.hpp"

namespace engage::count {

/// First all batches are added, in the order of the input; then their duplicates are found; then they are taken in the
/// same order. One thread at a time.
class Postponed {
public:
    void add(const Batch& batch);
    /// Beside those among each other, the duplicates of ids that were known before. One part of the ids after the
    /// other is looked at, so that their table stays small.
    void find_duplicates(const Interner& known);
    /// The next batch, whole but for the ids; false after the last. Its texts point into `block`.
    bool next(Batch& batch, std::string& block);

    std::uint64_t distinct() const { return distinct_; }     ///< ids that were not known before
    std::size_t table_bytes() const { return table_bytes_; } ///< the most that finding duplicates took at a time
    std::uint64_t spilled_bytes() const;

private:
    static constexpr std::size_t part_count = 32;
    void find_duplicates_of_part(TemporaryFile& part, const Interner& known);

    TemporaryFile batches_;
    std::array<TemporaryFile, part_count> ids_;    ///< by hash, each with its importer and the number of its event
    std::array<std::string, part_count> of_batch_; ///< those of the batch at hand
    std::string packed_;
    std::uint64_t events_ = 0;    ///< added so far
    std::vector<bool> duplicate_; ///< of each event
    std::uint64_t distinct_ = 0;
    std::size_t table_bytes_ = 0;
};

} // namespace engage::count
