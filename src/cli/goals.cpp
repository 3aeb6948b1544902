// goals.cpp -- the flags of goals, and what they mean.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "cli/options.hpp"
#include "engage/problem.hpp"
#include "measure/quotients.hpp"

namespace engage::cli {

void add_goal_options(CLI::App& command, Options& options) {
    const auto group = "Goals";
    add_repeatable(command, "--goal", options.goals,
                   "What a figure should reach, as 'open_rate>=20%', 'email:open_rate>=20' in one channel or "
                   "'open_rate[campaign=spring]>=20'; may be repeated; one that is missed gives the exit status 1",
                   "GOAL")
        ->group(group);
    command
        .add_option("--goal-on", options.goal_on,
                    "A goal is missed by the value, or only where the whole interval is beyond the bound")
        ->check(CLI::IsMember({"value", "interval"}))
        ->type_name("WHAT")
        ->capture_default_str()
        ->group(group);
}

void settle_goals(Options& options) {
    Request& request = options.request;
    if (options.goal_on == "interval") request.goal_on = GoalOn::interval;
    for (const auto& text : options.goals) {
        const Goal& goal = request.goals.emplace_back(read_goal(text));
        const Unit unit = goal.metric->unit_of(measure::definition_for(request, *goal.metric));
        if (goal.percent && unit != Unit::percent)
            throw Failure(
                Status::usage,
                fmt::format("goal '{}' is in percent, but {} is not", printable(goal.text), goal.metric->name),
                fmt::format("its unit is {}: leave out the %", name_of(unit)));
    }
}

} // namespace engage::cli
