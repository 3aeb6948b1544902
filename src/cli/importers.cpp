// importers.cpp -- engage importers: every export that can be read.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "engage/importer.hpp"

namespace engage::cli {

void build_importers(CLI::App& command, Session& session) {
    const auto options = std::make_shared<Options>();
    add_output_options(command, *options, {"table"});
    command.callback([&session, options] {
        Output output(options->output, session.out);
        for (const auto& importer : importers())
            output.write(fmt::format("{:<12} {}\n             {}\n", importer.name, importer.title, importer.about));
        output.commit();
    });
}

} // namespace engage::cli
