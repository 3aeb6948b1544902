// stranger.cpp -- what the manual in engage.hpp promises, from outside.
// SPDX-License-Identifier: MIT
#include <engage/engage.hpp>

#include <iostream>
#include <sstream>

int main() {
    std::istringstream in("event,customer,campaign\ndelivered,a,spring\ndelivered,b,spring\nopened,a,spring\n");
    engage::Request request;
    request.inputs = {"-"};
    request.standard_input = &in;
    request.sets = {{"channel", "email"}};
    const engage::Report report = engage::make_report(request);
    for (const auto& section : report.channels)
        for (const auto& figure : section.total.metrics)
            if (figure.metric->name == "open_rate" && figure.value == 50.0) {
                std::cout << section.channel << ' ' << figure.metric->name << ' ' << *figure.value << '\n';
                return 0;
            }
    return 1;
}
