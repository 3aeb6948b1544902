// json_test.cpp -- what JSON lines and arrays are read as: pairs of bytes and rows.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include "read_support.hpp"

using engage::test::read_all;
using engage::test::read_text;
using engage::test::Strings;

namespace {

const std::vector<std::string> a_and_b = {"a", "b"};

struct Pair {
    std::string bytes;
    Strings rows;
};

void check(const std::vector<Pair>& pairs) {
    for (const Pair& pair : pairs) {
        INFO(pair.bytes);
        CHECK(read_all(pair.bytes, a_and_b) == pair.rows);
    }
}

/// One object, read at a glance and, because of an escape that changes nothing, by the strict reader.
Strings read_both_ways(const std::string& members) {
    const Strings plain = read_all("{" + members + "}\n", a_and_b);
    const Strings strict = read_all("{\"\\u007a\":0," + members + "}\n", a_and_b);
    CHECK(plain == strict);
    return plain;
}

} // namespace

TEST_CASE("every line is an object, blank lines are none") {
    check({
        {"{\"a\":\"1\",\"b\":\"2\"}\n{\"b\":\"4\",\"a\":\"3\"}\n", {"1:1|2", "2:3|4"}},
        {"{\"a\":1}\r\n\r\n  {\"b\":2}  ", {"1:1|", "3:|2"}},
        {"\n\n{}\n{ }\n", {"3:|", "4:|"}},
        {" { \"a\" : 1 , \"b\" :\t2 } \n", {"1:1|2"}},
    });
}

TEST_CASE("numbers keep every digit") {
    for (const std::string number : {"0", "-0", "9007199254740993", "123456789012345678901234567890", "-1.50", "1e5",
                                     "1E+05", "0.10e-3", "-12.5"}) {
        CHECK(read_both_ways("\"a\":" + number) == Strings{"1:" + number + "|"});
    }
}

TEST_CASE("what only looks like a number or a word is refused") {
    for (const std::string value :
         {"01",    "1.",  ".5",    "+1",  "-",   "1e",   "1e+", "0x1", "NaN",         "Infinity", "tru",     "nulL",
          "truee", "1 2", "1.5.2", "--1", "'x'", "True", "",    "1a",  "\"x\" \"y\"", "\"x\"1",   "\"x\":1", "1:1"}) {
        INFO(value);
        CHECK(read_both_ways("\"a\":" + value) == Strings{"!1 invalid_json"});
        CHECK(read_both_ways("\"a\":[" + value + (value.empty() ? "," : "") + "]") == Strings{"!1 invalid_json"});
    }
}

TEST_CASE("true and false are words, null is an empty cell") {
    CHECK(read_both_ways("\"a\":true,\"b\":false") == Strings{"1:true|false"});
    CHECK(read_both_ways("\"a\":null,\"b\":\"null\"") == Strings{"1:|null"});
}

TEST_CASE("strings are unescaped and trimmed") {
    const std::vector<std::pair<std::string, std::string>> pairs = {
        {"x", "x"},
        {" x\\t", "x"},
        {"\\\"\\\\\\/", "\"\\/"},
        {"a\\nb\\rc\\bd\\fe\\tf", "a\nb\rc\bd\fe\tf"},
        {"\\u00e9\\u20AC", "\xc3\xa9\xe2\x82\xac"},
        {"\\ud83d\\ude00", "\xf0\x9f\x98\x80"},
        {"\xf0\x9f\x98\x80 \xc3\xa9", "\xf0\x9f\x98\x80 \xc3\xa9"},
        {"a\\u0000b", std::string("a\0b", 3)},
        {"", ""},
        {"\\\\", "\\"},
        {"a long text, longer than a register \\u0021", "a long text, longer than a register !"},
    };
    for (const auto& [escaped, text] : pairs) {
        INFO(escaped);
        CHECK(read_both_ways("\"a\":\"" + escaped + "\",\"b\":7") == Strings{"1:" + text + "|7"});
    }
}

TEST_CASE("wrong escapes and control characters in a string are refused") {
    for (const std::string text : {"\\x", "\\u12", "\\u12g4", "\\ud800\\x", "\\ud800\\u12", "\\U0041", "a\tb", "\x01",
                                   "\\", "\xff", "\xc3", "\xed\xa0\x80"}) {
        INFO(text);
        CHECK(read_both_ways("\"a\":\"" + text + "\"") == Strings{"!1 invalid_json"});
        CHECK(read_both_ways("\"a\":[\"" + text + "\"]") == Strings{"!1 invalid_json"});
        CHECK(read_both_ways("\"" + text + "\":1") == Strings{"!1 invalid_json"});
        CHECK(read_both_ways("\"a\":{\"" + text + "\":1}") == Strings{"!1 invalid_json"});
    }
}

TEST_CASE("half of a surrogate pair is no character, so one that says so takes its place and is counted") {
    const std::string replacement = "\xef\xbf\xbd";
    const std::vector<std::pair<std::string, std::string>> pairs = {
        {"\\ud800", replacement},
        {"\\udc00", replacement},
        {"\\ud800x", replacement + "x"},
        {"\\ud800\\n", replacement + "\n"},
        {"\\ud800\\u0041", replacement + "A"},
        {"\\ud800\\ud800", replacement + replacement},
        {"\\ud800\\ud83d\\ude00", replacement + "\xf0\x9f\x98\x80"},
        {"\\udc00\\ud800", replacement + replacement},
    };
    for (const auto& [escaped, text] : pairs) {
        INFO(escaped);
        CHECK(read_both_ways("\"a\":\"" + escaped + "\",\"b\":7") == Strings{"1:" + text + "|7"});
    }
    const auto reading = read_text("{\"a\":\"\\ud800\\ud800\",\"b\":\"\\ufffd\"}\n{\"b\":\"\\udc00\"}\n", a_and_b);
    CHECK(reading.replaced == 3);
}

TEST_CASE("a nested value is its JSON text") {
    CHECK(read_both_ways("\"a\":{\"x\": [1, \"\\u00e9\"]} ,\"b\":[ ]") == Strings{"1:{\"x\": [1, \"\\u00e9\"]}|[ ]"});
    CHECK(read_both_ways("\"id\":1,\"b\":[{}, {\"y\":null}]") == Strings{"1:|[{}, {\"y\":null}]"});
    CHECK(read_both_ways("\"a\":{\"b\":5}") == Strings{"1:{\"b\":5}|"});
}

TEST_CASE("damage inside a nested value refuses the record") {
    for (const std::string value : {"[1,]", "[,1]", "[1 2]", "{\"x\"}", "{\"x\":}", "{\"x\":1,}", "{x:1}", "[}", "{]",
                                    "[1}", "{\"x\":1]", "[", "{", "]", "}", "[[[]]", "{1:2}", "{\"x\":1 \"y\":2}"}) {
        INFO(value);
        CHECK(read_both_ways("\"a\":" + value) == Strings{"!1 invalid_json"});
    }
}

TEST_CASE("of one key twice the last value counts") {
    CHECK(read_both_ways("\"a\":1,\"b\":2,\"a\":3") == Strings{"1:3|2"});
    CHECK(read_both_ways("\"a\":1,\"\\u0061\":3") == Strings{"1:3|"});
}

TEST_CASE("of two keys for one place the better name with a value counts") {
    const auto rows = [](const std::string& members) {
        return read_text("{" + members + "}\n", {"x"}, {{"a", {0, 0}}, {"b", {0, 1}}}).rows;
    };
    CHECK(rows("\"a\":1,\"b\":2") == Strings{"1:1"});
    CHECK(rows("\"b\":2,\"a\":1") == Strings{"1:1"});
    CHECK(rows("\"a\":\"\",\"b\":2") == Strings{"1:2"});
    CHECK(rows("\"b\":2,\"a\":null") == Strings{"1:2"});
}

TEST_CASE("a key is the same key however it is written") {
    check({{"{\"a\":1}\n{\"\\u0061\":2}\n{\"a\" :3}\n", {"1:1|", "2:2|", "3:3|"}}});
}

TEST_CASE("a key that holds a quote is not taken for its beginning") {
    CHECK(read_all("{\"a\\\"b\":1}\n{\"a\"b\":2}\n{\"a\\\"b\":3}\n", {"a\"b"}) ==
          Strings{"1:1", "3:3", "!2 invalid_json"});
}

TEST_CASE("a damaged line is refused with its number, the others are kept") {
    const auto reading =
        read_text("{\"a\":1}\n{\"a\":2\n{\"a\":3}}\n{\"a\":4},\nx\n{\"a\":5} {\"a\":6} 1\n{\"a\":7}\n", a_and_b);
    CHECK(reading.rows == Strings{"1:1|", "7:7|"});
    CHECK(reading.bad ==
          Strings{"!2 invalid_json", "!3 invalid_json", "!4 invalid_json", "!5 invalid_json", "!6 invalid_json"});
}

TEST_CASE("a valid value that is no object is refused as such") {
    const auto reading = read_text("{}\n[1,{\"x\":\"\\n\"}]\n12\n\"x\\u0020\"\ntrue\n-1.5e3\n[[]]\n", a_and_b);
    CHECK(reading.bad == Strings{"!2 not_an_object", "!3 not_an_object", "!4 not_an_object", "!5 not_an_object",
                                 "!6 not_an_object", "!7 not_an_object"});
    const auto invalid = read_text("{}\n[1,]\n12x\n\"x\n01\n\"\\ud80\"\n[1] 2\n1 2\nnull,\n\"a\"\"b\"\n", a_and_b);
    for (const std::string& bad : invalid.bad) CHECK(bad.find("invalid_json") != bad.npos);
    CHECK(invalid.bad.size() == 9);
}

TEST_CASE("a record that is null is skipped") {
    const auto nulls = [](const std::string& text) {
        const auto reading = read_text(text, a_and_b);
        CHECK(reading.rows == Strings{"1:1|"});
        return reading.nulls;
    };
    CHECK(nulls("{\"a\":1}\nnull\n null \n") == 2);
    CHECK(nulls("[{\"a\":1},null,\nnull]") == 2);
    CHECK(nulls("{\"a\":1}\n[null,null]\n") == 2);
    CHECK(nulls("{\n\"a\":1}\nnull\n") == 1);
    CHECK(nulls("{\"data\":[{\"a\":1},null]}") == 1);
    CHECK(nulls("{\"a\":1}\n[null,{\"a\":01}]\n") == 0); // the line is bad as a whole
    CHECK(nulls("{\"a\":1}\nnul\n{\"a\":null,}\n") == 0);
    CHECK(read_text("[{\"a\":1},null]").format.scalars);
}

TEST_CASE("the elements of an array are records, on one line or on many") {
    check({
        {"[{\"a\":1},{\"a\":2}]", {"1:1|", "1:2|"}},
        {"[\n  {\n    \"a\": 1,\n    \"b\": \"x]}\\\"\"\n  },\n  {\"a\": [1,\n2]}\n]\n", {"2:1|x]}\"", "6:[1,\n2]|"}},
        {"\n [ ] \n", {}},
        {"[{}]", {"1:|"}},
    });
}

TEST_CASE("an element that is no object or no JSON is refused, the others are kept") {
    check({
        {"[{\"a\":1},\n2,\n\"x\",\n[{\"a\":3}],\n{\"a\":4}]",
         {"1:1|", "5:4|", "!2 not_an_object", "!3 not_an_object", "!4 not_an_object"}},
        {"[{\"a\":1},\n{\"a\":tru},\nx,\n{\"a\":4}]", {"1:1|", "4:4|", "!2 invalid_json", "!3 invalid_json"}},
        {"[{\"a\":1},\n{\"a\":2,\n{\"a\":3}]", {"1:1|", "3:3|", "!2 invalid_json"}},
        {"[{\"a\":1},\n{\"a\":\"2},\n{\"a\":3}]", {"1:1|", "3:3|", "!2 invalid_json"}},
        {"[{\"a\":[2}\n,{\"a\":3}]", {"2:3|", "!1 invalid_json"}},
    });
}

TEST_CASE("what is wrong with the array itself is told, and costs no element") {
    check({
        {"[{\"a\":1}", {"1:1|", "!1 invalid_json"}},
        {"[{\"a\":1},", {"1:1|", "!1 invalid_json"}},
        {"[{\"a\":1},]", {"1:1|", "!1 invalid_json"}},
        {"[,{\"a\":1}]", {"1:1|", "!1 invalid_json"}},
        {"[{\"a\":1},,{\"a\":2}]", {"1:1|", "1:2|", "!1 invalid_json"}},
        {"[{\"a\":1}]\n\nx {\"a\":2} y", {"1:1|", "!3 invalid_json"}},
        {"[{\"a\":1}\n{\"a\":2},{\"a\":3}]", {"1:1|", "2:3|", "!2 invalid_json"}},
        {"[{\"a\":1},\n{\"a\":", {"1:1|", "!2 invalid_json"}},
        {"[", {"!1 invalid_json"}},
        {"[1", {"!1 invalid_json"}},
    });
}

TEST_CASE("rows and lines of an array are the same wherever chunks are cut") {
    std::string bytes = "[\n";
    Strings rows;
    std::uint64_t line = 2;
    for (int i = 0; i < 30000; ++i) {
        const std::string text(static_cast<std::size_t>(i % 40), 'x');
        if (i != 0) bytes += i % 3 == 0 ? "," : "\n,\n";
        if (i != 0 && i % 3 != 0) line += 2;
        bytes += "{\"a\":" + std::to_string(i) + ",\"b\":\"" + text + "\\\"]" + "\"}";
        rows.push_back(std::to_string(line) + ":" + std::to_string(i) + "|" + text + "\"]");
    }
    const auto reading = read_text(bytes + "]\n", a_and_b);
    CHECK(reading.chunks > 3);
    CHECK((reading.rows == rows));
    CHECK(reading.bad.empty());
    CHECK(reading.lines == line);
}

TEST_CASE("values nested too deep are refused, not followed") {
    const std::string open(1000000, '['), close(1000000, ']');
    CHECK(read_all("{\"a\":" + open + close + "}\n{\"a\":1}\n", a_and_b) == Strings{"2:1|", "!1 invalid_json"});
    CHECK(read_all("{\"a\":" + open + "}\n{\"a\":1}\n", a_and_b) == Strings{"2:1|", "!1 invalid_json"});
    CHECK(read_all("[{\"a\":1}," + open + close + ",{\"a\":2}]", a_and_b) ==
          Strings{"1:1|", "1:2|", "!1 invalid_json"});
    CHECK(read_all("[" + open, a_and_b) == Strings{"!1 invalid_json"});
    const std::string some_open(500, '['), some_close(500, ']');
    CHECK(read_all("{\"b\":1,\"a\":" + some_open + some_close + "}\n", {"b"}) == Strings{"1:1"});
}

TEST_CASE("a record larger than a chunk is read whole, whichever way") {
    const std::string large(1000000, 'x');
    // In parentheses, so that a failure does not print megabytes.
    CHECK((read_all("{\"a\":\"" + large + "\"}\n{\"a\":\"\\t" + large + "x\"}\n", a_and_b) ==
           Strings{"1:" + large + "|", "2:" + large + "x|"}));
    CHECK((read_all("[{\"a\":\"" + large + "\"}\n]", a_and_b) == Strings{"1:" + large + "|"}));
}

TEST_CASE("the columns of a format are the keys of the first records, in order of appearance") {
    const auto format = read_text("{\"b\":1,\"a\":2}\n{\"c\":{\"d\":1},\"\\u0061\":2}\n").format;
    CHECK(format.columns == Strings{"b", "a", "c.d"});
    CHECK(read_text("[{\"b\":1},{\"a\":\"\\n\"}]").format.columns == Strings{"b", "a"});
    CHECK(read_text("[{\"b\":1},{\"a\":\"\\n\"}]").format.kind == engage::read::Kind::json_array);
}

TEST_CASE("each key is asked for once") {
    std::istringstream in("{\"a\":1,\"b\":2}\n{\"b\":1,\"a\":\"\\n\"}\n{\"a\":1,\"c\":[]}\n");
    engage::read::Table table(engage::read::Input("-", &in));
    std::vector<std::string> asked;
    engage::read::RowReader reader(table.format(), {1, [&](std::string_view key) {
                                                        asked.emplace_back(key);
                                                        return engage::read::Place{};
                                                    }});
    engage::read::Chunk chunk;
    engage::Rows rows;
    while (table.next(chunk)) reader.read(chunk, rows);
    CHECK(asked == Strings{"a", "b", "c"});
}
