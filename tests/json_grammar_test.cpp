// json_grammar_test.cpp -- what is JSON and what is not, alone in a file and as a line between two good ones.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include "read_support.hpp"

using engage::test::How;
using engage::test::read_text;
using engage::test::Strings;

namespace {

const How one_value = {engage::test::strict_json(), true};
const How any_value = {{}, true};

std::string with_nul(std::string_view before, std::string_view after) {
    return std::string(before) + '\0' + std::string(after);
}

const std::vector<std::string> valid = {
    "[]",
    "{}",
    "[ ]",
    "{ }",
    "0",
    "-0",
    "-1",
    "[1,2]",
    "[1 ,\t2]",
    "12.50",
    "1e3",
    "1E-3",
    "1.5e+03",
    "-0.0",
    "true",
    "false",
    "null",
    R"("")",
    R"("a")",
    R"("\"\\\/\b\f\n\r\t")",
    R"("\u0041\u00e9\u20ac")",
    R"("\ud834\udd1e")",
    R"("\u0000")",
    R"("\uFFFE")",
    "\"\x7f\"",
    "\"\xc3\xa9\"",
    "\"\xe2\x80\xa8\"",
    "\"\xf0\x9f\x98\x80\"",
    "\"\xf4\x8f\xbf\xbf\"",
    R"("a/*b*/c")",
    R"("{[,:]}")",
    R"([[],{}])",
    R"([null,true,1,"x",[[]],{"a":{}}])",
    R"({"a":1})",
    R"({"":0})",
    R"({"a":1,"a":2})",
    R"({"a":{"b":[1]},"c":"d"})",
    R"({"\u0061\n":1})",
    R"([123456789012345678901234567890])",
    R"([0.1234567890123456789])",
    "  [1]  ",
    "[1e400]",
    R"("\ud800")",
    R"({"\udc00":0})",
};

const std::vector<std::string> invalid = {
    "[",
    "]",
    "{",
    "}",
    "[1",
    "[1,",
    "[1,]",
    "[,1]",
    "[,]",
    "[1,,2]",
    "[1 2]",
    "[1}",
    "[1]]",
    "[1],",
    "[1]x",
    "[]{",
    "[][]",
    "[{]",
    "[\"a\"",
    "[a]",
    "[a",
    "[-]",
    "[+1]",
    "[.5]",
    "[1.]",
    "[1.e1]",
    "[01]",
    "[-01]",
    "[1e]",
    "[1e+]",
    "[1eE2]",
    "[0x1]",
    "[1_0]",
    "[NaN]",
    "[-NaN]",
    "[Infinity]",
    "[-Infinity]",
    "[True]",
    "[tru]",
    "[nul]",
    "[nulll]",
    "[1:2]",
    "[\"a\":1]",
    "[\"a\" \"b\"]",
    "['a']",
    "[`a`]",
    "[1;2]",
    "[1]//",
    "[1]/**/",
    "/**/[1]",
    "[/**/1]",
    "[1]#",
    "#",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\" 1}",
    "{\"a\":1,}",
    "{,}",
    "{,\"a\":1}",
    "{\"a\":1,,\"b\":2}",
    "{\"a\":1 \"b\":2}",
    "{a:1}",
    "{'a':1}",
    "{1:1}",
    "{null:1}",
    "{[]:1}",
    "{\"a\"::1}",
    "{\"a\",1}",
    "{\"a\":1",
    "{\"a\":",
    "{\"a\"",
    "{\"",
    "{\"a\":1}}",
    "{\"a\":1}]",
    "{\"a\":1}x",
    "{\"a\":1} \"x\"",
    "{\"a\":1}/**/",
    "{\"a\":1}#",
    "{\"a\":\"b\"",
    "{\"a\":/**/1}",
    "{\"a\":\"b}",
    "\"",
    "\"a",
    R"(["\"])",
    R"(["\x00"])",
    R"(["\u"])",
    R"(["\u00A"])",
    R"(["\u{1}"])",
    R"(["\uD834\u"])",
    R"(["\uD834\uD"])",
    R"(["\a"])",
    R"(["\)",
    "[\"a\tb\"]",
    "[\"\x1f\"]",
    "[\\u0020]",
    "\\u0041",
    "1 2",
    "2.",
    "-",
    "tru",
    "<x>",
    "*",
    "[\f1]",
    "[\x0b]",
    "\xe2\x81\xa0[1]",
    "\xc2\xa0[1]",
    with_nul("[", "]"),
    with_nul("[\"a", "\"]"),
    with_nul("12", ""),
    with_nul("{\"a\":1}", ""),
    with_nul("{\"a", "\":1}"),
    with_nul("", "{}"),
    // Bytes that are not UTF-8, inside and outside of strings, numbers and keys.
    "[\"\xff\"]",
    "[\"\xc3\"]",
    "[\"\x80\"]",
    "[\"\xc0\xaf\"]",
    "[\"\xed\xa0\x80\"]",
    "[\"\xf4\x90\x80\x80\"]",
    "[\"\xf8\x88\x80\x80\x80\"]",
    "[\"\xe2\x82\"]",
    "[\xff]",
    "[a\xe5]",
    "[1\xe5]",
    "[1e1\xe5]",
    "[1e\xe5]",
    "[\"\\u\xe5\"]",
    "[\"\\\xe5\"]",
    "{\"\xb9\":\"0\",}",
    "{\"\xb9\":0}",
    "\xe5",
    "\xef\xbb{}",
    "\xc3\xa9",
};

} // namespace

TEST_CASE("what RFC 8259 allows is read, alone and as a line") {
    for (const std::string& text : valid) {
        INFO(text);
        CHECK(read_text(text, {"a", "value"}, {}, one_value).bad.empty());
        const auto lines =
            read_text("{\"a\":\"first\"}\n" + text + "\n{\"a\":\"last\"}\n", {"a", "value"}, {}, any_value);
        CHECK(lines.bad.empty());
        CHECK(lines.rows.front() == "1:first|");
        CHECK(lines.rows.back() == "3:last|");
    }
}

TEST_CASE("what RFC 8259 does not allow is refused, alone and as a line by its number") {
    for (const std::string& text : invalid) {
        INFO(text);
        const auto alone = read_text(text, {"a", "value"}, {}, one_value);
        CHECK_FALSE(alone.bad.empty());
        for (const std::string& bad : alone.bad) CHECK(bad == "!1 invalid_json");
        const auto lines =
            read_text("{\"a\":\"first\"}\n" + text + "\n{\"a\":\"last\"}\n", {"a", "value"}, {}, any_value);
        CHECK(lines.rows == Strings{"1:first|", "3:last|"});
        CHECK(lines.bad == Strings{"!2 invalid_json"});
    }
}

TEST_CASE("a value over several lines is damage in a file of lines, and costs those lines only") {
    const auto reading = read_text("{\"a\":1}\n{\n\"a\":2\n}\n{\"a\":3}\r\n\n{\"a\":4}", {"a"});
    CHECK(reading.rows == Strings{"1:1", "5:3", "7:4"});
    CHECK(reading.bad.size() == 3);
}

TEST_CASE("a first line that is damaged does not change what the others are") {
    for (const std::string text :
         {"{\"a\":0", "{\"a\":\"0", "{\"a\":[0", "{\"a\":0]", "{\"a\":0}}", "{a:0}", "{\"a\":{\"b\":0}"}) {
        INFO(text);
        const auto reading = read_text(text + "\n{\"a\":1}\n{\"a\":2}\n", {"a"});
        CHECK(reading.rows == Strings{"2:1", "3:2"});
        CHECK(reading.bad == Strings{"!1 invalid_json"});
    }
}

TEST_CASE("a byte order mark and blank lines before a value are none of it") {
    CHECK(read_text("\xef\xbb\xbf{\"a\":1}\n", {"a"}).rows == Strings{"1:1"});
    CHECK(read_text("\xef\xbb\xbf\n\n[{\"a\":1}]", {"a"}, {}, one_value).rows == Strings{"3:1"});
    CHECK(read_text("\xef\xbb\xbf", {"a"}, {}, one_value).bad == Strings{"!1 invalid_json"});
}
