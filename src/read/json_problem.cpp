// json_problem.cpp -- what is wrong with a JSON text, in words.
// SPDX-License-Identifier: MIT
#include "read/json_problem.hpp"

namespace engage::read {

std::string_view explain(simdjson::error_code error) {
    switch (error) {
    case simdjson::UTF8_ERROR: return "it is not UTF-8";
    case simdjson::UNCLOSED_STRING: return "a string is not closed";
    case simdjson::UNESCAPED_CHARS: return "a string holds a control character";
    case simdjson::STRING_ERROR: return "a string holds a wrong escape";
    case simdjson::NUMBER_ERROR: return "a value is no number, string, true, false or null";
    case simdjson::DEPTH_ERROR: return "it is nested more than 512 deep";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT: return "it is not closed, or there is text after its end";
    case simdjson::TRAILING_CONTENT: return "there is text after its end";
    case simdjson::MEMALLOC: return "there is not enough memory for it";
    default: return "it is not valid JSON";
    }
}

} // namespace engage::read
