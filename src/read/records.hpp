// records.hpp -- records of delimited text in any dialect, found again after damage.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engage/row.hpp"
#include "read/dialect.hpp"

namespace engage::read {

/// A cell as it stands in the text, without the quotes around it.
struct Field {
    std::size_t begin = 0, end = 0;
    bool quoted = false;
    bool escaped = false; ///< holds quotes that are doubled or behind a backslash
};

/// What is wrong with how a record is written. All but `none` were read as seemed best.
enum class Flaw : std::uint8_t {
    none,
    stray_quote,     ///< a quote inside a quoted cell that is not escaped
    unclosed_quote,  ///< a quoted cell has no end on a plausible line
    other_delimiter, ///< its cells are parted by another character than those of the table
    lost_delimiter   ///< two quoted cells touch
};

/// Why a record of so many cells is none of a table of so many columns; its line is 0.
BadRow complaint_about(Flaw flaw, std::size_t cells, std::size_t columns);

struct Record {
    std::vector<Field> fields;
    std::size_t begin = 0, next = 0; ///< its bytes, with its line end
    std::uint64_t lines = 0;         ///< line ends in it
    Flaw flaw = Flaw::none;
    bool comment = false;

    /// A line with nothing in it.
    bool blank(std::string_view text) const;
};

/// Takes doubled quotes together and backslashes off, in place; returns the size that is left.
std::size_t unescape(char* text, std::size_t size, const Dialect& dialect);

/// The text of a cell: unquoted and unescaped, otherwise as it is.
std::string text_of(std::string_view text, const Field& field, const Dialect& dialect);

/// Goes through a text record by record. A quote that is not closed, or closes where no record can end, costs the line
/// it is on and not those that follow. Takes time in proportion to the text, whatever is in it.
class RecordScanner {
public:
    /// `width`: the cells that records should have; 0: not known. `from`: where the first record begins.
    RecordScanner(std::string_view text, const Dialect& dialect, std::size_t width = 0, std::size_t from = 0);

    /// False at the end of the text.
    bool next(Record& record);
    /// Goes on elsewhere, not before where it was.
    void pass_until(std::size_t position) { at_ = position; }
    /// Goes over the text as if nothing were damaged: past the last line end outside quotes, and whether it ends in
    /// quotes.
    std::size_t pass_whole_records(bool& open);

private:
    enum class Quotes : std::uint8_t { strict, loose, none };
    void scan(Record& record, std::size_t end, Quotes quotes, char delimiter);
    void scan_quoted(Field& field, std::size_t& at, std::size_t end, Quotes quotes, Flaw& flaw);
    void scan_plain(Field& field, std::size_t& at, std::size_t end, char delimiter);
    Quotes usual_quotes() const { return dialect_.quote == 0 ? Quotes::none : Quotes::strict; }
    std::size_t pass_line_end(std::size_t at, std::size_t end) const;
    std::size_t line_end(std::size_t from) const;
    bool read_short(Record& record);
    void settle(Record& record);
    void read_line_alone(Record& record);
    bool mend_line(Record& record, std::size_t end);
    void make_do(Record& record, std::size_t end);
    void name_flaw(Record& record) const;
    bool try_line(Record& record, std::size_t end, Quotes quotes, char delimiter, Flaw flaw);
    bool try_other_delimiters(Record& record, std::size_t end);
    bool try_touching_cells(Record& record) const;
    bool next_line_fits(const Record& record);

    std::string_view text_;
    const Dialect& dialect_;
    std::size_t width_;
    std::size_t at_;
    std::size_t alone_until_ = 0; // records that begin before are read line by line
    char delimiter_ = 0;          // of the scan that is under way
    Record trial_;
};

} // namespace engage::read
