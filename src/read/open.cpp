// open.cpp -- a name to its tables.
// SPDX-License-Identifier: MIT
#include "read/open.hpp"

#include "read/binary.hpp"
#include "read/bytes.hpp"

namespace engage::read {

namespace {

constexpr std::size_t looked_at = 512; // bytes, to know what is no text

/// What an input holds that is no text; empty where it may be text.
std::string what_else(Input& input, bool of_archive) {
    const std::string_view start = input.look(looked_at);
    const std::string_view format = binary_format(start);
    if (!format.empty()) return std::string(format);
    return of_archive && looks_binary(start) ? "binary data" : "";
}

} // namespace

Opened open_tables(const std::string& name, std::istream* standard_input, const Reading& reading) {
    Opened opened;
    Input input(name, standard_input, reading);
    std::vector<Input> members = input.members();
    for (Input& member : members) {
        if (const std::string other = what_else(member, true); !other.empty())
            opened.left_out.push_back(member.name() + " is " + other);
        else opened.tables.emplace_back(std::move(member), reading);
    }
    if (!members.empty() && opened.tables.empty()) fail_to_read(name, "is an archive without a table in it");
    if (!members.empty()) return opened;
    if (const std::string other = what_else(input, false); !other.empty())
        fail_to_read(name, "is " + other + ", not text", "export it as CSV or JSON");
    opened.tables.emplace_back(std::move(input), reading);
    return opened;
}

Table open_again(const Table& table, const Reading& reading) {
    Input input(table.input().file(), nullptr, reading);
    if (table.input().member() >= 0)
        input = std::move(input.members().at(static_cast<std::size_t>(table.input().member())));
    Table again(std::move(input), reading);
    again.reshape(table.format().shape);
    if (table.format().reads_pairs) again.choose_pairs();
    else if (!again.format().tables.empty()) again.choose(table.format().table);
    return again;
}

} // namespace engage::read
