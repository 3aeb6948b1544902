// evidence.cpp -- what the values of one column show of how it is written.
// SPDX-License-Identifier: MIT
#include "import/evidence.hpp"

#include <algorithm>

#include "import/cell.hpp"
#include "import/number_cell.hpp"
#include "import/time_formats.hpp"

namespace engage {
namespace {

std::string quoted(const FirstValue& value) {
    return "'" + value.text + "'" + (value.line == 0 ? "" : " in line " + std::to_string(value.line));
}

bool is_whole(std::string_view text) { return text.find_first_not_of("0123456789") == text.npos; }

/// A date or date-time of RFC 3339, which needs no order.
bool is_standard(std::string_view text) { return text.size() >= 10 && text[4] == '-' && text[7] == '-'; }

} // namespace

void NumberEvidence::add(std::string_view value, std::uint64_t line) {
    if (declared_ == Numbers::point || declared_ == Numbers::comma || is_whole(value)) return;
    // The usual column, for speed.
    if (declared_ == Numbers::plain && point_ && value.find(',') == value.npos) return;
    const NumberCell cell = take_apart_number(value, whole_);
    if (!cell.depends()) return;
    if (!cell.with_comma) point_.keep(value, line);
    else if (!cell.with_point) comma_.keep(value, line);
    else (cell.body.find('.') != cell.body.npos ? either_point_ : either_comma_).keep(value, line);
}

bool NumberEvidence::open() const {
    if (declared_ == Numbers::plain) return either_comma_ && !comma_ && !point_ && !either_point_;
    return declared_ == Numbers::per_column && !point_ && !comma_;
}

Numbers NumberEvidence::decide(Judged& verdict) const {
    if (declared_ == Numbers::point || declared_ == Numbers::comma) return declared_;
    const bool plain = declared_ == Numbers::plain;
    // What is declared settles what could be read both ways, unless other values of the column speak against it.
    const FirstValue& point = point_ || !plain ? point_ : either_point_;
    if (point && (!comma_ || (plain && point_))) {
        if (!plain || comma_ || either_comma_) verdict.why = "decimal point: " + quoted(point);
        return Numbers::point;
    }
    if (comma_ && !point) {
        verdict.why = "decimal comma: " + quoted(comma_);
        return Numbers::comma;
    }
    const FirstValue& either = either_point_ ? either_point_ : either_comma_;
    if (point)
        verdict.why =
            "not clear: " + quoted(point) + " is written with a decimal point, " + quoted(comma_) + " with a comma";
    else if (either)
        verdict.why = "not clear: the mark of " + quoted(either) + " may be that of decimals or of thousands";
    else return plain ? Numbers::point : Numbers::per_column;
    verdict.why += "; --decimal-mark says which";
    verdict.doubt = true;
    return Numbers::per_column;
}

void TimeEvidence::add(std::string_view value, std::uint64_t line) {
    if (is_standard(value)) return;
    if (const Epoch unit = guess_epoch(value); unit != Epoch::none) {
        unit_ = std::max(unit_, unit);
        other_numbers_ |= !is_calendar(value);
        return;
    }
    if (declared_ != DateOrder::per_column) return;
    const auto written = take_apart_time(value);
    if (!written || written->date == WrittenTime::Date::settled) return;
    const auto day = days_of(*written, DateOrder::day_first), month = days_of(*written, DateOrder::month_first);
    if (day && month && day == month) same_ = true;
    else if (day && month) (written->date == WrittenTime::Date::dotted ? dotted_ : slashed_).keep(value, line);
    else if (day) day_first_.keep(value, line);
    else if (month) month_first_.keep(value, line);
}

bool TimeEvidence::open() const {
    return declared_ == DateOrder::per_column && !day_first_ && !month_first_ && (same_ || slashed_ || dotted_);
}

TimeConvention TimeEvidence::decide(Judged& verdict) const {
    TimeConvention convention{unit_, declared_};
    if (unit_ != Epoch::none && !other_numbers_) convention.unit = Epoch::calendar;
    if (declared_ != DateOrder::per_column) return convention;
    if (day_first_ && month_first_) {
        verdict = {"not clear: " + quoted(day_first_) + " has the day first, " + quoted(month_first_) + " the month",
                   true};
    } else if (day_first_) {
        convention.order = DateOrder::day_first;
        verdict.why = "day first: " + quoted(day_first_);
    } else if (month_first_) {
        convention.order = DateOrder::month_first;
        verdict.why = "month first: " + quoted(month_first_);
    } else if (slashed_) {
        verdict = {"not clear: in " + quoted(slashed_) + " the day may come first, or the month", true};
    } else if (dotted_) {
        // No language writes the month first where it writes points.
        convention.order = DateOrder::day_first;
        verdict.why = "day first: " + quoted(dotted_) + " has points";
    }
    if (verdict.doubt) verdict.why += "; --date-order says which";
    return convention;
}

} // namespace engage
