// configure.cpp -- what was typed, completed by a configuration, whose keys are the flags of `report`.
// SPDX-License-Identifier: MIT
#include "cli/configure.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <glob.h>

#include "engage/problem.hpp"
#include "import/nearest.hpp"

namespace engage::cli {
namespace {

namespace fs = std::filesystem;

bool is_output(const CLI::Option& option) { return option.get_group() == "Output"; }
bool is_flag(const CLI::Option& option) { return option.get_items_expected_max() == 0; }
bool is_list(const CLI::Option& option) { return option.get_items_expected_max() > 1; }
bool is_file(const CLI::Option& option) { return option.get_type_name() == "FILE"; }

CLI::Option* option_of(CLI::App& command, const std::string& key) {
    return command.get_option_no_throw(key == goals_key ? "--goal" : "--" + key);
}

/// Every key that a configuration may have.
std::vector<std::string> keys_of(const CLI::App& report) {
    std::vector<std::string> keys;
    for (const auto* option : report.get_options())
        for (const auto& name : option->get_lnames())
            if (name != "help" && name != "goal" && option->get_group() != "Configuration") keys.push_back(name);
    keys.insert(keys.end(), {goals_key, files_key, reports_key});
    return keys;
}

/// Names in a configuration are relative to its folder, whatever the folder of the run is.
std::string beside(const ConfigFile& file, const std::string& name) {
    return name == "-" ? name : (fs::path(file.path).parent_path() / name).string();
}

/// The files that a pattern stands for, by name.
std::vector<std::string> matching(const ConfigFile& file, const SettingValue& pattern) {
    if (pattern.text.find_first_of("*?[") == std::string::npos) return {beside(file, pattern.text)};
    std::string escaped; // only what the user wrote is a pattern, not the folder
    for (const char c : beside(file, ""))
        escaped += (std::string_view("*?[\\").find(c) != std::string_view::npos ? "\\" : "") + std::string(1, c);
    const std::string whole = fs::path(pattern.text).is_absolute() ? pattern.text : escaped + pattern.text;
    ::glob_t found{};
    const int status = ::glob(whole.c_str(), GLOB_NOSORT, nullptr, &found);
    std::vector<std::string> files(found.gl_pathv, found.gl_pathv + (status == 0 ? found.gl_pathc : 0));
    ::globfree(&found);
    std::sort(files.begin(), files.end());
    if (files.empty())
        throw Failure(Status::no_input, Problem{file.path, pattern.line, {}, "no file is called " + pattern.text, {}});
    return files;
}

class Configurer {
public:
    Configurer(CLI::App& command, Options& options, Configured& configured)
        : command_(command), options_(options), configured_(configured), file_(configured.file) {}

    void run() {
        check_keys();
        choose_report();
        if (configured_.report) take(configured_.report->settings);
        take(file_.settings);
    }

private:
    void check_keys() {
        CLI::App report;
        Options unused;
        declare_report(report, unused);
        const auto keys = keys_of(report);
        check_keys(report, keys, file_.settings, false);
        for (const auto& named : file_.reports) check_keys(report, keys, named.settings, true);
    }

    void check_keys(CLI::App& report, const std::vector<std::string>& keys, const std::vector<Setting>& settings,
                    bool in_report) {
        for (const auto& setting : settings) {
            if (std::find(keys.begin(), keys.end(), setting.key) == keys.end())
                file_.wrong(setting.line, "there is no key '" + printable(setting.key) + "'",
                            did_you_mean(setting.key, std::vector<std::string_view>(keys.begin(), keys.end())));
            if (setting.key == reports_key || (setting.key == files_key && !in_report))
                file_.wrong(setting.line, setting.key + " stands in a wrong place",
                            "write [report.NAME] at the top level, and files in it");
            if (setting.key == files_key) {
                if (setting.yes) file_.wrong(setting.line, "files is true or false", "write a list of names");
                continue;
            }
            check_kind(*option_of(report, setting.key), setting);
        }
    }

    void check_kind(const CLI::Option& option, const Setting& setting) {
        if (is_flag(option) && !setting.yes) file_.wrong(setting.line, setting.key + " is true or false", {});
        if (!is_flag(option) && setting.yes)
            file_.wrong(setting.line, setting.key + " is neither true nor false", "write its value");
        if (setting.is_list && !is_list(option))
            file_.wrong(setting.line, setting.key + " has one value", "write it without brackets");
    }

    /// The first word is the name of a report, or that of a file; not of both.
    void choose_report() {
        auto& inputs = options_.request.inputs;
        if (inputs.empty()) return;
        std::error_code none;
        const auto name = inputs.front();
        const bool is_input = fs::exists(name, none) && !fs::is_directory(name, none);
        std::vector<std::string_view> names;
        for (const auto& report : file_.reports) {
            names.emplace_back(report.name);
            if (report.name == name) configured_.report = &report;
        }
        if (!configured_.report) {
            const auto advice = is_input ? "" : did_you_mean(name, names);
            if (!advice.empty())
                throw Failure(Status::usage, "there is neither a file nor a report '" + printable(name) + "'", advice);
            return;
        }
        if (is_input)
            throw Failure(Status::usage,
                          fmt::format("'{0}' is a file, and a report of {1}:{2}", printable(name),
                                      printable(file_.path), configured_.report->line),
                          "write ./" + printable(name) + " for the file, or give the report another name");
        inputs.erase(inputs.begin());
        if (inputs.empty()) take_files(*configured_.report);
    }

    void take_files(const NamedReport& report) {
        for (const auto& setting : report.settings)
            if (setting.key == files_key)
                for (const auto& pattern : setting.values) {
                    for (auto& name : matching(file_, pattern)) options_.request.inputs.push_back(std::move(name));
                    configured_.files_line = setting.line;
                }
        if (options_.request.inputs.empty())
            file_.wrong(report.line, "report." + printable(report.name) + " names no files",
                        "write files = [\"exports/*.csv\"], or give them after its name");
    }

    /// A key is taken from the most specific place that has it, or a key that excludes it.
    void take(const std::vector<Setting>& settings) {
        std::vector<std::pair<CLI::Option*, const Setting*>> taken;
        for (const auto& setting : settings) {
            auto* const option = setting.key == files_key ? nullptr : option_of(command_, setting.key);
            if (!option || (is_output(*option) && command_.get_name() != "report") || is_settled(*option)) continue;
            taken.emplace_back(option, &setting);
        }
        for (const auto& [option, setting] : taken) settled_.push_back(option);
        for (const auto& [option, setting] : taken) give(*option, *setting);
    }

    bool is_settled(const CLI::Option& option) const {
        const auto is_given = [&](const CLI::Option* other) {
            return other->count() > 0 || std::find(settled_.begin(), settled_.end(), other) != settled_.end();
        };
        const auto others = option.get_excludes();
        return is_given(&option) || std::any_of(others.begin(), others.end(), is_given);
    }

    void give(CLI::Option& option, const Setting& setting) {
        std::vector<SettingValue> values = setting.values;
        if (setting.yes) values.assign(*setting.yes ? 1 : 0, {"true", setting.line});
        for (auto& value : values) {
            if (is_file(option)) value.text = beside(file_, value.text);
            option.add_result(value.text);
            configured_.taken.push_back({&option, value});
        }
        try {
            if (!values.empty()) option.run_callback();
        } catch (const CLI::ParseError& error) {
            file_.wrong(setting.line, error.what(), {});
        }
    }

    CLI::App& command_;
    Options& options_;
    Configured& configured_;
    const ConfigFile& file_;
    std::vector<const CLI::Option*> settled_; ///< by a more specific place of the file
};

/// What settling says where one value is left out; empty: nothing is wrong then.
std::string fault_without(const Taken* left_out, const CLI::App& command, Declare declare,
                          const Configured& configured) {
    CLI::App app;
    Options options;
    declare(app, options);
    for (const auto* given : command.get_options()) {
        if (given->get_positional()) continue;
        auto* const option = app.get_option_no_throw("--" + given->get_lnames().front());
        if (!option) continue;
        bool any = false;
        std::size_t place = 0;
        for (const auto& result : given->results()) {
            const auto is_left_out = [&](const Taken& taken) { return &taken == left_out && taken.option == given; };
            const auto at = std::find_if(configured.taken.begin(), configured.taken.end(), is_left_out);
            const bool left = at != configured.taken.end() && at->value.text == result && place++ == 0;
            if (!left) option->add_result(result), any = true;
        }
        if (any) option->run_callback();
    }
    try {
        settle(options);
    } catch (const Failure& failure) {
        return failure.what();
    }
    return {};
}

} // namespace

void add_config_options(CLI::App& command, Options& options) {
    const auto group = "Configuration";
    auto* const named = command
                            .add_option("--config", options.config,
                                        "Take flags that are not given from this file (default: engage.toml here, else "
                                        "~/.config/engage/config.toml)")
                            ->type_name("FILE")
                            ->group(group);
    command.add_flag("--no-config", options.no_config, "Take none from any file")->group(group)->excludes(named);
}

Configured configure(CLI::App& command, Options& options) {
    Configured configured;
    if (options.no_config) return configured;
    configured.file = find_config_file(options.config);
    if (!configured.file.path.empty()) Configurer(command, options, configured).run();
    return configured;
}

void settle(const CLI::App& command, Options& options, Declare declare, const Configured& configured) {
    try {
        settle(options);
    } catch (const Failure& failure) {
        // Whoever is to blame, without it something else, or nothing, is wrong.
        for (const auto& taken : configured.taken)
            if (failure.status == Status::usage &&
                fault_without(&taken, command, declare, configured) != failure.what())
                configured.file.wrong(taken.value.line, failure.what(), {});
        throw;
    }
}

void settle(CLI::App& command, Options& options, Declare declare) {
    settle(command, options, declare, configure(command, options));
}

} // namespace engage::cli
