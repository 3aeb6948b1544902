// importer.cpp -- the descriptions of exports that are built in.
// SPDX-License-Identifier: MIT
#include "engage/importer.hpp"

#include <algorithm>
#include <mutex>

#include "import/builtin.hpp"
#include "import/importer_file.hpp"

namespace engage {
namespace {

std::string name_of(const BuiltinFile& file) {
    const auto path = file.name.substr(0, file.name.rfind('.'));
    return std::string(path.substr(path.rfind('/') + 1));
}

} // namespace

const FieldSource* Importer::field(std::string_view wanted) const {
    const auto at = std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.name == wanted; });
    return at == fields.end() ? nullptr : &at->source;
}

std::span<const std::string> importer_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const auto& file : builtin_importers()) all.push_back(name_of(file));
        return all;
    }();
    return names;
}

const Importer* find_importer(std::string_view name) {
    static std::mutex mutex;
    static std::map<std::string, Importer, std::less<>> known;
    const auto names = importer_names();
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end()) return nullptr;
    const std::lock_guard lock(mutex);
    if (const auto found = known.find(name); found != known.end()) return &found->second;
    const auto& file = builtin_importers()[static_cast<std::size_t>(at - names.begin())];
    return &known.emplace(*at, read_importer(file.text, std::string(file.name))).first->second;
}

std::span<const std::vector<Fingerprint>> fingerprints() {
    static const std::vector<std::vector<Fingerprint>> all = [] {
        std::vector<std::vector<Fingerprint>> read;
        for (const auto& file : builtin_importers())
            read.push_back(read_fingerprints(file.recognise, std::string(file.name)));
        return read;
    }();
    return all;
}

} // namespace engage
