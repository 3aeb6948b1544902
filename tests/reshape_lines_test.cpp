// reshape_lines_test.cpp -- records with a shape: their lines, what is refused, and the columns of their table.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <sstream>

#include "reshape_support.hpp"

using engage::Shape;
using engage::test::check;
using engage::test::each;
using engage::test::pairs;
using engage::test::read_shaped;
using engage::test::read_text;
using engage::test::rows_of;
using engage::test::Strings;
using engage::test::unwrap;

TEST_CASE("a record that is refused is refused as without a shape") {
    const Shape shape{{"w"}, {"p"}, {"b"}, {}, true};
    const std::string deep(513, '['), close(513, ']');
    for (const std::string record : {"{\"a\":1",
                                     "{\"w\":{\"a\":1}",
                                     "{\"a\":01}",
                                     "{\"b\":[1,]}",
                                     "{\"b\":[1,2}",
                                     "{\"b\":[1 2]}",
                                     "{\"w\":{\"a\"}}",
                                     "{\"a\":\"\xff\"}",
                                     "{\"b\":[\"\xff\"]}",
                                     "{\"a\":\"\t\"}",
                                     "{\"w\":\"\\x\"}",
                                     "{\"a\":\"x}",
                                     "{\"a\":1}}",
                                     "{\"a\":1} x",
                                     "{\"a\":tru}",
                                     "x",
                                     "5",
                                     "null",
                                     "\"w\"",
                                     "[1]",
                                     "[]",
                                     "[{\"b\":[1]},2]",
                                     "[{\"a\":1},{]",
                                     "[{\"b\":[1,2]},{\"a\":01}]",
                                     "{\"a\":1}{\"a\":1,}",
                                     "{\"b\":[1,2]} 5",
                                     "{\"a\":",
                                     "{\"a\":[",
                                     "\xef\xbb\xbf{}",
                                     "{a:1}",
                                     "{\"b\":[1,NaN]}",
                                     "{\"a\":\x01}"}) {
        INFO(record);
        for (const bool scalars : {false, true})
            for (const std::string& end : Strings{"\n", "\r\n", "", "\n{\"a\":1,\"b\":2}\n", "\n  " + record + "\n"}) {
                const std::string text = "{\"a\":1}\n" + record + end;
                const auto shaped = read_shaped(shape, text, {"a", "value"}, scalars);
                const auto plain = read_text(text, {"a", "value"}, {}, {{}, scalars, {}});
                CHECK(shaped.bad == plain.bad);
                CHECK(shaped.what == plain.what);
                CHECK(shaped.lines == plain.lines);
            }
        const std::string array = "[{\"a\":1},\n" + record + "\n,{\"a\":2}]\n";
        CHECK(read_shaped(shape, array, {"a"}).bad == read_text(array, {"a"}).bad);
        CHECK(read_shaped(shape, array, {"a"}).what == read_text(array, {"a"}).what);
    }
    for (const auto& [text, count] :
         {std::pair{"{\"b\":" + deep.substr(1) + close.substr(1) + "}\n", 1}, {"{\"b\":" + deep + close + "}\n", 0}}) {
        CHECK((read_text(text, {"b"}).rows.size() == static_cast<std::size_t>(count)));
        CHECK((read_shaped(each("b"), text, {"b"}).rows.size() == static_cast<std::size_t>(count)));
        CHECK((read_shaped(each("b"), text, {"b"}).rows != read_text(text, {"b"}).rows) == (count == 1));
    }
}

TEST_CASE("lines are those of the input, whatever the records become") {
    const Shape shape{{"w"}, {}, {"b"}, {}, false};
    const std::string text = "\n{\"a\":1,\"b\":[1,2]}\r\n\n{\"a\":2,\"b\":[]}\n{\"a\n{\"w\":\"{\\n\\n\\\"a\\\":3}\"}";
    const auto lines = read_shaped(shape, text, {"a", "b"});
    CHECK(lines.rows == Strings{"2:1|1", "2:1|2", "4:2|", "6:3|"});
    CHECK(lines.bad == Strings{"!5 invalid_json"});
    CHECK(lines.lines == 5);
    // Several records of a line, good or bad as a whole.
    check({
        {shape,
         "[{\"a\":1,\"b\":[2,3]},{\"w\":{\"a\":4}}]\n{\"a\":5}{\"a\":6,\"b\":[7]}\n",
         {"1:1|2", "1:1|3", "1:4|", "2:5|", "2:6|7"}},
        {shape,
         "{\"a\":0}\n[{\"b\":[2,3]},{\"a\":1.}]\n{\"a\":5}\n",
         {"1:0|", "3:5|", "!2 invalid_json: a value is no number, string, true, false or null"}},
        // An array over many lines, and a single value.
        {shape, "[\n{\"a\":1,\n\"b\":[1,\n2]},\n{\"a\":2,\"b\":[3]}\n]\n", {"2:1|1", "2:1|2", "5:2|3"}},
        {shape, "{\n\"a\":1,\n\"b\":[1,\n2]\n}\n{\n\"w\":{\"a\":3}\n}\n", {"1:1|1", "1:1|2", "6:3|"}},
        {shape, "{\"a\":1,\n\"b\":[\n1,2]}", {"1:1|1", "1:1|2"}},
    });
    CHECK(read_shaped(each("b"), "[\n{\"a\":1},\n5,\n{\"b\":[1,2]},\n{x}]\n").bad ==
          Strings{"!3 not_an_object", "!5 invalid_json"});
    // Over many chunks.
    std::string many;
    Strings rows;
    for (int i = 1; i <= 20000; ++i) {
        many += "{\"a\":" + std::to_string(i) + ",\"b\":[\"x\",\"y\\n\"]}\n";
        rows.push_back(std::to_string(i) + ":" + std::to_string(i) + "|x");
        rows.push_back(std::to_string(i) + ":" + std::to_string(i) + "|y\n");
    }
    const auto chunks = read_shaped(each("b"), many, {"a", "b"});
    CHECK(chunks.chunks > 3);
    CHECK(chunks.lines == 20000);
    CHECK((chunks.rows == rows));
}

TEST_CASE("a table lists its columns as they are in its shape") {
    std::istringstream in("{\"w\":{\"b\":[{\"x\":1},{\"y\":2}]},\"a\":1}\n5\n");
    engage::read::Table table(engage::read::Input("-", &in));
    CHECK(table.format().columns == Strings{"w.b", "a"});
    table.reshape({{"w"}, {}, {"b"}, {}, true});
    CHECK(table.format().columns == Strings{"b.x", "b_last.y", "b.y"});
    CHECK(table.format().scalars);
    table.reshape({});
    CHECK(table.format().columns == Strings{"w.b", "a"});
    CHECK(bytes_of(table.first()).starts_with("{\"w\""));
    std::istringstream delimited("a,b\n1,2\n");
    engage::read::Table csv(engage::read::Input("-", &delimited));
    csv.reshape(each("b"));
    CHECK(csv.format().columns == Strings{"a", "b"});
}

TEST_CASE("an object that has the shape of a record wraps no records") {
    const std::string visit = R"({"visit":7,"actions":[{"url":"/a"},{"url":"/b"}],"more":[{"x":1},{"x":2},{"x":3}]})";
    const auto rows = [](const Shape& shape, const std::string& text) {
        return read_shaped(shape, text, {"visit", "actions.url", "x"}).rows;
    };
    CHECK(rows({}, visit) == Strings{"1:||1", "1:||2", "1:||3"});
    CHECK(rows(each("actions"), visit) == Strings{"1:7|/a|", "1:7|/b|"});
    CHECK(rows(each("actions"), "{\"list\":[" + visit + "]}") == Strings{"1:7|/a|", "1:7|/b|"});
    CHECK(rows(each("others"), visit) == Strings{"1:||1", "1:||2", "1:||3"});
    CHECK(rows({{"v"}, {}, {"actions"}, {}, false}, "{\"v\":" + visit + "}") == Strings{"1:7|/a|", "1:7|/b|"});
    CHECK(rows(unwrap({"v.w.*"}), "{\"v\":\n{\"w\":{\"z\":" + visit + "}}}") == Strings{"1:7||"});
    CHECK(read_shaped(pairs({"p"}), R"({"a":1,"p":[{"key":"b","value":2}]})", {"a", "p.b"}).rows == Strings{"1:1|2"});
    CHECK(read_shaped(each("actions"), visit).format.reasons ==
          Strings{"one JSON object, which is one record by its shape"});
    std::string list = "{\"list\":[{\"z\":0}";
    for (int i = 1; i < 30000; ++i) list += ",\n" + visit;
    const auto long_list = read_shaped(each("actions"), list + "]}", {"visit", "actions.url"});
    CHECK(long_list.chunks > 3);
    CHECK(long_list.rows.size() == 2 * 29999 + 1);
    CHECK(long_list.rows.back() == "30000:7|/b");
    CHECK(long_list.bad.empty());
}

TEST_CASE("a record that an array would make too long is refused, and no other") {
    // 4 KiB for each of some elements: just below, and above, 64 MiB.
    const auto record = [](std::size_t elements) {
        std::string array = "1";
        for (std::size_t i = 1; i < elements; ++i) array += ",1";
        return "{\"b\":[" + array + "],\"c\":\"" + std::string(4083, 'x') + "\"}\n";
    };
    const auto reading = read_shaped(each("b"), record(17000) + "{\"b\":[5,6]}\n", {"b"});
    CHECK(reading.rows == Strings{"2:5", "2:6"});
    CHECK(reading.bad == Strings{"!1 record_too_long"});
    CHECK(reading.what == Strings{"taken apart by the array b, this record is longer than 64 MiB"});
    CHECK(read_shaped(each("b"), record(16000), {"b"}).rows.size() == 16000);
}
