// table.cpp -- what a file is, and where its records end.
// SPDX-License-Identifier: MIT
#include "read/table.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "engage/problem.hpp"
#include "read/access_log.hpp"
#include "read/csv.hpp"
#include "read/csv_chunks.hpp"
#include "read/feed.hpp"
#include "read/json.hpp"
#include "read/json_chunks.hpp"
#include "read/pairs.hpp"
#include "read/scan.hpp"
#include "read/sniff.hpp"

namespace engage::read {

namespace {

constexpr std::size_t judged_for_dialect = std::size_t{1} << 14; // bytes
constexpr std::size_t looked_ahead = std::size_t{1} << 20;
constexpr std::size_t longest_above = std::size_t{1} << 16;
constexpr std::size_t largest_first_record = std::size_t{1} << 24;

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\x1b' && c != '\x1e' &&
           c != '\x1f' && c != '\x01';
}

/// The whole records in a look ahead; all of it where it is the end, or where no record ends in it.
std::string_view whole_records(std::string_view text, const Dialect& dialect, bool at_end) {
    if (at_end) return text;
    const std::size_t end = cut_csv(text, dialect).end;
    return text.substr(0, end == 0 ? text.size() : end);
}

Allowance allowance(const Input& input, const Reading& options) {
    if (options.strict_json) return {Values::one, "; --strict-json allows one value (leave it out)"};
    if (!is_named_json(input.name())) return {};
    return {Values::one_or_lines, "; a .json file holds one value, or an object in each line (name it .ndjson, or give "
                                  "it on standard input)"};
}

} // namespace

Chunk copy_of(const Chunk& chunk) {
    Chunk copy{Buffer(chunk.size + padding), chunk.size, chunk.number, chunk.bad, chunk.elements, chunk.damaged};
    std::copy_n(chunk.buffer.begin(), chunk.size, copy.buffer.begin());
    return copy;
}

struct Table::State {
    State(Input input, const Reading& asked) : options(asked), feed(std::move(input), asked.encoding) {}

    std::optional<char> look_for_start();
    void start_json();
    void sniff_text();
    void use(std::size_t table, bool with_totals = false);
    std::string text_above(std::size_t table) const;
    void look();
    void collect_keys();
    bool cut(Chunk& chunk);

    Reading options;
    Feed feed;
    Format format;
    Buffer ahead; // what was looked at to know the format of a text, as long as there is another table to choose
    std::uint64_t ahead_line = 1;
    Chunk first;
    bool looked = false, first_waits = false; // the first chunk was cut; and is to be given by `next`
    std::uint64_t first_line = 1;
    std::uint64_t next_number = 0;
    std::variant<std::monostate, CsvChunks, JsonChunks> chunks;
};

Table::Table(Input input, const Reading& options) : state_(std::make_unique<State>(std::move(input), options)) {
    State& state = *state_;
    const bool is_json = allowance(state.feed.input(), options).values != Values::any;
    if (is_json) state.feed.expect_json();
    const std::optional<char> start = state.look_for_start();
    if (is_json || start == '{' || start == '[') {
        state.feed.take_back(state.first);
        state.start_json();
    } else {
        if (start) state.sniff_text();
        if (options.table > std::max<std::size_t>(state.format.tables.size(), 1))
            throw Failure(Status::usage, state.feed.input().name() + " has no table " + std::to_string(options.table),
                          "engage inspect lists its tables");
        state.use(options.table > 0 ? options.table - 1 : state.format.table);
    }
}

Table::Table(std::unique_ptr<State> state) : state_(std::move(state)) {}
Table::~Table() = default;
Table::Table(Table&&) noexcept = default;

const Format& Table::format() const { return state_->format; }
const EncodingSeen& Table::encoding() const { return state_->feed.encoding(); }
const TextDecoder& Table::decoder() const { return state_->feed.decoder(); }
const Input& Table::input() const { return state_->feed.input(); }
const Chunk& Table::first() const {
    state_->look();
    return state_->first;
}
std::uint64_t Table::first_line() const { return state_->first_line; }

void Table::choose(std::size_t table, bool with_totals) { state_->use(table, with_totals); }

void Table::choose_pairs() {
    Format& format = state_->format;
    const PairTable made = table_of(format.pairs.all);
    TableSeen table;
    table.width = made.columns.size();
    table.columns = table.written = made.columns;
    table.dropped.resize(table.width);
    table.header = {0, 0, made.line, 0};
    table.body = {0, made.text.size(), made.line, made.rows};
    table.totals_above = {0, 0, made.line, 0};
    table.totals_below = {made.text.size(), made.text.size(), made.line, 0};
    table.reasons.push_back("lines of a name and its value are " + std::to_string(made.rows) +
                            (made.rows == 1 ? " row" : " rows"));
    format.tables = without_pairs(std::move(format.tables), format.pairs);
    format.tables.push_back(std::move(table));
    format.dialect = {};
    format.lines_above = format.lines_below = 0;
    format.reads_pairs = true;
    state_->ahead.assign(made.text.begin(), made.text.end());
    state_->use(format.tables.size() - 1);
}

Table Table::part(std::size_t table) {
    auto part = std::make_unique<State>(input().without_bytes(), state_->options);
    part->format = state_->format;
    part->format.lines_above = part->format.lines_below = 0;
    for (TableSeen& seen : part->format.tables) seen.apart = true;
    part->format.tables[table].apart = false;
    state_->format.tables[table].apart = true;
    part->ahead = state_->ahead;
    part->ahead_line = state_->ahead_line;
    part->feed.decoded_as(encoding());
    part->use(table);
    return Table(std::move(part));
}

void Table::reshape(Shape shape) {
    State& state = *state_;
    const bool changes = !shape.empty() || !state.format.shape.empty();
    if (state.format.kind == Kind::csv || !state.first_waits || !changes) return;
    state.format = {};
    state.format.shape = std::move(shape);
    state.feed.take_back(state.first);
    state.start_json();
}

bool Table::next(Chunk& chunk) {
    state_->look();
    if (!state_->first_waits) return state_->cut(chunk);
    state_->first_waits = false;
    std::swap(chunk, state_->first);
    state_->first.size = 0;
    return true;
}

/// Passes blank lines; returns the first byte that is no space, if there is one. Its line begins the first chunk.
std::optional<char> Table::State::look_for_start() {
    for (;;) {
        first.size = 0;
        feed.fill(first, usual_chunk);
        const std::string_view text = bytes_of(first);
        const std::size_t found = text.find_first_not_of(" \t\r\n");
        const char* const from = text.data();
        const char* const until = text.data() + std::min(found, text.size());
        first_line += count_newlines(from, until);
        const char* const after = after_last_newline(from, until);
        const auto line = static_cast<std::size_t>(after == nullptr ? 0 : after - from);
        if (found == text.npos && feed.at_end()) break;
        if (found == text.npos) {
            if (line != 0) feed.put_back(first, line);
            continue;
        }
        const char start = text[found];
        std::copy(from + line, from + first.size, first.buffer.data());
        first.size -= line;
        return start;
    }
    first.size = 0;
    return std::nullopt;
}

void Table::State::start_json() {
    next_number = 0;
    looked = false;
    chunks.emplace<JsonChunks>(feed, format, allowance(feed.input(), options));
    look();
    if (first_waits) collect_keys();
}

void Table::State::sniff_text() {
    feed.fill(first, looked_ahead);
    std::string_view start = bytes_of(first).substr(0, judged_for_dialect);
    if (start.size() < first.size) start = start.substr(0, start.find_last_of("\r\n") + 1); // a whole number of lines
    if (start.empty()) start = bytes_of(first);
    const auto log = find_access_log(start, options, format.reasons);
    format.dialect = log ? *log : sniff_dialect(start, options, format.reasons, format.doubts);
    // A record that is longer than that is looked at in full.
    for (std::size_t size = 2 * looked_ahead; !feed.at_end() && size < largest_first_record; size *= 2) {
        if (cut_csv(bytes_of(first), format.dialect).end != 0) break;
        feed.fill(first, size);
    }
    format.seen_to_the_end = feed.at_end();
    if (const auto controls = std::count_if(start.begin(), start.end(), is_control);
        static_cast<std::size_t>(controls) * 20 > start.size())
        format.doubts.emplace_back("it may be no text: it is full of control characters");
    ahead_line = first_line;
    const std::string_view text = whole_records(bytes_of(first), format.dialect, feed.at_end());
    Layout layout = log ? lay_out_log(text, format.dialect) : find_tables(text, format.dialect, options.header_row);
    format.tables = std::move(layout.tables);
    format.table = layout.main;
    format.pairs = std::move(layout.pairs);
    format.lines_above = layout.lines_above;
    format.lines_below = layout.lines_below;
    if (!format.seen_to_the_end && !format.tables.empty()) { // what seems to be the end is not
        format.lines_below = 0;
        TableSeen& last = format.tables.back();
        last.body.records += last.totals_below.records;
        last.totals_below.records = 0;
    }
    ahead = std::move(first.buffer);
    ahead.resize(first.size);
    first = {};
}

std::string Table::State::text_above(std::size_t table) const {
    if (format.reads_pairs) return format.above;
    const std::string_view text(ahead.data(), ahead.size());
    const auto between = [&](std::size_t from, std::size_t until) {
        return text.substr(from, std::min(until - from, longest_above));
    };
    std::string above;
    if (table > 0) above = between(format.tables[table - 1].all().end, format.tables[table].begin());
    return above + std::string(between(0, format.tables.front().begin()));
}

/// Makes the table of that position the one that is read.
void Table::State::use(std::size_t table, bool with_totals) {
    feed.restart({ahead.data(), ahead.size()});
    first.size = 0;
    next_number = 0;
    looked = first_waits = false;
    if (table < format.tables.size()) {
        const TableSeen& seen = format.tables[table];
        format.table = table;
        format.columns = seen.columns;
        format.dropped = seen.dropped;
        format.usual_width = seen.width;
        format.above = text_above(table);
        const Span rows = with_totals ? seen.all() : seen.body;
        const bool to_the_end = table + 1 == format.tables.size() && !format.seen_to_the_end;
        feed.fill(first, rows.begin);
        first.size = 0;
        if (!to_the_end) feed.end_after(rows.end - rows.begin);
        first_line = ahead_line - 1 + rows.line;
    }
    chunks.emplace<CsvChunks>(feed, format);
}

/// Cuts the first chunk, as late as can be: until then another table may be chosen.
void Table::State::look() {
    if (looked) return;
    looked = true;
    if (!ahead.empty() && format.tables.size() < 2) feed.keep(std::move(ahead));
    first_waits = cut(first);
}

/// On a copy, because reading rewrites the chunk.
void Table::State::collect_keys() {
    if (first.damaged || first.size == 0) return;
    Chunk copy = copy_of(first);
    list_columns(copy, format);
}

bool Table::State::cut(Chunk& chunk) {
    if (chunk.buffer.empty()) chunk.buffer.resize(padding); // also of a chunk without rows
    chunk.size = 0;
    chunk.bad.clear();
    chunk.elements.clear();
    chunk.damaged = false;
    chunk.number = next_number++;
    if (auto* const csv = std::get_if<CsvChunks>(&chunks)) return csv->next(chunk);
    return std::get<JsonChunks>(chunks).next(chunk);
}

} // namespace engage::read
