// importer.hpp -- the description, as data, of one system's export.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engage/convention.hpp"
#include "engage/event.hpp"
#include "engage/shape.hpp"
#include "engage/tally.hpp"

namespace engage {

// What data/importers/README.md explains, in its order. Names of columns are compared without case, spaces, `_`, `-`
// and `.`; words in cells without case.

/// Where one text of an event comes from: from the first of `columns` that has something, from all of `join` if none is
/// blank, or from a `sum`, else it is `otherwise`; then it is cut, translated, multiplied, and counted from a day, in
/// this order.
struct FieldSource {
    std::vector<std::string> columns;         ///< best first
    std::vector<std::string> sum;             ///< columns of numbers; those after a `-` are subtracted
    std::vector<std::string> join;            ///< columns whose texts stand one after the other, a blank between
    std::string otherwise;                    ///< where the columns are blank
    std::string after;                        ///< the text after the first such mark; where it is missing, all
    std::vector<std::string> before;          ///< then the text before the first of such marks
    std::map<std::string, std::string> words; ///< in lower case → what it means; with `*` patterns; any other text stays
    std::optional<Quantity> times;            ///< of a number; a duration with units or colons stays as it is
    bool minor_units = false;                 ///< an amount in the smallest unit of its currency (cents, yen)
    std::string days_after;                   ///< the fact that names the day of a 0; blank where there is none

    bool empty() const { return columns.empty() && sum.empty() && join.empty() && otherwise.empty(); }
};

/// A text of an event: one of `fields`, or an attribute.
struct NamedSource {
    std::string name;
    FieldSource source;
};

/// One of `words` must be (`is`), or must not be, in the first of `columns` that has something, or in the fact of that
/// name where none has. `*` is any text but none, `` is none, `open*` a pattern, `>0` any number above 0.
struct RowCondition {
    std::vector<std::string> columns, words;
    bool is = true;
};

/// What a row stands for where all conditions hold. `each_column`: that once for each column that has one of these names
/// and none of those after a `-`; in such a rule `@` among columns is that column, and as the text of a field its name.
struct EventRule {
    std::vector<std::string> each_column;
    std::vector<RowCondition> conditions;
    std::string event;               ///< `family.verb`, or `tally.name` for an amount that the export has counted
    std::string skip;                ///< in place of an event: why such a row is none, as the ledger tells it
    std::vector<NamedSource> fields; ///< in place of the importer's
};

/// How an export is known: it has a column of each of `columns` and none of `without`, and what else is given holds.
struct Fingerprint {
    std::vector<std::vector<std::string>> columns; ///< of each, one must be there; with `*` it is a pattern
    bool pairs = false; ///< its columns are names with a value beside each, line by line, which make one row
    std::vector<std::string> without;
    std::string file_name; ///< a pattern with `*`, case aside; empty: any
    std::string above;     ///< a text in the lines above the table, case aside; empty: any
};

/// What all rows have in common and none says: in the name of the file (with its folders, where the pattern has a `/`),
/// above the table, in the name of a column, or elsewhere in the file, as `NAME: VALUE`: a name with its value beside it
/// or, in a table of few lines, below it.
struct Fact {
    enum class Place : std::uint8_t { file_name, above, column, elsewhere };
    Place place = Place::file_name;
    std::string pattern;            ///< a regular expression (ECMAScript), case aside
    std::vector<std::string> gives; ///< fields or attributes, by the groups of the pattern
};

/// A rate that the export has computed: checked against `of` / `per` of the same row, never used.
struct StatedRate {
    std::string column, of, per;
};

/// An excerpt of an export, and what it must give.
struct Sample {
    std::string file;                     ///< its name
    std::string text;                     ///< its content
    std::vector<std::string> options;     ///< of `engage report`
    std::map<std::string, std::map<std::string, std::string>> tallies; ///< by channel (or `customers`)
    std::map<std::string, std::uint64_t> rows; ///< `read`, `counted`, and reasons
};

struct Importer {
    std::string name;
    std::string system;
    std::string title;
    std::string about;                ///< where in the product such a file comes from
    std::string answers, cannot;      ///< what it tells, and what it leaves open
    std::string sure;                 ///< one of `certainties`
    std::vector<std::string> sources; ///< of the knowledge: documentation, real files, with licence
    std::vector<Fingerprint> recognise;
    Shape shape;                      ///< of JSON
    std::vector<NamedSource> fields;
    std::vector<EventRule> events;    ///< the first whose conditions hold is what a row stands for …
    std::vector<EventRule> also;      ///< … and each of these
    std::string otherwise;            ///< why a row for which none holds is no event; empty: it is refused
    std::vector<NamedSource> tallies; ///< by name: amounts that the row holds
    std::vector<Fact> facts;
    std::vector<StatedRate> rates;
    std::map<std::string, Family, std::less<>> families; ///< the family that a channel's short verbs belong to
    std::string time_zone;            ///< of times without an offset; empty: the report's
    Numbers numbers = Numbers::per_column;
    DateOrder dates = DateOrder::per_column;
    std::vector<std::string> blank;   ///< in lower case: words that say that a cell holds nothing
    bool every_table = false;         ///< of a file each table is read, by that importer of the system that knows it
    bool epoch_of_each = false;       ///< a time in digits has a unit of its own, not that of its column
    std::vector<Sample> samples;

    /// Whether rows are events as they stand: with the fields' own names, and the words of the vocabulary.
    bool is_plain() const { return events.empty() && also.empty() && tallies.empty(); }
    const FieldSource* field(std::string_view wanted) const;
};

/// How sure a description is: it was held against a real file, read in documentation, seen in code that reads such
/// files, or is remembered.
inline constexpr std::array<std::string_view, 4> certainties{"file", "documentation", "code", "recalled"};

/// The names of all importers that are built in, sorted.
std::span<const std::string> importer_names();
/// Null where there is no such name. Read when it is first asked for.
const Importer* find_importer(std::string_view name);
/// How the importers that are built in know their exports, in the order of their names. Cheaper than all of them.
std::span<const std::vector<Fingerprint>> fingerprints();
/// Reads a description; throws Failure(configuration) that names `origin` and the key at fault.
Importer read_importer(std::string_view json, const std::string& origin);

} // namespace engage
