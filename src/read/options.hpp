// options.hpp -- how the user wants inputs to be read.
// SPDX-License-Identifier: MIT
#pragma once

namespace engage::read {

struct ReadOptions {
    bool strict_json = false; ///< every input is one JSON value, as a file named `.json` always is
};

} // namespace engage::read
