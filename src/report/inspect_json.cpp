// inspect_json.cpp -- what is seen in files, for programs.
// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "report/events.hpp"
#include "report/inspect.hpp"
#include "report/text.hpp"

namespace engage::report {
namespace {

using Json = nlohmann::ordered_json;

std::string character(char c) { return c == 0 ? std::string() : std::string(1, c); }

Json of(const read::Format& format) {
    Json json;
    json["kind"] = name_of(format.kind);
    if (format.kind == read::Kind::csv) {
        json["delimiter"] = character(format.dialect.delimiter);
        json["quote"] = character(format.dialect.quote);
        json["escape"] = format.dialect.backslash ? "backslash" : "doubled";
        json["lone_returns_end_records"] = format.dialect.returns;
        json["padded"] = format.dialect.padded;
        json["comment"] = character(format.dialect.comment);
    }
    json["reasons"] = format.reasons;
    return json;
}

Json of(const read::TableSeen& table, bool is_read) {
    Json json;
    json["title"] = valid_utf8(table.title);
    json["read"] = is_read;
    json["line"] = table.header.line;
    json["header_rows"] = table.header.records;
    json["columns"] = table.columns.size();
    json["rows"] = table.all().records;
    json["totals"] = table.totals_above.records + table.totals_below.records;
    json["reasons"] = table.reasons;
    return json;
}

Json of(const Account& account) {
    Json json;
    json["read"] = account.read;
    json["counted"] = account.counted;
    json["ignored"] = account.ignored;
    json["refused"] = account.refused;
    return json;
}

Json of(const InputSeen& seen) {
    const Source& source = *seen.source;
    const auto& format = source.table.format();
    const auto& encoding = source.table.encoding();
    Json json;
    json["name"] = valid_utf8(source.name);
    if (!source.title.empty()) json["table"] = valid_utf8(source.title);
    json["packed_in"] = Json::array();
    for (const auto layer : source.table.input().packed_in()) json["packed_in"].push_back(layer);
    json["encoding"] = {{"name", read::encodings()[static_cast<std::size_t>(source.table.decoder().encoding())]},
                        {"reason", encoding.reason},
                        {"replaced", source.table.decoder().replaced()}};
    json["format"] = of(format);
    json["lines_above"] = format.lines_above;
    json["lines_below"] = format.lines_below;
    json["tables"] = Json::array();
    for (std::size_t i = 0; i < format.tables.size(); ++i)
        json["tables"].push_back(of(format.tables[i], i == format.table));
    json["importer"] = source.known
                           ? Json{{"name", source.plan.importer->name}, {"reason", valid_utf8(source.recognised)}}
                           : Json(nullptr);
    json["columns"] = Json::array();
    for (const auto& column : seen.columns) {
        Json examples = Json::array();
        for (const auto& example : column.examples) examples.push_back(valid_utf8(example));
        json["columns"].push_back({{"name", valid_utf8(column.name)},
                                   {"kind", column.kind},
                                   {"became", column.became},
                                   {"examples", examples}});
    }
    json["decisions"] = Json::array();
    for (const auto& decision : source.plan.decisions)
        json["decisions"].push_back({{"field", fields[index_of(decision.field)].name},
                                     {"reason", valid_utf8(decision.why)},
                                     {"doubt", decision.doubt}});
    json["events"] = Json::array();
    for (const auto& [what, rows] : seen.events)
        json["events"].push_back({{"channel", valid_utf8(what.first)}, {"event", what.second}, {"rows", rows}});
    json["from"] = seen.earliest <= seen.latest ? Json(time_text(seen.earliest)) : Json(nullptr);
    json["to"] = seen.earliest <= seen.latest ? Json(time_text(seen.latest)) : Json(nullptr);
    json["rows"] = of(seen.account);
    json["doubts"] = Json::array();
    for (const auto& doubt : doubts_about(seen)) json["doubts"].push_back(valid_utf8(doubt));
    return json;
}

} // namespace

std::string to_json(const std::vector<InputSeen>& seen) {
    Json json;
    json["schema"] = "engage.inspect/1";
    json["tool"] = {{"name", "engage"}, {"version", ENGAGE_VERSION}};
    json["inputs"] = Json::array();
    for (const auto& input : seen) json["inputs"].push_back(of(input));
    return json.dump(2) + "\n";
}

} // namespace engage::report
