// translation.hpp -- how the rows of one source become canonical rows, settled before the first row is read.
// SPDX-License-Identifier: MIT
#pragma once

#include <list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engage/importer.hpp"
#include "engage/report.hpp"
#include "import/plan.hpp"
#include "read/table.hpp"

namespace engage {

/// Whether what an event word of an importer says counts, or another input of the same system says it, too.
enum class Told : std::uint8_t {
    here,
    values_only, ///< here only for the values of breakdowns
    elsewhere,
};
/// By event word: `message.opened`, `tally.sent`. Words that are not there are told here.
using Telling = std::map<std::string, Told>;

/// A canonical row has a place for each field, in their order, and then for each key.
struct Translation {
    /// Where a text comes from, by places of the export's rows.
    struct Text {
        std::vector<int> places;               ///< best first
        std::vector<std::pair<int, bool>> sum; ///< true: subtracted
        std::vector<int> join;                 ///< one after the other; empty also where a column is not there
        std::string otherwise;
        const FieldSource* change = nullptr; ///< null: the text stays as it is
        bool of_counts = false;              ///< what is added up are counts, none of which is below 0
        std::optional<Day> first_day;        ///< the text is a number of days after it
        std::size_t source = 0;              ///< its position in `sources`

        bool empty() const { return places.empty() && sum.empty() && join.empty() && otherwise.empty(); }
    };
    struct Slot {
        std::size_t place = 0; ///< in a canonical row
        Text text;
    };
    struct Test {
        std::vector<int> places;
        const RowCondition* condition = nullptr;
        std::string fact; ///< the text where the columns are blank
    };
    struct Rule {
        std::vector<Test> tests;
        std::string event; ///< empty: the text of the field
        std::string skip;
        std::vector<Slot> slots;
        int amount = -1;        ///< of a tally: the place of its amount; blank: the row has none
        std::string own;        ///< what tells its events from others of the same id
        std::size_t number = 0; ///< of the importer's rules: its position among `events`, `also` and `tallies`
        bool told_elsewhere = false;
    };

    /// A rate that the row states, with the rules in `every` that have the amounts it should be made of.
    struct Stated {
        const StatedRate* rate = nullptr;
        std::vector<int> places;
        std::size_t of = 0, per = 0;
    };

    const Importer* importer = nullptr;
    std::vector<Rule> first; ///< the first that holds
    std::vector<Rule> every;
    std::vector<Stated> stated;
    std::list<EventRule> of_columns;   ///< rules that were made for one column each
    Numbers numbers = Numbers::point;  ///< of numbers that are added, multiplied or compared; per_column: not known
    std::vector<int> arithmetic;       ///< the places where such numbers stand …
    std::vector<int> counts;           ///< … and of these, where only whole numbers may
    std::string skip_all;              ///< not empty: why no row counts
    std::vector<std::string> sources;  ///< what texts come from, by its name in the importer's file
    std::map<std::string, int> places; ///< by column_key, in a row of the export
    std::size_t width = 0;             ///< of a canonical row

    /// Whether rows with these columns can become what the rule says.
    static bool can_apply(const Rule& rule);
    read::Columns columns() const;
    /// Whether some column may give the field something.
    bool has_column(Field field) const;
    /// The words of the events that rows with these columns can become.
    Verbs words() const;
    /// The words of the amounts that rows with these columns can have.
    std::set<std::string> amounts() const;
    /// What a column of the export becomes: fields, attributes, tallies; `event` where rules ask for it.
    std::vector<std::string> roles(std::string_view column, const std::vector<Key>& keys) const;
};

/// `facts`: texts of fields and attributes that hold for the whole source; `columns` and `open`: as make_plan.
Translation make_translation(const Request& request, const Importer& importer,
                             const std::map<std::string, std::string>& facts, const Telling& telling,
                             const std::vector<Key>& keys, const std::vector<std::string>& columns, bool open);

/// The plan of the canonical rows. Their columns have the names of those they come from.
Plan plan_of(const Translation& translation, const std::vector<Key>& keys, const std::vector<std::string>& columns);

} // namespace engage
