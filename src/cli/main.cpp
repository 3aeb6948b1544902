// main.cpp -- the process around run().
// SPDX-License-Identifier: MIT
#include <iostream>

#include "engage/engage.hpp"

int main(int count, char** words) {
    std::ios::sync_with_stdio(false);
    return engage::run({words + 1, words + count}, std::cin, std::cout, std::cerr);
}
