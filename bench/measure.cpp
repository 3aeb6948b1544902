// measure.cpp -- runs a command and says what it cost: its wall and processor time and its largest memory.
// SPDX-License-Identifier: MIT
//
//     measure FILE COMMAND…      FILE gets "status wall cpu peak": the exit status, seconds, seconds, KiB
//
// A child begins with the peak memory of the process that forked it, so whoever forks must be small: this is linked
// statically, and `measure FILE true` shows about 1 MiB where a script's own child would show the script's 10.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

double now() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

int fail(const char* what) {
    std::fprintf(stderr, "measure: %s: %s\n", what, std::strerror(errno));
    return 2;
}

} // namespace

int main(int count, char** words) {
    if (count < 3) return std::fprintf(stderr, "usage: measure FILE COMMAND...\n"), 2;
    const double begin = now();
    const pid_t child = fork();
    if (child < 0) return fail("fork");
    if (child == 0) {
        execvp(words[2], words + 2);
        fail(words[2]);
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    if (wait4(child, &status, 0, &usage) != child) return fail("wait4");
    const double wall = now() - begin;
    std::FILE* file = std::fopen(words[1], "w");
    if (file == nullptr) return fail(words[1]);
    std::fprintf(file, "%d %.6f %.6f %ld\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), wall,
                 seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss);
    return std::fclose(file) == 0 ? 0 : fail(words[1]);
}
