// table.cpp -- what a file is, where its records end, and who reads them.
// SPDX-License-Identifier: MIT
#include "read/table.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "read/csv.hpp"
#include "read/csv_chunks.hpp"
#include "read/feed.hpp"
#include "read/json.hpp"
#include "read/json_chunks.hpp"
#include "read/scan.hpp"

namespace engage::read {

namespace {

constexpr std::size_t largest_header = std::size_t{1} << 24;
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

/// What to do if there are more values, where the input must be one JSON value; else empty.
std::string_view one_json_value(const Input& input, const ReadOptions& options) {
    if (is_named_json(input.name())) {
        return "; a .json file holds one value (name it .ndjson, or give it on standard input)";
    }
    return options.strict_json ? "; --strict-json allows one value (leave it out)" : "";
}

} // namespace

struct Table::State {
    explicit State(Input input) : feed(std::move(input)) {}

    std::optional<char> look_for_start();
    void sniff_csv_table();
    void collect_keys();
    bool cut(Chunk& chunk);

    Feed feed;
    Format format;
    Chunk first;
    bool first_waits = false; // to be given by `next`
    std::uint64_t first_line = 1;
    std::uint64_t next_number = 0;
    std::variant<std::monostate, CsvChunks, JsonChunks> chunks;
};

Table::Table(Input input, ReadOptions options) : state_(std::make_unique<State>(std::move(input))) {
    State& state = *state_;
    const std::optional<char> start = state.look_for_start();
    const std::string_view only = one_json_value(state.feed.input(), options);
    if (!only.empty() || start == '{' || start == '[') {
        state.chunks.emplace<JsonChunks>(state.feed, state.format, only);
    } else {
        if (start) state.sniff_csv_table();
        state.chunks.emplace<CsvChunks>(state.feed, state.format);
    }
    state.first_waits = state.cut(state.first);
    if (state.format.kind != Kind::csv && state.first_waits) state.collect_keys();
}

Table::~Table() = default;
Table::Table(Table&&) noexcept = default;

const Format& Table::format() const { return state_->format; }
const Input& Table::input() const { return state_->feed.input(); }
const Chunk& Table::first() const { return state_->first; }
std::uint64_t Table::first_line() const { return state_->first_line; }

bool Table::next(Chunk& chunk) {
    if (!state_->first_waits) return state_->cut(chunk);
    state_->first_waits = false;
    std::swap(chunk, state_->first);
    state_->first.size = 0;
    return true;
}

/// Passes a byte order mark and blank lines; returns the first byte that is no space, if there is one.
std::optional<char> Table::State::look_for_start() {
    for (bool at_start = true;; at_start = false) {
        first.size = 0;
        feed.fill(first, usual_chunk);
        const std::string_view text = bytes_of(first);
        std::size_t passed = 0;
        if (at_start && text.starts_with(byte_order_mark)) {
            passed = byte_order_mark.size();
            format.byte_order_mark = true;
            format.reasons.emplace_back("it begins with the byte order mark of UTF-8");
        }
        const std::size_t found = text.find_first_not_of(" \t\r\n", passed);
        const char* const from = text.data() + passed;
        const char* const until = text.data() + std::min(found, text.size());
        first_line += count_newlines(from, until);
        const char* const line = found == text.npos ? until : after_last_newline(from, until);
        feed.put_back(first, line == nullptr ? passed : static_cast<std::size_t>(line - text.data()));
        if (found != text.npos) return text[found];
        if (text.empty()) return std::nullopt;
    }
}

void Table::State::sniff_csv_table() {
    first.size = 0;
    const auto header_is_whole = [&](char delimiter) { return cut_csv(bytes_of(first), delimiter).end != 0; };
    std::size_t size = usual_chunk;
    for (feed.fill(first, size); !feed.at_end() && size < largest_header; feed.fill(first, size)) {
        if (header_is_whole(',') && header_is_whole(';') && header_is_whole('\t')) break;
        size *= 2;
    }
    const Header header = sniff_csv(bytes_of(first), format);
    first_line += header.lines;
    feed.put_back(first, std::min(header.size, first.size));
}

/// On a copy, because reading rewrites the chunk.
void Table::State::collect_keys() {
    if (first.damaged || first.size == 0) return;
    Chunk copy = first;
    list_columns(copy, format);
}

bool Table::State::cut(Chunk& chunk) {
    chunk.size = 0;
    chunk.bad.clear();
    chunk.elements.clear();
    chunk.damaged = false;
    chunk.number = next_number++;
    if (auto* const csv = std::get_if<CsvChunks>(&chunks)) return csv->next(chunk);
    return std::get<JsonChunks>(chunks).next(chunk);
}

struct RowReader::State {
    std::variant<CsvReader, JsonReader> reader;
};

RowReader::RowReader(const Format& format, Columns columns) {
    if (format.kind == Kind::csv) {
        state_ = std::make_unique<State>(State{CsvReader(format, columns)});
    } else {
        state_ = std::make_unique<State>(State{JsonReader(format, std::move(columns))});
    }
}

RowReader::~RowReader() = default;
RowReader::RowReader(RowReader&&) noexcept = default;

void RowReader::read(Chunk& chunk, Rows& rows) {
    rows.clear();
    rows.text = chunk.buffer.data();
    if (chunk.damaged || chunk.size == 0) {
        rows.line_count = count_newlines(rows.text, rows.text + chunk.size);
    } else {
        std::visit([&](auto& reader) { reader.read(chunk, rows); }, state_->reader);
    }
    if (chunk.bad.empty()) return;
    rows.bad.insert(rows.bad.end(), chunk.bad.begin(), chunk.bad.end());
    std::stable_sort(rows.bad.begin(), rows.bad.end(),
                     [](const BadRow& a, const BadRow& b) { return a.line < b.line; });
}

} // namespace engage::read
