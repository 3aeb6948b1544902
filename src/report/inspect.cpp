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

std::string format_in_words(const Source& source) {
    const auto& format = source.table.format();
    std::string text;
    for (const auto layer : source.table.input().packed_in()) text += std::string(layer) + ", ";
    switch (format.kind) {
    case read::Kind::json_array: return text + "JSON array";
    case read::Kind::json_lines: return text + "JSON, one object per line";
    case read::Kind::json_values: return text + "JSON, one value after the other";
    case read::Kind::csv: break;
    }
    if (format.columns.empty()) return "empty";
    const std::string delimiter = format.dialect.delimiter == '\t' ? "tab" : fmt::format("'{}'", format.dialect.delimiter);
    return text + "CSV, " + delimiter + " between cells";
}

} // namespace

std::string decoding_in_words(const read::TextDecoder& decoder) {
    std::string text;
    if (decoder.changed()) text = "some of it is not UTF-8: read as Windows-1252 from there on";
    if (decoder.replaced() > 0)
        text += fmt::format("{}{} could not be decoded, and {} replaced", text.empty() ? "" : "; ", counted(decoder.replaced(), "character"), decoder.replaced() == 1 ? "was" : "were");
    return text;
}

std::string to_text(const InputSeen& seen) {
    Page page(screen, false);
    page.begin(0, shorten(printable(seen.source->name), screen));
    page.next_line();
    page.paragraph(2, "format: " + format_in_words(*seen.source));
    for (const auto& reason : seen.source->table.format().reasons) page.paragraph(4, reason);
    page.paragraph(2, "importer: " + seen.source->plan.importer->name +
                          (seen.source->recognised.empty() ? "" : " (" + printable(seen.source->recognised) + ")"));
    page.gap();
    std::size_t name_width = 6, became_width = 6;
    for (const auto& column : seen.columns) {
        name_width = std::max(name_width, std::min<std::size_t>(24, display_width(printable(column.name))));
        became_width = std::max(became_width, display_width(column.became));
    }
    const std::size_t became_at = 2 + name_width + 2, examples_at = became_at + became_width + 2;
    page.begin(2, "column");
    page.begin(became_at, "became");
    page.begin(examples_at, "first values");
    page.next_line();
    for (const auto& column : seen.columns) {
        std::string examples;
        for (const auto& example : column.examples) examples += (examples.empty() ? "" : " | ") + printable(example);
        page.begin(2, shorten(printable(column.name), name_width));
        page.begin(became_at, column.became);
        if (examples_at < screen && !examples.empty()) page.begin(examples_at, shorten(examples, screen - examples_at));
        page.next_line();
    }
    page.gap();
    for (const auto& decision : seen.source->plan.decisions)
        page.paragraph(2, std::string(fields[index_of(decision.field)].name) + ": " + printable(decision.why));
    page.gap();
    for (const auto& [what, rows] : seen.events) {
        page.begin(2, shorten(printable(what.first.empty() ? what.second : what.first + ": " + what.second), screen - 20));
        page.end(screen - 4, counted(rows, "row"));
        page.next_line();
    }
    page.gap();
    if (seen.earliest <= seen.latest) page.paragraph(2, "from " + time_text(seen.earliest) + " to " + time_text(seen.latest));
    page.paragraph(2, in_words(seen.account));
    return page.take();
}

} // namespace engage::report
