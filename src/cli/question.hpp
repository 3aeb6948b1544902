// question.hpp -- what `engage explain METRIC FILE…` asks, and its answer.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cli/session.hpp"

namespace engage::cli {

struct Question {
    Options options;
    std::string topic; ///< as typed: `open_rate` or `email.open_rate`
    std::string rows;  ///< `numerator`, `denominator` or `findings`: those events are asked for; empty: the figures
};

/// A metric, and where; an empty channel is every one.
struct Asked {
    std::string channel;
    const Metric* metric = nullptr;
};

/// Throws Failure(usage) with the nearest metric.
Asked read_topic(const std::string& topic);

/// Prints the answer from the files of the question.
void answer(Question& question, Session& session);

/// Prints the events behind a side of the metric in the channels of the report, which was made of the same files.
void print_rows(const Question& question, const Asked& asked, const Report& report, Session& session);

/// Prints what recipients did, of the words the metric is made of, with messages that nothing was sent of to them, or
/// not yet, by any of the files.
void print_findings(const Question& question, const Asked& asked, const Report& report, Session& session);

} // namespace engage::cli
