// config_file.cpp -- reads a configuration, TOML, with the line of everything in it.
// SPDX-License-Identifier: MIT
#include "cli/config_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "engage/problem.hpp"

namespace engage::cli {
namespace {

std::uint64_t line_of(const toml::node& node) { return node.source().begin.line; }

/// The scalar as it would be typed after a flag.
std::string text_of(const toml::node& node) {
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* number = node.as_integer()) return std::to_string(number->get());
    if (const auto* number = node.as_floating_point()) return fmt::format("{}", number->get());
    std::ostringstream text;
    if (const auto* date = node.as_date()) text << date->get();
    if (const auto* time = node.as_time()) text << time->get();
    if (const auto* both = node.as_date_time()) text << both->get();
    return text.str();
}

/// Makes settings of tables.
class Reader {
public:
    explicit Reader(ConfigFile& file) : file_(file) {}

    std::vector<Setting> settings(const toml::table& table, bool top) {
        std::vector<Setting> settings;
        for (const auto& [key, node] : table) {
            const std::string name(key.str());
            const std::uint64_t line = key.source().begin.line;
            if (top && name == reports_key) read_reports(node, line);
            else if (name == goals_key) settings.push_back(goals(node, line));
            else settings.push_back(setting(name, node, line));
        }
        std::stable_sort(settings.begin(), settings.end(),
                         [](const Setting& a, const Setting& b) { return a.line < b.line; });
        return settings;
    }

private:
    void read_reports(const toml::node& node, std::uint64_t line) {
        const auto* reports = node.as_table();
        if (!reports) file_.wrong(line, "report is no table", "write [report.weekly], with the keys of that report");
        for (const auto& [name, report] : *reports) {
            const std::uint64_t begin = name.source().begin.line;
            const auto* keys = report.as_table();
            if (!keys)
                file_.wrong(begin, fmt::format("report.{} is no table", printable(name.str())),
                            "write [report.weekly], with the keys of that report");
            file_.reports.push_back({std::string(name.str()), begin, settings(*keys, false)});
        }
    }

    Setting setting(const std::string& name, const toml::node& node, std::uint64_t line) {
        Setting setting{name, line, {}, false, {}};
        if (const auto* flag = node.as_boolean()) {
            setting.yes = flag->get();
        } else if (const auto* list = node.as_array()) {
            setting.is_list = true;
            for (const auto& element : *list) add_value(setting, element);
        } else {
            add_value(setting, node);
        }
        return setting;
    }

    void add_value(Setting& setting, const toml::node& node) {
        if (node.is_table() || node.is_array() || node.is_boolean())
            file_.wrong(node.is_table() ? setting.line : line_of(node),
                        fmt::format("{} holds a {}", printable(setting.key),
                                    node.is_table()   ? "table"
                                    : node.is_array() ? "list in a list"
                                                      : "true or false in a list"),
                        "write texts, numbers, or one list of them");
        setting.values.push_back({text_of(node), line_of(node)});
    }

    /// `"email:open_rate" = ">=20%"`, or a list of such bounds.
    Setting goals(const toml::node& node, std::uint64_t line) {
        const char* const form = "write \"email:open_rate\" = \">=20%\" below [goals]";
        Setting setting{goals_key, line, {}, true, {}};
        const auto* table = node.as_table();
        if (!table) file_.wrong(line, "goals is no table", form);
        const auto add = [&](const toml::key& key, const toml::node& bound) {
            if (!bound.is_string()) file_.wrong(line_of(bound), "the bound of a goal is no text", form);
            setting.values.push_back({std::string(key.str()) + text_of(bound), line_of(bound)});
        };
        for (const auto& [key, bounds] : *table) {
            if (const auto* list = bounds.as_array())
                for (const auto& bound : *list) add(key, bound);
            else add(key, bounds);
        }
        std::stable_sort(setting.values.begin(), setting.values.end(),
                         [](const SettingValue& a, const SettingValue& b) { return a.line < b.line; });
        return setting;
    }

    ConfigFile& file_;
};

std::string variable(const char* name) {
    const char* const text = std::getenv(name);
    return text == nullptr ? "" : text;
}

} // namespace

void ConfigFile::wrong(std::uint64_t line, const std::string& what, const std::string& advice) const {
    throw Failure(Status::configuration, Problem{path, line, {}, what, advice});
}

ConfigFile read_config_file(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    if (!stream || !(text << stream.rdbuf()))
        throw Failure(Status::no_input,
                      Problem{path, 0, {}, std::string("cannot be read: ") + std::strerror(errno), {}});
    ConfigFile file;
    file.path = path;
    try {
        const toml::table table = toml::parse(text.str());
        file.settings = Reader(file).settings(table, true);
    } catch (const toml::parse_error& error) {
        file.wrong(error.source().begin.line, "is no TOML: " + std::string(error.description()), {});
    }
    return file;
}

ConfigFile find_config_file(const std::string& named) {
    if (!named.empty()) return read_config_file(named);
    std::error_code none;
    const std::string user = user_folder().empty() ? "" : user_folder() + "/config.toml";
    for (const std::string& path : {std::string("engage.toml"), user})
        if (!path.empty() && std::filesystem::exists(path, none)) return read_config_file(path);
    return {};
}

std::string user_folder() {
    if (const auto home = variable("XDG_CONFIG_HOME"); !home.empty()) return home + "/engage";
    if (const auto home = variable("HOME"); !home.empty()) return home + "/.config/engage";
    return {};
}

} // namespace engage::cli
