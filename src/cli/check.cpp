// check.cpp -- whether an importer's description is whole, and gives what its samples say.
// SPDX-License-Identifier: MIT
#include "cli/check.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engage/engage.hpp"
#include "import/recognise.hpp"

namespace engage::cli {
namespace {

using Json = nlohmann::ordered_json;

/// A folder for the samples, which are read as files are.
class Folder {
public:
    Folder() : path_((std::filesystem::temp_directory_path() / "engage-XXXXXX").string()) {
        if (::mkdtemp(path_.data()) == nullptr)
            throw Failure(Status::cannot_create, "no folder for the samples can be made",
                          "set TMPDIR to one with room");
    }
    ~Folder() {
        std::error_code error;
        std::filesystem::remove_all(path_, error);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string put(const Sample& sample) const {
        const auto path = path_ + "/" + sample.file;
        std::filesystem::create_directories(std::filesystem::path(path).parent_path());
        std::ofstream(path, std::ios::binary) << sample.text;
        return path;
    }

private:
    std::string path_;
};

/// Whether it names a file in a folder, or in one of that.
bool is_inside(const std::string& name) {
    const std::filesystem::path path(name);
    const bool leads_out = std::find(path.begin(), path.end(), "..") != path.end();
    return path.has_filename() && path.is_relative() && !leads_out;
}

class Check {
public:
    Check(const Importer& importer, const std::string& path) : importer_(importer), path_(path) {}

    std::vector<std::string> faults() {
        check_texts();
        for (std::size_t i = 0; i < importer_.samples.size(); ++i) {
            const Sample& sample = importer_.samples[i];
            sample_ = fmt::format("sample {} ({})", i + 1, sample.file);
            if (!is_inside(sample.file)) say("has no name of a file");
            else run_sample(sample);
        }
        sample_.clear();
        check_reach();
        return std::move(faults_);
    }

private:
    void say(const std::string& what) { faults_.push_back(sample_.empty() ? what : sample_ + " " + what); }

    void check_texts() {
        const auto demand = [&](const char* key, bool given) {
            if (!given) say(fmt::format("'{}' is missing", key));
        };
        demand("system", !importer_.system.empty());
        demand("answers", !importer_.answers.empty());
        demand("cannot", !importer_.cannot.empty());
        demand("sure", !importer_.sure.empty());
        demand("sources", !importer_.sources.empty());
        demand("recognise", !importer_.recognise.empty());
        demand("samples", !importer_.samples.empty());
    }

    std::string run_report(const std::string& file, const Sample& sample) {
        std::vector<std::string> args{"report", file, "--format", "json", "--top", "0", "--max-refused", "100%"};
        if (!path_.empty()) args.insert(args.end(), {"--importer", path_});
        args.insert(args.end(), sample.options.begin(), sample.options.end());
        std::istringstream in;
        std::ostringstream out, err;
        if (const int status = run(args, in, out, err); status != 0 && out.str().empty()) say("fails: " + err.str());
        return out.str();
    }

    void run_sample(const Sample& sample) {
        const auto file = folder_.put(sample);
        const Json report = Json::parse(run_report(file, sample), nullptr, false);
        if (report.is_discarded()) return;
        const Json& inputs = report["inputs"]; // several, where several tables of the sample are read
        const auto is_own = [&](const Json& input) { return input["importer"] == importer_.name; };
        if (std::none_of(inputs.begin(), inputs.end(), is_own)) {
            say("is recognised as an export of " + inputs[0]["importer"].get<std::string>());
            return;
        }
        compare_rows(sample, inputs);
        if (sample.tallies.empty()) say("has no 'tallies'");
        for (const auto& [channel, tallies] : sample.tallies) {
            const bool is_customers = channel == "customers";
            const Json of = is_customers ? report["customers"] : report["channels"].value(channel, Json::object());
            for (const auto& [tally, expected] : tallies) {
                const Json got = of.value("tallies", Json::object()).value(tally, Json());
                const auto text = got.is_string() ? got.get<std::string>() : got.dump();
                if (text != expected) say(fmt::format("gives {} {} {}, not {}", channel, tally, text, expected));
            }
        }
        note_reach(file);
    }

    void compare_rows(const Sample& sample, const Json& inputs) {
        std::map<std::string, std::uint64_t> all;
        for (const Json& input : inputs) {
            const Json& rows = input["rows"];
            for (const auto* key : {"read", "counted"}) all[key] += rows[key].get<std::uint64_t>();
            for (const auto* group : {"ignored", "refused"})
                for (const auto& [reason, count] : rows[group].items()) all[reason] += count.get<std::uint64_t>();
        }
        for (const auto& [reason, count] : all)
            if (const auto at = sample.rows.find(reason); count != (at == sample.rows.end() ? 0 : at->second))
                say(fmt::format("has {} rows {}, not {}", count, reason, at == sample.rows.end() ? 0 : at->second));
        for (const auto& [reason, count] : sample.rows)
            if (count != 0 && !all.contains(reason)) say(fmt::format("has no rows {}, not {}", reason, count));
    }

    /// Which rules and sources the sample has a use for.
    void note_reach(const std::string& file) {
        Request request;
        request.inputs = {file};
        if (!path_.empty()) request.importers = {{std::shared_ptr<void>(), &importer_}}; // which outlives the request
        std::vector<Source> sources = open_source(request, file);
        recognise(sources, request, true);
        for (auto& source : sources) {
            Decoding decoding;
            for (const auto& field : importer_.fields) decoding.keys.push_back({field.name, 0});
            settle_plan(source, request, decoding);
            if (!source.translation || source.plan.importer->name != importer_.name) continue;
            SourceRows reader(source);
            read::Chunk chunk;
            Rows rows;
            while (source.next(chunk)) reader.read(chunk, rows);
            const Translator& translator = *reader.translator();
            std::size_t position = 0;
            for (const auto* rules : {&source.translation->first, &source.translation->every})
                for (const auto& rule : *rules)
                    if (translator.applied()[position++]) applied_.insert(rule.number);
            for (std::size_t i = 0; i < translator.used().size(); ++i)
                if (translator.used()[i]) used_.insert(source.translation->sources[i]);
        }
    }

    void check_reach() {
        std::size_t rule = importer_.is_plain() ? 1 : 0;
        const auto check = [&](const char* key, const auto& rules) {
            for (std::size_t i = 0; i < rules.size(); ++i, ++rule)
                if (!applied_.contains(rule)) say(fmt::format("no sample reaches {}[{}]", key, i));
        };
        check("events", importer_.events);
        check("also", importer_.also);
        for (const auto& tally : importer_.tallies)
            if (!used_.contains(word_of_tally(tally.name))) say("no sample reaches tallies." + tally.name);
        for (const auto& field : importer_.fields) {
            const FieldSource& from = field.source;
            const bool is_column = !from.columns.empty() || !from.sum.empty() || !from.join.empty();
            if (is_column && !used_.contains(field.name)) say("no sample reaches fields." + field.name);
        }
    }

    const Importer& importer_;
    const std::string& path_;
    Folder folder_;
    std::string sample_; ///< the one that is checked
    std::vector<std::string> faults_;
    std::set<std::size_t> applied_; ///< numbers of rules
    std::set<std::string> used_;
};

} // namespace

std::vector<std::string> faults_of(const Importer& importer, const std::string& path) {
    return Check(importer, path).faults();
}

} // namespace engage::cli
