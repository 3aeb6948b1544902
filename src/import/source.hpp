// source.hpp -- one input, opened and understood: its table, its importer, and what each column becomes.
// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "import/decoder.hpp"
#include "import/plan.hpp"
#include "import/translator.hpp"
#include "read/table.hpp"

namespace engage {

struct Source {
    Source(std::string its_name, read::Table its_table) : name(std::move(its_name)), table(std::move(its_table)) {}

    std::string name;        ///< as the user gave it; of a file in an archive, with its name
    std::string title;       ///< of its table, where several of the input are read; else empty
    bool is_further = false; ///< another source is an earlier table of the same input
    read::Table table;
    Plan plan;
    Telling telling;                        ///< what other inputs tell, too
    std::string time_zone;                  ///< of times without an offset, where it says so itself; else empty
    Instant until = no_time;                ///< where rows stand for a span that ends on a day: its start
    std::optional<Translation> translation; ///< nothing: rows are events as they stand
    std::string recognised;                 ///< why this importer, in a sentence
    bool known = true;                      ///< an importer knows it, or it is empty
    std::vector<std::string> also_like;     ///< other importers that know it, less well
    std::vector<std::string> left_out;      ///< what else the same archive holds, and why it is not read
    /// What another input tells, too, by its name: left out, or (true) counted in breakdowns only.
    std::map<std::pair<std::string, bool>, std::vector<std::string>> told_twice;
    std::deque<read::Chunk> ahead;     ///< chunks that were looked at already, and are still to be read
    std::uint32_t importer_number = 0; ///< the same for all sources of one importer

    /// For people: the name, and the title.
    std::string shown() const { return title.empty() ? name : name + " (" + title + ")"; }
    /// As those of the table, but for the chunks that wait in `ahead`.
    const read::Chunk& first() const { return ahead.empty() ? table.first() : ahead.front(); }
    bool next(read::Chunk& chunk);
    /// The wanted columns, for a reader of rows.
    read::Columns columns() const;
};

/// Opens the input: one source, or one for each table of an archive. Throws Failure(no_input) where it cannot be read.
std::vector<Source> open_source(const Request& request, const std::string& name);

/// Makes the plan, for the keys and periods of `decoding`, and decides how the numbers and times of its columns are
/// written.
void settle_plan(Source& source, const Request& request, const Decoding& decoding);

/// The event words that it can be taken to tell of, whether or not a row has them. Call after settle_plan.
Verbs words_told(const Source& source);

/// The zone of its times without an offset.
std::string local_zone(const Source& source, const Request& request);

/// Makes rows of the chunks of one source, ready to be decoded. One for each thread.
class SourceRows {
public:
    explicit SourceRows(const Source& source);
    /// As RowReader::read.
    void read(read::Chunk& chunk, Rows& rows);
    const std::optional<Translator>& translator() const { return translator_; }

private:
    read::RowReader reader_;
    std::optional<Translator> translator_;
    Rows export_;
};

/// Throws Failure(usage) for a --map, --by or --where whose column none of the inputs has, nor, of the latter two, any
/// importer makes. Inputs whose columns are not known beforehand (JSON) may have any.
void check_columns(const Request& request, const std::vector<Source>& sources);

} // namespace engage
