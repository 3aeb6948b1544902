// main.cpp -- the test program's entry, for Catch2 2.13, which has none to link.
// SPDX-License-Identifier: MIT
#if !__has_include(<catch2/catch_all.hpp>)
#define CATCH_CONFIG_MAIN
#include "catch.hpp"
#endif
