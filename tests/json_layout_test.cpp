// json_layout_test.cpp -- which values of a JSON text are its rows, and what their columns are.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include "read/json_layout.hpp"
#include "read_support.hpp"

using engage::read::Kind;
using engage::test::How;
using engage::test::read_all;
using engage::test::read_text;
using engage::test::Reading;
using engage::test::Strings;

namespace {

struct Laid {
    std::string bytes;
    Strings columns, rows;
};

/// Rows of all columns, then refused records.
void check(const std::vector<Laid>& all, const How& how = {}) {
    for (const Laid& laid : all) {
        INFO(laid.bytes);
        Reading reading = read_text(laid.bytes, {}, {}, how);
        reading.rows.insert(reading.rows.end(), reading.bad.begin(), reading.bad.end());
        CHECK(reading.format.columns == laid.columns);
        CHECK(reading.rows == laid.rows);
    }
}

std::string reason_of(const std::string& text) { return read_text(text).format.reasons.back(); }

const How any_value = {{}, true};
const How one_value = {engage::test::strict_json(), true};

} // namespace

TEST_CASE("an object that is alone and wraps an array gives the elements of the array") {
    check({
        {R"({"data":[{"a":1},{"a":2}],"links":{}})", {"a"}, {"1:1", "1:2"}},
        {"{\"response\":{\"items\":[{\"a\":1},\n{\"a\":2}]}}\n", {"a"}, {"1:1", "2:2"}},
        {"{\n  \"total\": 2,\n  \"data\": [\n    {\n      \"a\": 1\n    },\n    {\"a\": 2}\n  ],\n  \"next\": "
         "null\n}\n",
         {"a"},
         {"4:1", "7:2"}},
        {R"({"reviews":[{"a":1},7]})", {"a"}, {"1:1", "!1 not_an_object"}},
        {R"({"reviews":[null,{"a":1}]})", {"a"}, {"1:1"}},
        {R"({"object":"list","url":"/v1/charges","has_more":false,"data":[{"id":"ch_1"}]})", {"id"}, {"1:ch_1"}},
        {R"({"type":"conversation.list","pages":{"page":1},"conversations":[{"id":"1"},{"id":"2"}]})",
         {"id"},
         {"1:1", "1:2"}},
        {R"({"data":[{"id":"1"}],"included":[{"id":"7"},{"id":"8"}]})", {"id"}, {"1:1"}},
        {R"({"data":{"orders":{"edges":[{"node":{"id":5}}],"pageInfo":{"hasNextPage":false}}}})", {"node.id"}, {"1:5"}},
        {"\n\n{\"data\":[{\"a\":1}]}", {"a"}, {"3:1"}},
    });
    CHECK(reason_of(R"({"response":{"items":[{"a":1}]}})") ==
          "one JSON object, whose rows are the elements of 'response.items'");
}

TEST_CASE("of several arrays that are wrapped the longest has the rows, of equal ones the first") {
    check({
        {R"({"few":[{"a":1}],"many":[{"a":2},{"a":3}],"more":[{"a":4},{"a":5}]})", {"a"}, {"1:2", "1:3"}},
        {R"({"labels":["x","y","z"],"rows":[{"a":1}]})", {"a"}, {"1:1"}},
    });
}

TEST_CASE("an object that is a record of its own is one row, whatever arrays it has") {
    check({
        {R"({"id":1,"total":"9.50","line_items":[{"sku":"a"},{"sku":"b"}]})",
         {"id", "total", "line_items"},
         {R"(1:1|9.50|[{"sku":"a"},{"sku":"b"}])"}},
        {R"({"order":{"id":1,"line_items":[{"sku":"a"}]}})",
         {"order.id", "order.line_items"},
         {R"(1:1|[{"sku":"a"}])"}},
        {"{\n  \"event\": \"x\",\n  \"tags\": [\n    \"p\"\n  ]\n}\n", {"event", "tags"}, {"1:x|[\n    \"p\"\n  ]"}},
        {R"({"type":"track","event":"Order","properties":{"products":[{"sku":"a"}]}})",
         {"type", "event", "properties.products"},
         {R"(1:track|Order|[{"sku":"a"}])"}},
        {R"({"n":1,"n2":1,"n3":1,"n4":1,"n5":1,"n6":1,"n7":1,"n8":1,"n9":1,"o":1,"o1":1,"o2":1,"o3":1,"z":[{}]})",
         {"n", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9", "o", "o1", "o2", "o3", "z"},
         {"1:1|1|1|1|1|1|1|1|1|1|1|1|1|[{}]"}},
        {R"({"data":[1,2]})", {"data"}, {"1:[1,2]"}},
        {R"({"data":[]})", {"data"}, {"1:[]"}},
        {"{}", {}, {"1:"}},
    });
}

TEST_CASE("an object that wraps an array is a row where more lines follow") {
    check({{"{\"data\":[{\"a\":1}]}\n{\"data\":[]}\n", {"data"}, {"1:[{\"a\":1}]", "2:[]"}}});
}

TEST_CASE("what stands around a wrapped array must be JSON, and nothing may follow it") {
    check({
        {"{\"data\":[{\"a\":1}],\n\"n\":01}", {"a"}, {"1:1", "!1 invalid_json"}},
        {"{\"n\":tru,\n\"data\":[{\"a\":1}]}", {"a"}, {"2:1", "!1 invalid_json"}},
        {"{\n\"data\":[{\"a\":1}]", {"a"}, {"2:1", "!2 invalid_json"}},
        {"{\n\"data\":[{\"a\":1}\n", {"a"}, {"2:1", "!3 invalid_json"}},
        {"{\n\"data\":[{\"a\":1}]]\n", {"a"}, {"2:1", "!2 invalid_json"}},
        {"{\n\"data\":[{\"a\":1},\n{\"a\":x},\n{\"a\":3}]\n}\n", {"a"}, {"2:1", "4:3", "!3 invalid_json"}},
    });
    const auto trailing = read_text("{\"data\":[{\"a\":1}]\n}\n\nx\n", {}, {}, one_value);
    CHECK(trailing.rows == Strings{"1:1"});
    CHECK(trailing.bad == Strings{"!4 invalid_json"});
    CHECK(trailing.what.front().starts_with("there is text after the end of the object"));
}

TEST_CASE("a wrapped array is cut into chunks wherever it is cut") {
    std::string bytes = "{\"meta\":{\"text\":\"" + std::string(200000, 'x') + "\"},\n\"data\":[";
    for (int i = 0; i < 30000; ++i) bytes += (i == 0 ? "\n" : ",\n") + ("{\"a\":" + std::to_string(i)) + "}";
    const auto reading = read_text(bytes + "\n],\"n\":1}\n");
    CHECK(reading.format.columns == Strings{"a"});
    CHECK(reading.chunks > 3);
    CHECK(reading.rows.size() == 30000);
    CHECK(reading.rows.front() == "3:0");
    CHECK(reading.rows.back() == "30002:29999");
    CHECK(reading.bad.empty());
    CHECK(reading.lines == 30003);
}

TEST_CASE("values laid out over several lines follow one another") {
    check({
        {"{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n", {"a"}, {"1:1", "4:2"}},
        {"{\n  \"a\": 1\n}\n{\"a\": 2} {\"a\": 3}\n", {"a"}, {"1:1", "4:2", "4:3"}},
        {"{\n  \"a\": \"x\n}\n{\n  \"a\": 2\n}\n", {"a"}, {"4:2", "!1 invalid_json"}},
        {"{\n  \"a\": 1\n}\n{\n  \"a\": 2\n", {"a"}, {"1:1", "!4 invalid_json"}},
        {"[\n  {\"a\": 1}\n]\n[\n  {\"a\": 2}\n]\n", {"a"}, {"2:1", "5:2"}},
    });
}

TEST_CASE("a line may hold an array, whose elements are rows, or several objects") {
    check({
        {"[{\"a\":1},{\"a\":2}]\n[]\n[ {\"a\":3} ]\n{\"a\":4}\n", {"a"}, {"1:1", "1:2", "3:3", "4:4"}},
        {"{\"a\":1}{\"a\":2}\n{\"a\":3} \t {\"a\":\"}{\"}\n", {"a"}, {"1:1", "1:2", "2:3", "2:}{"}},
        {"{\"a\":1}{\"a\":2}", {"a"}, {"1:1", "1:2"}},
        {"{\"a\":1}\n[1,{\"a\":2}]\n", {"a"}, {"1:1", "2:2", "!2 not_an_object"}},
    });
}

TEST_CASE("a line with several records is refused as a whole") {
    for (const std::string line :
         {"[{\"a\":1},{\"a\":x}]", "[{\"a\":1},]", "[{\"a\":1}] x", "[{\"a\":1}][]", "[{\"a\":1}", "[,{\"a\":1}]",
          "{\"a\":1},{\"a\":2}", "{\"a\":1}{\"a\":2", "{\"a\":1}{\"a\":01}", "{\"a\":1}{\"a\":2} 3",
          "{\"a\":1} [{\"a\":2}]", "[{\"a\":1} {\"a\":2}]", "1 2"}) {
        INFO(line);
        CHECK(read_all("{\"a\":0}\n" + line + "\n{\"a\":9}\n") == Strings{"1:0", "3:9", "!2 invalid_json"});
    }
}

TEST_CASE("a nested object is columns, whose names are the keys with dots between") {
    check({
        {"{\"a\":{\"b\":1,\"c\":{\"d\":\"x\"}},\"e\":2}\n{\"e\":3,\"a\":{\"c\":{\"d\":\"\\u0079\"}}}\n",
         {"a.b", "a.c.d", "e"},
         {"1:1|x|2", "2:|y|3"}},
        {"{\"a\":{},\"b\":[1],\"c\":null}\n", {"a", "b", "c"}, {"1:{}|[1]|"}},
        {"{\"a\":{\"\":1},\"\":2}\n", {"a.", ""}, {"1:1|2"}},
        {"{\"a.b\":1}\n{\"a\":{\"b\":2}}\n{\"a.b\":1,\"a\":{\"b\":2}}\n{\"a\":{\"b\":2},\"a.b\":1}\n",
         {"a.b"},
         {"1:1", "2:2", "3:2", "4:1"}},
        {"{\"a\":{\"b\":\"\\n\"},\"c\":\"\\t\"}\n{ \"a\" : { \"b\" : 1 } }\n", {"a.b", "c"}, {"1:\n|", "2:1|"}},
    });
}

TEST_CASE("an element of an array and a whole object are read where they are asked for") {
    const std::string record = R"({"id":1,"to":["x\ty",{"a":[2,"\u00e9"]}],"o":{"p":"q\n","r":{}}})";
    CHECK(read_all(record, {"to.0", "to.1.a.1", "to.2", "o.p", "o", "o.r"}) == Strings{"1:x\ty|\xc3\xa9||q\n|"
                                                                                       R"({"p":"q\n","r":{}}|{})"});
    CHECK(read_all(record, {"to", "to.0", "to.1"}) == Strings{"1:"
                                                              R"(["x\ty",{"a":[2,"\u00e9"]}]|)"
                                                              "x\ty"
                                                              R"(|{"a":[2,"\u00e9"]})"});
    CHECK(read_all(R"({"o":{"p":1},"id":1})", {"o", "o.p"}) == Strings{R"(1:{"p":1}|1)"});
}

TEST_CASE("the text of a whole object gives way to a value of another name") {
    const auto rows = [](const std::string& members) {
        return read_text("{\"id\":1," + members + "}\n", {"x"},
                         {{"user", {0, 0}}, {"user.id", {0, 1}}, {"uid", {0, 2}}})
            .rows;
    };
    CHECK(rows(R"("user":{"id":5})") == Strings{"1:5"});
    CHECK(rows(R"("user":{"name":"n"},"uid":6)") == Strings{"1:6"});
    CHECK(rows(R"("uid":6,"user":{"name":"n"})") == Strings{"1:6"});
    CHECK(rows(R"("user":{"name":"n"})") == Strings{R"(1:{"name":"n"})"});
}

TEST_CASE("a value that is no object is one cell where it may be one") {
    const auto values = [](const std::string& text) {
        Reading reading = read_text(text, {"value", "a"}, {}, any_value);
        CHECK(reading.bad.empty());
        CHECK(reading.format.scalars);
        return reading.rows;
    };
    CHECK(values("{\"a\":1}\n2\n\" x\\u0021 \"\n[3,[4]]\nnull\n") ==
          Strings{"1:|1", "2:2|", "3:x!|", "4:3|", "4:[4]|", "5:|"});
    CHECK(values("[1,\"b\",true]") == Strings{"1:1|", "1:b|", "1:true|"});
    CHECK_FALSE(read_text("{\"a\":1}\n").format.scalars);
}

TEST_CASE("strictly there is one value, of any kind") {
    for (const std::string scalar : {"123", "-0.5e3", "true", "\"a b\"", " false\n"}) {
        INFO(scalar);
        const auto reading = read_text(scalar, {"value"}, {}, one_value);
        CHECK(reading.bad.empty());
        CHECK(reading.rows.size() == 1);
    }
    check({{"[{\"a\":1},{\"a\":2}]\n", {"a"}, {"1:1", "1:2"}}, {"{\n\"a\":1}\n", {"a"}, {"1:1"}}, {"[]", {}, {}}},
          one_value);
}

TEST_CASE("strictly what is no value, or more than one, is refused with its line") {
    const std::vector<std::pair<std::string, std::string>> pairs = {
        {"", "!1"},
        {" \n\n", "!3"},
        {"nul", "!1"},
        {"\n1 2", "!2"},
        {"{\"a\":1}\n{\"a\":2}\n", "!2"},
        {"[1]\n[2]", "!2"},
        {"abc,def\n1,2\n", "!1"},
        {"'a'", "!1"},
        {"\"a", "!1"},
        {"{\"a\":1}}", "!1"},
        {"{", "!1"},
        {"]", "!1"},
    };
    for (const auto& [text, line] : pairs) {
        INFO(text);
        const auto bad = read_text(text, {"value"}, {}, one_value).bad;
        CHECK(std::find(bad.begin(), bad.end(), line + " invalid_json") != bad.end());
    }
}

TEST_CASE("the name says that a file is one value or has an object in each line") {
    for (const std::string name : {"a.json", "A.JSON", "dir/a.json.gz", "a.json.zst"})
        CHECK(engage::read::is_named_json(name));
    for (const std::string name : {"-", "a.ndjson", "a.jsonl", "json", "a.json.csv"})
        CHECK_FALSE(engage::read::is_named_json(name));
}
