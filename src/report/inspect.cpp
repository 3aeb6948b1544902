// inspect.cpp -- what is seen in a file, for a person.
// SPDX-License-Identifier: MIT
#include "report/inspect.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/events.hpp"
#include "report/text.hpp"

namespace engage::report {
namespace {

constexpr std::size_t screen = 80;
constexpr std::size_t listed_tables = 12, listed_reasons = 8;

const read::TableSeen* table_of(const read::Format& format) {
    return format.table < format.tables.size() ? &format.tables[format.table] : nullptr;
}

std::string file_in_words(const Source& source) {
    std::string text;
    for (const auto layer : source.table.input().packed_in()) text += std::string(layer) + ", ";
    const auto& seen = source.table.encoding();
    text += std::string(read::encodings()[static_cast<std::size_t>(seen.encoding)]);
    if (!seen.reason.empty()) text += " (" + seen.reason + ")";
    return text;
}

std::string format_in_words(const Source& source) {
    const auto& format = source.table.format();
    if (format.columns.empty() && format.tables.empty()) return "empty";
    if (format.kind != read::Kind::csv) return name_of(format.kind);
    const auto& dialect = format.dialect;
    std::string text = dialect.delimiter == 0 ? "text, one cell in a line"
                                              : "CSV, " + read::shown(dialect.delimiter) + " between cells";
    if (dialect.quote != '"')
        text += dialect.quote == 0 ? ", no quotes" : ", " + read::shown(dialect.quote) + " around them";
    if (dialect.backslash) text += ", backslash before a quote";
    if (dialect.returns) text += ", carriage returns end records";
    if (dialect.comment != 0) text += ", comments begin with " + read::shown(dialect.comment);
    return text;
}

void write_tables(Page& page, const read::Format& format) {
    if (format.lines_above > 0) page.paragraph(4, counted(format.lines_above, "line") + " of text above the table");
    if (const auto* table = table_of(format))
        for (const auto& reason : table->reasons) page.paragraph(4, reason);
    if (format.lines_below > 0) page.paragraph(4, counted(format.lines_below, "line") + " of text below the table");
    if (format.tables.size() < 2) return;
    page.paragraph(2, fmt::format("tables: {}; this is table {}", format.tables.size(), format.table + 1));
    for (std::size_t i = 0; i < std::min(format.tables.size(), listed_tables); ++i) {
        const auto& table = format.tables[i];
        const std::string title = table.title.empty() ? "" : " \"" + shorten(printable(table.title), 30) + "\"";
        page.paragraph(4, fmt::format("{}{} from line {}: {} of {}", i + 1, title, table.header.line,
                                      counted(table.all().records, "row"), counted(table.columns.size(), "column")));
    }
    if (format.tables.size() > listed_tables)
        page.paragraph(4, fmt::format("and {} more", format.tables.size() - listed_tables));
}

void write_columns(Page& page, const InputSeen& seen) {
    std::size_t name_width = 6, kind_width = 4, became_width = 6;
    for (const auto& column : seen.columns) {
        name_width = std::max(name_width, std::min<std::size_t>(24, display_width(printable(column.name))));
        kind_width = std::max(kind_width, column.kind.size());
        became_width = std::max(became_width, display_width(column.became));
    }
    const std::size_t kind_at = 2 + name_width + 2, became_at = kind_at + kind_width + 2,
                      examples_at = became_at + became_width + 2;
    page.begin(2, "column");
    page.begin(kind_at, "kind");
    page.begin(became_at, "became");
    page.begin(examples_at, "first values");
    page.next_line();
    for (const auto& column : seen.columns) {
        std::string examples;
        for (const auto& example : column.examples) examples += (examples.empty() ? "" : " | ") + printable(example);
        page.begin(2, shorten(printable(column.name), name_width));
        page.begin(kind_at, column.kind);
        page.begin(became_at, column.became);
        if (examples_at < screen && !examples.empty()) page.begin(examples_at, shorten(examples, screen - examples_at));
        page.next_line();
    }
}

} // namespace

std::string name_of(read::Kind kind) {
    switch (kind) {
    case read::Kind::json_array: return "JSON array";
    case read::Kind::json_lines: return "JSON, one object per line";
    case read::Kind::json_values: return "JSON, one value after the other";
    case read::Kind::csv: break;
    }
    return "CSV";
}

std::string decoding_in_words(const read::TextDecoder& decoder) {
    std::string text;
    if (decoder.changed()) text = "some of it is not UTF-8: read as Windows-1252 from there on";
    if (decoder.replaced() > 0)
        text += fmt::format("{}{} could not be decoded, and {} replaced", text.empty() ? "" : "; ",
                            counted(decoder.replaced(), "character"), decoder.replaced() == 1 ? "was" : "were");
    return text;
}

std::vector<std::string> doubts_about(const InputSeen& seen) {
    const Source& source = *seen.source;
    const auto& format = source.table.format();
    std::vector<std::string> doubts;
    if (!source.known) doubts.push_back(seen.unknown);
    if (const std::string decoding = decoding_in_words(source.table.decoder()); !decoding.empty())
        doubts.push_back(decoding + " (--encoding settles it)");
    doubts.insert(doubts.end(), format.doubts.begin(), format.doubts.end());
    if (format.tables.size() > 1 && source.title.empty())
        doubts.push_back(fmt::format("there are {} tables, and one is read (--table chooses)", format.tables.size()));
    for (const auto& decision : source.plan.decisions)
        if (decision.doubt) doubts.push_back(std::string(fields[index_of(decision.field)].name) + ": " + decision.why);
    for (const auto& importer : source.also_like)
        doubts.push_back("it may also be an export of " + importer + " (--as " + importer + " reads it so)");
    for (const auto& what : source.left_out) doubts.push_back(what);
    return doubts;
}

std::string to_text(const InputSeen& seen) {
    Page page(screen, false);
    const Source& source = *seen.source;
    const auto& format = source.table.format();
    page.begin(0, shorten(printable(source.shown()), screen));
    page.next_line();
    page.paragraph(2, "file: " + file_in_words(source));
    page.paragraph(2, "format: " + format_in_words(source));
    for (std::size_t i = 0; i < std::min(format.reasons.size(), listed_reasons); ++i)
        page.paragraph(4, printable(format.reasons[i]));
    write_tables(page, format);
    page.paragraph(2, "importer: " + (source.known ? source.plan.importer->name : "none") +
                          (source.recognised.empty() ? "" : " (" + printable(source.recognised) + ")"));
    page.gap();
    if (!seen.columns.empty()) write_columns(page, seen);
    page.gap();
    for (const auto& decision : source.plan.decisions)
        if (!decision.doubt)
            page.paragraph(2, std::string(fields[index_of(decision.field)].name) + ": " + printable(decision.why));
    page.gap();
    for (const auto& doubt : doubts_about(seen)) page.paragraph(2, "doubt: " + printable(doubt));
    page.gap();
    for (const auto& [what, rows] : seen.events) {
        page.begin(2,
                   shorten(printable(what.first.empty() ? what.second : what.first + ": " + what.second), screen - 20));
        page.end(screen - 4, counted(rows, "row"));
        page.next_line();
    }
    page.gap();
    if (seen.earliest <= seen.latest)
        page.paragraph(2, "from " + time_text(seen.earliest) + " to " + time_text(seen.latest));
    page.paragraph(2, in_words(seen.account));
    return page.take();
}

} // namespace engage::report
