// events.hpp -- canonical events as text, CSV or NDJSON, that reads back to the same figures.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "import/batch.hpp"
#include "import/labels.hpp"

namespace engage::report {

class EventWriter {
public:
    /// `keys`: the names of the batches' keys, carried along after the fields.
    EventWriter(std::vector<std::string> keys, bool json) : keys_(std::move(keys)), json_(json) {}
    /// The header line of CSV; nothing for NDJSON.
    std::string header() const;
    /// One line.
    std::string line(const Batch& batch, const Event& event, const Labels& labels) const;

private:
    std::vector<std::string> keys_;
    bool json_;
};

/// RFC 3339 in UTC, with as many decimals as it needs.
std::string time_text(Instant instant);

} // namespace engage::report
