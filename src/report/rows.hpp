// rows.hpp -- a table as it was read, as clean CSV.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string_view>

#include "engage/problem.hpp"
#include "read/table.hpp"

namespace engage::report {

/// Writes the header and every record of the table: RFC 4180, UTF-8, the text of the cells unchanged, each record with
/// the cells it has. What is odd about a record is told to `on_remark` with its line.
class RowsWriter {
public:
    using Write = std::function<void(std::string_view)>;
    using OnRemark = std::function<void(const Problem&)>;

    RowsWriter(Write write, OnRemark on_remark) : write_(std::move(write)), on_remark_(std::move(on_remark)) {}

    /// `again`: the same JSON from its start, if it can be had, to find all of its columns; else those are taken that
    /// come in the first 64 MiB. Between two tables stands an empty line.
    void write(read::Table& table, read::Table* again = nullptr);

private:
    void write_text(read::Table& table);
    void write_json(read::Table& table, read::Table* again);

    Write write_;
    OnRemark on_remark_;
    bool begun_ = false;
};

} // namespace engage::report
