// main.cpp -- the process around run().
// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <iostream>

#include "engage/engage.hpp"

namespace {

/// A file we open must not become the standard stream that the caller closed: what we say there would be written into
/// it. What takes the place of the stream fails as a closed one does.
void occupy_closed_streams() {
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(stream, F_GETFD) < 0) ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

} // namespace

int main(int count, char** words) {
    occupy_closed_streams();
    std::signal(SIGXFSZ, SIG_IGN); // a file grown too large is a failed write like any other
    std::ios::sync_with_stdio(false);
    return engage::run({words + 1, words + count}, std::cin, std::cout, std::cerr);
}
