// config_file.hpp -- a configuration as it is written: keys with their lines, not yet compared with any flag.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engage::cli {

/// A value as a flag would take it.
struct SettingValue {
    std::string text;
    std::uint64_t line = 0;
};

struct Setting {
    std::string key;
    std::uint64_t line = 0;
    std::optional<bool> yes; ///< true or false; then there are no values
    bool is_list = false;
    std::vector<SettingValue> values; ///< numbers and dates as they would be typed
};

/// `[report.weekly]`
struct NamedReport {
    std::string name;
    std::uint64_t line = 0;
    std::vector<Setting> settings;
};

struct ConfigFile {
    std::string path;              ///< as the user, or the search, named it; empty: there is none
    std::vector<Setting> settings; ///< in the order of their lines, here and in the reports
    std::vector<NamedReport> reports;

    /// Throws Failure(configuration) that names the file and the line.
    [[noreturn]] void wrong(std::uint64_t line, const std::string& what, const std::string& advice) const;
};

/// The keys of a configuration that are no flags: a table of goals, the inputs of a named report, the named reports.
inline constexpr const char *goals_key = "goals", *files_key = "files", *reports_key = "report";

/// Throws Failure(no_input) where it cannot be read, Failure(configuration) where it is no TOML or has values of kinds
/// that no flag has.
ConfigFile read_config_file(const std::string& path);

/// The file that `--config` names, else engage.toml here, else that of the user; without a path where there is none.
ConfigFile find_config_file(const std::string& named);

/// The user's folder of configurations, `~/.config/engage`; empty where no home is known.
std::string user_folder();

} // namespace engage::cli
