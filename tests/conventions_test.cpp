// conventions_test.cpp -- how numbers are written where only a late row of a large export shows it.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <unistd.h>

#include "engage/engage.hpp"

namespace {

/// Posts with 3 reposts and no share, more than a chunk holds, and a last one of as many as given.
std::string posts(const std::string& last) {
    std::string text = "Post id,Date,Post Link,Impressions,Likes,Shares,Reposts\n";
    for (int i = 1; i <= 3000; ++i)
        text += std::to_string(i) + ",2026-11-09,https://x.com/example/status/" + std::to_string(i) + ",10,1,0,3\n";
    return text + "3001,2026-11-09,https://x.com/example/status/3001,10,1,0,\"" + last + "\"\n";
}

/// What `engage report` says the shares are.
std::string shares(const std::string& file, const std::string& input) {
    std::istringstream in(input);
    std::ostringstream out, err;
    const int status =
        engage::run({"report", file, "--as", "x_content", "--metric", "shares", "--format", "csv"}, in, out, err);
    std::string text = out.str();
    const auto at = text.find("shares,count,");
    return std::to_string(status) + " " + err.str() +
           (at == text.npos ? text : text.substr(at, text.find('\n', at) - at));
}

} // namespace

TEST_CASE("numbers that are added are read as all values of their columns show, in a file and from a pipe") {
    const auto path = std::filesystem::temp_directory_path() / ("engage-posts-" + std::to_string(::getpid()) + ".csv");
    for (const std::string last : {"1,234", "1.234"}) {
        INFO(last);
        std::ofstream(path) << posts(last);
        const std::string expected = "0 shares,count,10234,count,10234,1,,";
        CHECK(shares(path.string(), {}) == expected);
        CHECK(shares("-", posts(last)) == expected);
    }
    std::filesystem::remove(path);
}
