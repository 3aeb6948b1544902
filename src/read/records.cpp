// records.cpp -- records of delimited text in any dialect, found again after damage.
// SPDX-License-Identifier: MIT
#include "read/records.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "read/scan.hpp"

namespace engage::read {

namespace {

constexpr std::array<char, 5> usual_delimiters{',', ';', '\t', '|', ' '};

std::size_t quotes_from(std::string_view text, std::size_t at, std::size_t end, char quote) {
    std::size_t stop = at;
    while (stop < end && text[stop] == quote) ++stop;
    return stop;
}

} // namespace

RecordScanner::RecordScanner(std::string_view text, const Dialect& dialect, std::size_t width, std::size_t from)
    : text_(text), dialect_(dialect), width_(dialect.is_log() ? 0 : width), at_(from) {}

bool RecordScanner::next(Record& record) {
    if (at_ >= text_.size()) return false;
    record.begin = at_;
    record.comment = dialect_.comment != 0 && text_[at_] == dialect_.comment;
    if (record.comment) {
        const std::size_t end = line_end(at_);
        record.fields.assign(1, {at_, end});
        record.flaw = Flaw::none;
        record.lines = 0;
        record.next = pass_line_end(end, text_.size());
    } else if (dialect_.is_log()) {
        read_line_alone(record);
    } else if (at_ < alone_until_) {
        if (!read_short(record)) read_line_alone(record);
    } else {
        scan(record, text_.size(), usual_quotes(), dialect_.delimiter);
        settle(record);
    }
    const std::string_view ending = text_.substr(record.begin, record.next - record.begin);
    record.lines += ending.ends_with('\n') || (dialect_.returns && ending.ends_with('\r'));
    at_ = record.next;
    return true;
}

std::size_t RecordScanner::pass_whole_records(bool& open) {
    Record record;
    for (record.begin = at_; record.begin < text_.size(); record.begin = at_) {
        if (dialect_.comment != 0 && text_[at_] == dialect_.comment) {
            record.flaw = Flaw::none;
            record.next = pass_line_end(line_end(at_), text_.size());
        } else {
            scan(record, text_.size(), usual_quotes(), dialect_.delimiter);
        }
        open = record.flaw == Flaw::unclosed_quote;
        const bool ended = text_[record.next - 1] == '\n' ||
                           (dialect_.returns && text_[record.next - 1] == '\r' && record.next < text_.size());
        if (open || !ended) break;
        at_ = record.next;
    }
    return at_;
}

/// After damage, a record of several lines is looked for in a few bytes only: else every line might take as long as
/// all.
bool RecordScanner::read_short(Record& record) {
    constexpr std::size_t few = 1024;
    const std::size_t end = std::min(record.begin + few, text_.size());
    scan(record, end, usual_quotes(), dialect_.delimiter);
    return record.flaw == Flaw::none && record.next < end && (width_ == 0 || record.fields.size() == width_);
}

/// Where the line of `from` ends: at its line end, or at the end of the text.
std::size_t RecordScanner::line_end(std::size_t from) const {
    const std::size_t found = dialect_.returns ? text_.find_first_of("\r\n", from) : text_.find('\n', from);
    if (found == text_.npos) return text_.size();
    return found > from && text_[found] == '\n' && text_[found - 1] == '\r' ? found - 1 : found;
}

std::size_t RecordScanner::pass_line_end(std::size_t at, std::size_t end) const {
    if (at < end && text_[at] == '\r') ++at;
    if (at < end && text_[at] == '\n') ++at;
    return at;
}

/// From behind the opening quote to behind the closing one, or to the end.
void RecordScanner::scan_quoted(Field& field, std::size_t& at, std::size_t end, Quotes quotes, Flaw& flaw) {
    field.quoted = true;
    field.begin = at;
    const char quote = dialect_.quote;
    while (at < end) {
        const auto stop =
            static_cast<std::size_t>(find_byte(text_.data() + at, text_.data() + end, quote) - text_.data());
        if (dialect_.backslash) {
            const auto escape =
                static_cast<std::size_t>(find_byte(text_.data() + at, text_.data() + stop, '\\') - text_.data());
            if (escape < stop) {
                field.escaped = true;
                at = std::min(escape + 2, end);
                continue;
            }
        }
        at = stop;
        if (stop == end) break;
        const std::size_t after = quotes_from(text_, stop, end, quote);
        const std::size_t count = after - stop;
        const bool may_close = closes_cell(text_.data() + after, text_.data() + end, delimiter_, dialect_.returns);
        if (may_close && (count % 2 == 1 || quotes == Quotes::loose)) {
            field.escaped |= count > 1;
            field.end = after - 1;
            at = after;
            return;
        }
        field.escaped |= count > 1;
        if (count % 2 == 1) flaw = Flaw::stray_quote;
        at = after;
    }
    field.end = end;
    flaw = Flaw::unclosed_quote;
}

void RecordScanner::scan_plain(Field& field, std::size_t& at, std::size_t end, char delimiter) {
    const char second = dialect_.returns ? '\r' : '\n';
    at = static_cast<std::size_t>(
        find_one_of(text_.data() + at, text_.data() + std::max(at, end), delimiter, '\n', second) - text_.data());
    field.end = at;
    if (at < end && text_[at] == '\n' && field.end > field.begin && text_[field.end - 1] == '\r') --field.end;
}

/// Reads the record at its `begin`, up to its line end or `end`.
void RecordScanner::scan(Record& record, std::size_t end, Quotes quotes, char delimiter) {
    record.fields.clear();
    record.flaw = Flaw::none;
    record.lines = 0;
    delimiter_ = delimiter == 0 ? '\n' : delimiter; // which ends the cell anyway
    std::size_t at = record.begin;
    for (;;) {
        Field field;
        const bool first = record.fields.empty();
        if (dialect_.runs) {
            while (at < end && text_[at] == delimiter_) ++at;
            if (!first && (at >= end || text_[at] == '\n' || text_[at] == '\r')) break;
        }
        if (!first && dialect_.padded && at < end && text_[at] == ' ') ++at;
        std::size_t start = at;
        while (start < end && is_blank(text_[start]) && text_[start] != delimiter_) ++start;
        field.begin = at;
        if (quotes != Quotes::none && start < end && text_[start] == dialect_.quote) {
            at = start + 1;
            scan_quoted(field, at, end, quotes, record.flaw);
            record.lines += count_newlines(text_.data() + start, text_.data() + field.end);
            if (dialect_.returns)
                for (std::size_t i = start; i + 1 < field.end; ++i)
                    record.lines += text_[i] == '\r' && text_[i + 1] != '\n';
            while (at < end && is_blank(text_[at]) && text_[at] != delimiter_) ++at;
            if (at < end && text_[at] == '\r' && delimiter_ != '\r')
                at += at + 1 < end && text_[at + 1] == '\n' ? 1 : 0;
        } else {
            scan_plain(field, at, end, delimiter_);
        }
        record.fields.push_back(field);
        if (at >= end || text_[at] != delimiter_ || delimiter_ == '\n') break;
        ++at;
    }
    record.next = pass_line_end(at, text_.size());
}

/// Decides what to make of a record that does not read as it should.
void RecordScanner::settle(Record& record) {
    const bool fits = width_ == 0 || record.fields.size() == width_;
    const bool sound = record.flaw == Flaw::none;
    if ((sound && fits) || record.blank(text_)) return;
    const bool spans = record.lines > 0;
    if (spans && !fits && sound && !next_line_fits(record)) return;
    const bool tolerable = fits && width_ != 0 && record.flaw == Flaw::stray_quote && !next_line_fits(record);
    if (spans && !tolerable) {
        alone_until_ = record.next;
        read_line_alone(record);
        return;
    }
    if (fits && record.flaw != Flaw::unclosed_quote) return;
    trial_ = record;
    read_line_alone(record);
    // What is no better than the first reading is not taken.
    if (record.flaw != Flaw::none && record.fields.size() != width_ && trial_.flaw != Flaw::unclosed_quote)
        std::swap(record, trial_);
}

/// Whether the record ended a line too late: the line after its first is one of the table's.
bool RecordScanner::next_line_fits(const Record& record) {
    trial_.begin = pass_line_end(line_end(record.begin), text_.size());
    if (trial_.begin >= record.next) return false;
    scan(trial_, line_end(trial_.begin), Quotes::strict, dialect_.delimiter);
    return trial_.flaw == Flaw::none && trial_.fields.size() == width_;
}

bool RecordScanner::try_line(Record& record, std::size_t end, Quotes quotes, char delimiter, Flaw flaw) {
    scan(record, end, quotes, delimiter);
    if (record.flaw == Flaw::unclosed_quote || record.fields.size() != width_) return false;
    if (record.flaw == Flaw::none) record.flaw = flaw;
    return true;
}

/// Reads one line as a record: as it is written, or else in the first other way that gives it the cells it should have.
void RecordScanner::read_line_alone(Record& record) {
    const std::size_t end = line_end(record.begin);
    scan(record, end, usual_quotes(), dialect_.delimiter);
    const bool fits = record.flaw == Flaw::none && (width_ == 0 || record.fields.size() == width_);
    if (!fits && !mend_line(record, end)) make_do(record, end);
    name_flaw(record);
    record.next = pass_line_end(end, text_.size());
    record.lines = 0;
}

bool RecordScanner::mend_line(Record& record, std::size_t end) {
    if (width_ == 0) return false;
    const Flaw flaw = record.flaw;
    if (flaw != Flaw::none && (try_line(record, end, Quotes::loose, dialect_.delimiter, flaw) ||
                               try_line(record, end, Quotes::none, dialect_.delimiter, flaw)))
        return true;
    return try_other_delimiters(record, end) || try_touching_cells(record);
}

/// Reads a line that cannot be mended with the cells it has.
void RecordScanner::make_do(Record& record, std::size_t end) {
    scan(record, end, usual_quotes(), dialect_.delimiter);
    if (record.flaw != Flaw::unclosed_quote) return;
    scan(record, end, Quotes::loose, dialect_.delimiter);
    if (record.flaw == Flaw::unclosed_quote) scan(record, end, Quotes::none, dialect_.delimiter);
    record.flaw = Flaw::unclosed_quote;
}

/// A quote that is closed, but not where its cell ends, is not one that is never closed.
void RecordScanner::name_flaw(Record& record) const {
    if (record.flaw != Flaw::unclosed_quote) return;
    for (const Field& field : record.fields) {
        const std::string_view cell = text_.substr(field.begin, field.end - field.begin);
        const std::size_t other = cell.starts_with(dialect_.quote) ? cell.find(dialect_.quote, 1) : cell.npos;
        if (other != cell.npos && cell.back() != dialect_.quote) record.flaw = Flaw::stray_quote;
    }
}

bool RecordScanner::try_other_delimiters(Record& record, std::size_t end) {
    if (width_ < 3) return false; // two cells are soon found
    for (const char delimiter : usual_delimiters) {
        if (delimiter == dialect_.delimiter) continue;
        if (!try_line(record, end, usual_quotes(), delimiter, Flaw::other_delimiter) ||
            record.flaw != Flaw::other_delimiter)
            continue;
        // Prose has blanks, and commas before them: so those part only cells that are quoted.
        const bool plausible = std::all_of(record.fields.begin(), record.fields.end(), [&](const Field& field) {
            return field.quoted || (delimiter != ' ' && (field.begin == field.end || text_[field.begin] != ' '));
        });
        if (plausible) return true;
    }
    scan(record, end, usual_quotes(), dialect_.delimiter);
    return false;
}

/// Where all cells are quoted, and as many pairs of quotes stand inside cells as cells are missing, delimiters were
/// lost.
bool RecordScanner::try_touching_cells(Record& record) const {
    if (width_ < 3 || record.flaw != Flaw::none || record.fields.size() >= width_ || dialect_.backslash) return false;
    std::vector<Field> parted;
    const std::string pair(2, dialect_.quote);
    for (const Field& field : record.fields) {
        if (!field.quoted) return false;
        std::size_t begin = field.begin;
        for (std::size_t found; (found = text_.find(pair, begin)) < field.end; begin = found + 2)
            parted.push_back({begin, found, true, false});
        parted.push_back({begin, field.end, true, false});
    }
    if (parted.size() != width_) return false;
    record.fields = std::move(parted);
    record.flaw = Flaw::lost_delimiter;
    return true;
}

} // namespace engage::read
