// sniff.cpp -- which delimiter a sample of text has, and its header.
// SPDX-License-Identifier: MIT
#include <string>

#include "read/csv.hpp"
#include "read/csv_walk.hpp"

namespace engage::read {

namespace {

/// How a sample reads with one delimiter.
struct Look {
    char delimiter = ',';
    std::vector<std::string> columns;
    Header header;
    std::size_t records = 0; // after the header
    std::size_t alike = 0;   // of those, with as many cells as the header

    double share() const {
        if (columns.size() < 2) return 0;
        return records == 0 ? 1 : static_cast<double>(alike) / static_cast<double>(records);
    }
    bool better_than(const Look& other) const {
        if (share() != other.share()) return share() > other.share();
        return share() > 0 && columns.size() > other.columns.size();
    }
};

/// Told of cells by walk_csv: keeps those of the first record, counts those of the others.
class LookWriter {
public:
    LookWriter(Look& look, const char* text) : look_(look), text_(text) {}
    void put(Cell cell) {
        ++cells_;
        if (look_.header.size == 0) look_.columns.emplace_back(text_ + cell.begin, cell.size);
    }
    std::size_t take_records(const char*, const std::uint32_t*, std::size_t) { return 0; }
    void skip_lines(std::uint64_t count) { lines_ += count; }
    void end_record(bool blank, std::size_t next) {
        ++lines_;
        if (blank && cells_ == 1) {
            if (look_.header.size == 0) look_.columns.clear();
        } else if (look_.header.size == 0) {
            look_.header = {next, lines_};
        } else {
            ++look_.records;
            look_.alike += cells_ == look_.columns.size();
        }
        cells_ = 0;
    }

private:
    Look& look_;
    const char* text_;
    std::size_t cells_ = 0;
    std::uint64_t lines_ = 0;
};

/// A last record that the sample cuts off is left out, unless it is the header.
Look look_at(std::string_view sample, char delimiter) {
    const Cut cut = cut_csv(sample, delimiter);
    if (cut.end != 0) sample = sample.substr(0, cut.end);
    else if (cut.open) sample = sample.substr(0, sample.find('\n')); // a quote that is never closed: the line is it
    const bool ended = sample.ends_with('\n');
    std::vector<char> text(sample.begin(), sample.end());
    text.resize(sample.size() + padding);
    const std::size_t end = ended ? sample.size() - 1 : sample.size();
    text[end] = '\n';
    Look look{delimiter, {}, {}, 0, 0};
    LookWriter writer(look, text.data());
    if (!sample.empty()) walk_csv(text.data(), end, delimiter, writer);
    return look;
}

std::string shown(char delimiter) { return delimiter == '\t' ? "a tab" : std::string{'\'', delimiter, '\''}; }

std::string counted(std::size_t count, std::string_view noun) {
    return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

} // namespace

Header sniff_csv(std::string_view sample, Format& format) {
    Look best;
    for (const char delimiter : {',', ';', '\t'}) {
        Look look = look_at(sample, delimiter);
        if (look.columns.size() > 1) {
            std::string reason =
                "the first line has " + counted(look.columns.size(), "cell") + " with " + shown(delimiter);
            if (look.records > 0) {
                reason +=
                    ", and so have " + std::to_string(look.alike) + " of the next " + counted(look.records, "record");
            }
            format.reasons.push_back(std::move(reason));
        }
        if (delimiter == ',' || look.better_than(best)) best = std::move(look);
    }
    if (best.columns.size() < 2) format.reasons.push_back("the first line has a single cell: one column of text");
    format.delimiter = best.delimiter;
    format.columns = std::move(best.columns);
    return best.header;
}

} // namespace engage::read
