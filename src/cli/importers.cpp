// importers.cpp -- engage importers: every export that can be read, and whether the description of one is right.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "cli/check.hpp"
#include "cli/commands.hpp"
#include "cli/own_importers.hpp"
#include "report/docs.hpp"
#include "report/text.hpp"

namespace engage::cli {
namespace {

void check(const std::vector<std::string>& files, Output& output, Session& session) {
    for (const auto& file : files) {
        const auto importer = read_importer_file(file);
        const auto faults = faults_of(*importer, file);
        for (const auto& fault : faults) session.err << "engage: " << describe({file, 0, {}, fault, {}}) << '\n';
        if (!faults.empty()) session.status = Status::configuration;
        else
            output.write(fmt::format("{}: all is well with {}\n", printable(file),
                                     report::counted(importer->samples.size(), "sample")));
    }
}

} // namespace

void build_importers(CLI::App& command, Session& session) {
    const auto options = std::make_shared<Options>();
    const auto files = std::make_shared<std::vector<std::string>>();
    command.add_option("--check", *files, "Run the samples of this importer's file, and say what is wrong with it")
        ->type_name("FILE")
        ->group("Checking");
    add_output_options(command, *options, {"table", "markdown"});
    command.callback([&session, options, files] {
        Output output(options->output, session.out);
        if (!files->empty()) check(*files, output, session);
        else output.write(options->format == "markdown" ? importer_table() : importers_in_words());
        output.commit();
    });
}

} // namespace engage::cli
