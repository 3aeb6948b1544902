// table.cpp -- what a file is, where its records end, and who reads them.
// SPDX-License-Identifier: MIT
#include "read/table.hpp"

#include <algorithm>
#include <cstring>
#include <utility>
#include <variant>

#include "read/csv.hpp"
#include "read/json.hpp"
#include "read/scan.hpp"

namespace engage::read {

namespace {

constexpr std::size_t block_size = std::size_t{1} << 17;
constexpr std::size_t small_block = std::size_t{1} << 14;
constexpr std::size_t largest_record = std::size_t{1} << 28;
constexpr std::size_t largest_header = std::size_t{1} << 24;
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr const char* unclosed = "a quote that is opened in this record is never closed";

std::string_view bytes_of(const Chunk& chunk) { return {chunk.buffer.data(), chunk.size}; }

} // namespace

Table::Table(Input input) : input_(std::move(input)) {
    sniff();
    first_waits_ = cut(first_);
    if (format_.kind != Kind::csv && first_waits_) collect_keys();
}

bool Table::next(Chunk& chunk) {
    if (!first_waits_) return cut(chunk);
    first_waits_ = false;
    std::swap(chunk, first_);
    first_.size = 0;
    return true;
}

/// Passes a byte order mark and blank lines; returns the first byte that is no space, if there is one.
std::optional<char> Table::look_for_start() {
    for (bool at_start = true;; at_start = false) {
        first_.size = 0;
        fill(first_, block_size);
        const std::string_view text = bytes_of(first_);
        std::size_t passed = 0;
        if (at_start && text.starts_with(byte_order_mark)) {
            passed = byte_order_mark.size();
            format_.byte_order_mark = true;
            format_.reasons.emplace_back("it begins with the byte order mark of UTF-8");
        }
        const std::size_t found = text.find_first_not_of(" \t\r\n", passed);
        const char* const from = text.data() + passed;
        const char* const until = text.data() + std::min(found, text.size());
        first_line_ += count_newlines(from, until);
        const char* const line = found == text.npos ? until : after_last_newline(from, until);
        put_back(first_, line == nullptr ? passed : static_cast<std::size_t>(line - text.data()));
        if (found != text.npos) return text[found];
        if (text.empty()) return std::nullopt;
    }
}

void Table::sniff() {
    const std::optional<char> start = look_for_start();
    first_.size = 0;
    if (start == '{') {
        format_.kind = Kind::json_lines;
        format_.reasons.emplace_back("the first byte is '{': one JSON object in each line");
    } else if (start == '[') {
        format_.kind = Kind::json_array;
        format_.reasons.emplace_back("the first byte is '[': a JSON array of objects");
        fill(first_, block_size);
        put_back(first_, bytes_of(first_).find('[') + 1);
    } else if (start) {
        const auto header_is_whole = [&](char delimiter) { return cut_csv(bytes_of(first_), delimiter).end != 0; };
        std::size_t size = block_size;
        for (fill(first_, size); !at_end() && size < largest_header; fill(first_, size)) {
            if (header_is_whole(',') && header_is_whole(';') && header_is_whole('\t')) break;
            size *= 2;
        }
        const Header header = sniff_csv(bytes_of(first_), format_);
        first_line_ += header.lines;
        put_back(first_, std::min(header.size, first_.size));
    }
    carried_ = 0;
}

/// On a copy, because reading rewrites the chunk.
void Table::collect_keys() {
    Chunk copy = first_;
    Rows rows;
    RowReader reader(format_, {0, [&](std::string_view key) {
                                   format_.columns.emplace_back(key);
                                   return Place{};
                               }});
    reader.read(copy, rows);
}

/// Brings the chunk to `size` bytes, or as many as there are.
void Table::fill(Chunk& chunk, std::size_t size) {
    if (chunk.buffer.size() < size + padding) chunk.buffer.resize(size + padding);
    const std::size_t count = std::min(size - chunk.size, pending_.size() - pending_begin_);
    if (count != 0) std::memcpy(chunk.buffer.data() + chunk.size, pending_.data() + pending_begin_, count);
    pending_begin_ += count;
    chunk.size += count;
    if (chunk.size == size || input_ended_) return;
    chunk.size += input_.read(chunk.buffer.data() + chunk.size, size - chunk.size);
    input_ended_ = chunk.size < size;
}

/// What is left over of a chunk is for the next one.
void Table::put_back(const Chunk& chunk, std::size_t from) {
    carried_ = chunk.size - from;
    if (pending_begin_ < pending_.size()) {
        pending_begin_ -= carried_; // all of it came from there
    } else {
        pending_.assign(chunk.buffer.data() + from, chunk.buffer.data() + chunk.size);
        pending_begin_ = 0;
    }
}

bool Table::cut(Chunk& chunk) {
    chunk.size = 0;
    chunk.bad.clear();
    chunk.elements.clear();
    chunk.damaged = false;
    chunk.number = next_number_++;
    if (hopeless_ != 0) return cut_lines(chunk);
    // Reading at least as much as was carried over keeps the time linear in the size of the input.
    for (std::size_t size = std::max(block_size, 2 * carried_);; size = 2 * chunk.size) {
        fill(chunk, std::min(size, largest_record));
        if (chunk.size == 0) return format_.kind == Kind::json_array && array_.close(chunk);
        if (leaving_out_) {
            leave_out_line(chunk);
            return true;
        }
        const std::size_t whole = whole_records(chunk);
        if (whole != 0) {
            put_back(chunk, whole);
            chunk.size = whole;
            return true;
        }
        if (at_end() || chunk.size >= largest_record) {
            refuse(chunk);
            return true;
        }
    }
}

/// How many of the chunk's bytes are whole records.
std::size_t Table::whole_records(Chunk& chunk) {
    const std::string_view bytes = bytes_of(chunk);
    if (format_.kind == Kind::json_array) return array_.split(chunk, chunk.size, at_end());
    if (format_.kind == Kind::csv) {
        const Cut found = cut_csv(bytes, cell_end(format_));
        return at_end() && !found.open ? chunk.size : found.end;
    }
    const char* const end = after_last_newline(bytes.data(), bytes.data() + bytes.size());
    if (at_end()) return chunk.size;
    return end == nullptr ? 0 : static_cast<std::size_t>(end - bytes.data());
}

/// The record at the start of the chunk has no end. Reading goes on with the line after its first; in an array, where
/// that line would be a part of the same element, with the line after what was read.
void Table::refuse(Chunk& chunk) {
    const bool open = format_.kind == Kind::csv && cut_csv(bytes_of(chunk), cell_end(format_)).open;
    if (open) {
        chunk.bad.push_back({0, "unclosed_quote", unclosed});
    } else {
        chunk.bad.push_back({0, "record_too_long", "this record is longer than 256 MiB"});
    }
    if (format_.kind == Kind::json_array) {
        array_.resume();
        put_back(chunk, chunk.size);
        chunk.damaged = leaving_out_ = true;
    } else {
        const char* const begin = chunk.buffer.data();
        const char* const last_line = at_end() ? begin + chunk.size : after_last_newline(begin, begin + chunk.size);
        leave_out_line(chunk);
        if (open && !leaving_out_) hopeless_ = static_cast<std::size_t>(last_line - begin) - chunk.size;
    }
}

/// Reading a record to its closing quote again from every line on would take quadratic time. But the search for the
/// first one's has shown that at no line end to come a quote is closed, so every line is a record or is refused. Takes
/// the lines up to the first that differs from them in this.
bool Table::cut_lines(Chunk& chunk) {
    std::size_t taken = 0;
    for (std::size_t size = small_block; taken == 0; size *= 2) {
        fill(chunk, std::min(size, hopeless_));
        const bool all = chunk.size == hopeless_;
        for (std::uint32_t line = 0; taken < chunk.size; ++line) {
            const std::string_view rest = bytes_of(chunk).substr(taken);
            const std::size_t newline = rest.find('\n');
            if (newline == rest.npos && !all) break;
            const std::string_view record = newline == rest.npos ? rest : rest.substr(0, newline + 1);
            const bool open = cut_csv(record, cell_end(format_)).open;
            if (line == 0) chunk.damaged = open;
            if (open != chunk.damaged) break;
            if (open) chunk.bad.push_back({line, "unclosed_quote", unclosed});
            taken += record.size();
        }
    }
    put_back(chunk, taken);
    carried_ = 0; // was not found to be a part of a record
    hopeless_ -= taken;
    chunk.size = taken;
    return true;
}

/// Leaves the chunk with the rest of a line that is not to be read.
void Table::leave_out_line(Chunk& chunk) {
    const char* const begin = chunk.buffer.data();
    const char* const end = begin + chunk.size;
    const char* const newline = find_byte(begin, end, '\n');
    leaving_out_ = newline == end;
    const std::size_t size = chunk.size - (leaving_out_ ? 0 : static_cast<std::size_t>(end - newline - 1));
    put_back(chunk, size);
    carried_ = 0; // was not found to be a part of a record
    chunk.size = size;
    chunk.damaged = true;
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
