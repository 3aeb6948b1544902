// own_importers.cpp -- importers that users wrote themselves.
// SPDX-License-Identifier: MIT
#include "cli/own_importers.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engage/problem.hpp"

namespace engage::cli {
namespace {

std::string folder() {
    const auto value = [](const char* name) {
        const char* const text = std::getenv(name);
        return std::string(text == nullptr ? "" : text);
    };
    if (const auto home = value("XDG_CONFIG_HOME"); !home.empty()) return home + "/engage/importers";
    if (const auto home = value("HOME"); !home.empty()) return home + "/.config/engage/importers";
    return {};
}

} // namespace

std::shared_ptr<const Importer> read_importer_file(const std::string& path) {
    std::ifstream file(path);
    std::ostringstream text;
    if (!file || !(text << file.rdbuf()))
        throw Failure(Status::no_input,
                      Problem{path, 0, {}, std::string("cannot be read: ") + std::strerror(errno), {}});
    return std::make_shared<const Importer>(read_importer(text.str(), path));
}

std::vector<std::shared_ptr<const Importer>> read_importers(const std::vector<std::string>& files) {
    std::vector<std::string> paths;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder(), error))
        if (entry.path().extension() == ".json") paths.push_back(entry.path().string());
    std::sort(paths.begin(), paths.end());
    paths.insert(paths.begin(), files.begin(), files.end());
    std::vector<std::shared_ptr<const Importer>> importers;
    for (const auto& path : paths) importers.push_back(read_importer_file(path));
    return importers;
}

} // namespace engage::cli
