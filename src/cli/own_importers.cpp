// own_importers.cpp -- importers that users wrote themselves.
// SPDX-License-Identifier: MIT
#include "cli/own_importers.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/config_file.hpp"
#include "engage/problem.hpp"

namespace engage::cli {

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
    const std::string folder = user_folder().empty() ? "" : user_folder() + "/importers";
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        if (entry.path().extension() == ".json") paths.push_back(entry.path().string());
    std::sort(paths.begin(), paths.end());
    paths.insert(paths.begin(), files.begin(), files.end());
    std::vector<std::shared_ptr<const Importer>> importers;
    for (const auto& path : paths) importers.push_back(read_importer_file(path));
    return importers;
}

} // namespace engage::cli
