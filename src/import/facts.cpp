// facts.cpp -- what all rows of a source have in common and none says.
// SPDX-License-Identifier: MIT
#include "import/facts.hpp"

#include <regex>
#include <vector>

#include "import/cell.hpp"

namespace engage {
namespace {

constexpr std::size_t longest = 1000; // of a text that is searched: a regular expression calls itself for each letter

/// Where the pattern asks for a folder, the name of the file is that with all of its folders.
std::vector<std::string> texts_for(const Fact& fact, const Source& source) {
    const auto& format = source.table.format();
    std::vector<std::string> texts;
    const auto add = [&](std::string_view text) {
        if (text = trimmed(text); !text.empty() && text.size() <= longest) texts.emplace_back(text);
    };
    const bool with_folders = fact.pattern.find('/') != fact.pattern.npos;
    switch (fact.place) {
    case Fact::Place::file_name:
        add(with_folders ? source.name : source.name.substr(source.name.find_last_of('/') + 1));
        break;
    case Fact::Place::column:
        for (const auto& column : format.columns) add(column);
        break;
    case Fact::Place::above:
        for (std::size_t from = 0; from < format.above.size();) {
            const auto end = std::min(format.above.find_first_of("\r\n", from), format.above.size());
            add(std::string_view(format.above).substr(from, end - from));
            from = end + 1;
        }
        break;
    case Fact::Place::elsewhere:
        for (const auto& pair : format.pairs.all) add(pair.name + ": " + pair.value);
        for (const auto& table : format.tables)
            for (std::size_t i = 1; &table != &format.tables[format.table] && i < table.few_lines.size(); ++i) {
                const auto& names = table.few_lines[i - 1];
                const auto& values = table.few_lines[i];
                for (std::size_t at = 0; at < std::min(names.size(), values.size()); ++at)
                    add(names[at] + ": " + values[at]);
            }
        break;
    }
    return texts;
}

} // namespace

std::map<std::string, std::string> facts_of(const Source& source) {
    std::map<std::string, std::string> facts;
    for (const Fact& fact : source.plan.importer->facts) {
        const std::regex pattern(fact.pattern, std::regex::icase);
        for (const auto& text : texts_for(fact, source)) {
            std::smatch found;
            if (!std::regex_search(text, found, pattern)) continue;
            for (std::size_t group = 0; group < fact.gives.size() && group + 1 < found.size(); ++group)
                if (found[group + 1].matched) facts.emplace(fact.gives[group], trimmed(found[group + 1].str()));
        }
    }
    return facts;
}

} // namespace engage
