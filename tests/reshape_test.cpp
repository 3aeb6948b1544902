// reshape_test.cpp -- records whose nesting no row can express: shape and bytes to rows.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include "reshape_support.hpp"

using engage::Shape;
using engage::test::check;
using engage::test::each;
using engage::test::each_of;
using engage::test::pairs;
using engage::test::read_shaped;
using engage::test::Strings;
using engage::test::unwrap;

TEST_CASE("a record becomes the object that wraps it") {
    check({
        {unwrap({"w"}), "{\"a\":0,\"w\":{\"a\":1,\"b\":2}}\n{\"w\":{\"b\":4,\"a\":3},\"b\":0}\n", {"1:1|2", "2:3|4"}},
        {unwrap({"x.y"}), R"({"x":{"y":{"a":1},"b":2}})", {"1:1|"}},
        {unwrap({"event-data"}), R"({"signature":{},"event-data":{"a":1}})", {"1:1|"}},
        // None is there, or nothing that is an object.
        {unwrap({"w"}), R"({"a":1})", {"1:1|"}},
        {unwrap({"w"}), R"({"w":null,"a":1})", {"1:1|"}},
        {unwrap({"w"}), R"({"w":5,"a":1})", {"1:1|"}},
        {unwrap({"w"}), R"({"id":0,"w":[{"a":2}],"a":1})", {"1:1|"}},
        {unwrap({"w.x"}), R"({"w":{"y":{"a":2}},"a":1})", {"1:1|"}},
        {unwrap({"w.x"}), R"({"w":"x","a":1})", {"1:1|"}},
        {unwrap({"w"}), R"({"w":{},"a":1})", {"1:|"}},
        // The first that is there.
        {unwrap({"v", "w"}), R"({"w":{"a":1},"v":{"a":2}})", {"1:2|"}},
        {unwrap({"v", "w"}), R"({"w":{"a":1},"v":"text"})", {"1:1|"}},
        // Out of wrappers in wrappers, which are not endless.
        {unwrap({"w", "v"}), R"({"w":{"a":1,"v":{"a":2}}})", {"1:2|"}},
        {unwrap({"w"}), R"({"w":{"a":1,"w":{"a":2,"w":{"a":3,"w":{"a":4,"w":{"a":5}}}}}})", {"1:4|"}},
        // Any one member of that many.
        {unwrap({"m.*"}), R"({"m":{"n":1,"open":{"a":1},"other":{"a":2}}})", {"1:1|"}},
        {unwrap({"m.*"}), R"({"m":{},"a":1})", {"1:1|"}},
        {unwrap({"m.*"}), R"({"m":{"x":"{\"a\":2}"},"a":1})", {"1:1|"}},
        {unwrap({"*"}), R"({"a":1,"x":{"a":2}})", {"1:2|"}},
    });
}

TEST_CASE("a record becomes the object that is written in a string of it") {
    check({
        {unwrap({"w"}), R"({"w":"{\"a\":\"x\",\"b\":2}","a":0})", {"1:x|2"}},
        {unwrap({"w"}), R"({"w":" {\n \"a\": 1,\n \"b\": \"\\u00e9\\n\" }\r\n"})", {"1:1|\xc3\xa9\n"}},
        {unwrap({"w"}), R"({"w":"{\"a\":\"\\\"{\\\"\"}"})", {"1:\"{\"|"}},
        {unwrap({"w"}), R"({"w":"\u007b\"a\":1}"})", {"1:1|"}},
        // No object, or no JSON.
        {unwrap({"w"}), R"({"w":"","a":1})", {"1:1|"}},
        {unwrap({"w"}), R"({"w":" ","a":1})", {"1:1|"}},
        {unwrap({"w"}), R"({"w":"{\"a\":2","a":1})", {"1:1|"}},
        {unwrap({"w"}), R"({"w":"{\"a\":2}}","a":1})", {"1:1|"}},
        {unwrap({"w"}), R"({"w":"[{\"a\":2}]","a":1})", {"1:1|"}},
        {unwrap({"w"}), R"({"w":"{\"a\":\"\n\"}","a":1})", {"1:1|"}},
        {unwrap({"w", "v"}), R"({"w":"{","v":"{\"a\":2}","a":1})", {"1:2|"}},
        // A message in a message.
        {unwrap({"w", "v"}), R"({"w":"{\"v\":\"{\\\"a\\\":2,\\\"b\\\":\\\"x\\\"}\",\"a\":1}"})", {"1:2|x"}},
        {unwrap({"w"}), R"({"w":"{\"w\":{\"w\":\"{\\\"a\\\":3}\"}}"})", {"1:3|"}},
        {unwrap({"w"}), R"({"w":"{\"w\":\"{\",\"a\":1}"})", {"1:1|"}},
    });
    CHECK(read_shaped(unwrap({"w"}), R"({"w":"{\"a\":\"\ud800\",\"b\":\"\\udc00\"}"})", {"a", "b"}).replaced == 2);
}

TEST_CASE("a record becomes one for each element of its array") {
    check({
        {each("b"), R"({"a":1,"b":[2,"x",null,true]})", {"1:1|2", "1:1|x", "1:1|", "1:1|true"}},
        {each("b"), "{\"b\":[1,2],\"a\":\"x\"}\n\n{\"b\":[3],\"a\":\"y\"}\n", {"1:x|1", "1:x|2", "3:y|3"}},
        {each("b"), R"({"a":1,"b":[[1,2],[3]]})", {"1:1|[1,2]", "1:1|[3]"}},
        {each("b"), R"({"a":1 , "b" : [ 2 , 3 ] })", {"1:1|2", "1:1|3"}},
        {each("x.b"), R"({"id":0,"a":1,"x":{"b":[{"b":2},{"b":3}],"c":4},"b":5})", {"1:1|5", "1:1|5"}},
        // Nothing there, or no array.
        {each("b"), R"({"a":1})", {"1:1|"}},
        {each("b"), R"({"a":1,"b":null})", {"1:1|"}},
        {each("b"), R"({"a":1,"b":[]})", {"1:1|"}},
        {each("b"), R"({"a":1,"b":[ ]})", {"1:1|"}},
        {each("b"), R"({"a":1,"b":"x"})", {"1:1|x"}},
        {each("b"), R"({"a":1,"b":{}})", {"1:1|{}"}},
        {each("b.c"), R"({"a":1,"b":[1,2]})", {"1:1|[1,2]"}},
    });
    const auto objects =
        read_shaped(each("to"), R"({"id":7,"to":[{"mail":"x","n":1},{"n":2,"mail":"y"}],"from":{"mail":"z"}})");
    CHECK(objects.format.columns == Strings{"id", "to.mail", "to.n", "from.mail"});
    CHECK(objects.rows == Strings{"1:7|x|1|z", "1:7|y|2|z"});
}

TEST_CASE("the first path that has something says what a record is taken apart by") {
    const Shape of_b_or_a = each_of({"b", "a"});
    check({
        {of_b_or_a, R"({"a":[1,2],"b":[3,4]})", {"1:[1,2]|3", "1:[1,2]|4"}},
        {of_b_or_a, R"({"a":[1,2]})", {"1:1|", "1:2|"}},
        {of_b_or_a, R"({"a":[1,2],"b":null})", {"1:1|", "1:2|"}},
        {of_b_or_a, R"({"a":[1,2],"b":[ ]})", {"1:1|[ ]", "1:2|[ ]"}},
        // It may say that the record is one.
        {of_b_or_a, R"({"a":[1,2],"b":{}})", {"1:[1,2]|{}"}},
        {of_b_or_a, R"({"a":[1,2],"b":"x"})", {"1:[1,2]|x"}},
        {of_b_or_a, R"({"a":[],"b":[]})", {"1:[]|"}},
        {of_b_or_a, R"({"a":[],"b":null})", {"1:|"}},
    });
}

TEST_CASE("the last element stands beside each") {
    const Strings columns{"a", "x.b", "x.b_last"};
    const auto rows = [&](const std::string& text) { return read_shaped(each("x.b", true), text, columns).rows; };
    CHECK(rows(R"({"a":1,"x":{"b":[2,3,4]}})") == Strings{"1:1|2|4", "1:1|3|4", "1:1|4|4"});
    CHECK(rows(R"({"a":1,"x":{"b":["y"]}})") == Strings{"1:1|y|y"});
    CHECK(rows(R"({"a":1,"x.b":[2,3]})") == Strings{"1:1|2|3", "1:1|3|3"});
    CHECK(rows(R"({"a":1,"x":{"b":[]}})") == Strings{"1:1||"});
    CHECK(rows(R"({"a":1,"x":{"b":2}})") == Strings{"1:1|2|"});
    CHECK(rows(R"({"a":1})") == Strings{"1:1||"});
}

TEST_CASE("arrays of keys and values become objects") {
    const Strings columns{"p.a", "p.b"};
    const auto rows = [&](const std::string& array) {
        return read_shaped(pairs({"p"}), "{\"id\":0,\"p\":" + array + "}", columns).rows;
    };
    CHECK(rows(R"([{"key":"a","value":1},{"value":"x","key":"b","more":0}])") == Strings{"1:1|x"});
    CHECK(rows(R"([{"name":"b","value":{"c":1}}])") == Strings{"1:|{\"c\":1}"});
    CHECK(rows(R"([{"name":"b","key":"a","value":1}])") == Strings{"1:1|"});
    CHECK(rows(R"([{"key":"a","value":1},{"key":"a","value":2},{"key":"\u0061","value":3}])") == Strings{"1:1|"});
    CHECK(rows(R"([{"key":"a"},{"key":"b","value":null},{"key":"b","value":1}])") == Strings{"1:|"});
    CHECK(rows(R"([5,{"key":"a","value":1},{"key":7,"value":2},{"value":3},{"key":"b","value":[4]}])") ==
          Strings{"1:1|[4]"});
    // Typed values.
    CHECK(rows(R"([{"key":"a","value":{"string_value":"x","int_value":null}},
                   {"key":"b","value":{"string_value":null,"int_value":"5","double_value":6}}])") == Strings{"1:x|5"});
    CHECK(rows(R"([{"key":"a","value":{"set_timestamp_micros":9,"int_value":1}},{"key":"b","value":{}}])") ==
          Strings{"1:1|"});
    CHECK(rows(R"([{"key":"a","value":{"intValue":"1"}},{"key":"b","value":{"float_value":null}}])") ==
          Strings{"1:1|"});
    // No pairs.
    for (const std::string other : {"[]", "[1,2]", R"([{"key":1,"value":2}])", R"("x")", "null"}) {
        INFO(other);
        const std::string shown = other == "null" ? "" : other == R"("x")" ? "x" : other;
        CHECK(read_shaped(pairs({"p"}), "{\"id\":0,\"p\":" + other + "}", {"p"}).rows == Strings{"1:" + shown});
    }
    CHECK(read_shaped(pairs({"p", "q.r", "none"}),
                      R"({"id":0,"p":[{"key":"a","value":1}],"z":0,"q":{"r":[{"name":"b.c","value":2}]}})")
              .format.columns == Strings{"id", "p.a", "z", "q.r.b.c"});
}

TEST_CASE("references become what they refer to") {
    const Shape shape{{}, {}, {"data"}, {"r.x", "r.y"}, false};
    const auto rows = [&](const std::string& text) {
        return read_shaped(shape, text, {"data.id", "data.r.x.v", "data.r.y.v", "data.r.y.id", "included"}).rows;
    };
    const std::string data = R"("data":[{"id":"1","r":{"x":{"type":"t","id":"7"},"y":{"id":"8","type":"t"}}},)"
                             R"({"id":"2","r":{"x":{"type":"u","id":"7"}}},{"id":"3"},5])";
    const std::string included = R"("included":[{"type":"t","id":"8","v":"b"},{"v":"a","id":"7","type":"t"},)"
                                 R"({"type":"t","id":"7","v":"later"},{"id":"7"},{"type":"u","id":7,"v":"c"},9])";
    const Strings expected{"1:1|a|b|8|", "1:2||||", "1:3||||", "1:||||"};
    CHECK(rows("{" + data + "," + included + "}") == expected);
    CHECK(rows("{" + included + ",\"more\":0," + data + "}") == expected);
    CHECK(rows("{\"id\":0," + data + "}") == Strings{"1:1|||8|", "1:2||||", "1:3||||", "1:||||"});
    CHECK(rows("{" + data + R"(,"included":"x"})") == Strings{"1:1|||8|x", "1:2||||x", "1:3||||x", "1:||||x"});
    CHECK(rows(R"({"data":[],"included":[]})") == Strings{"1:||||"});
    CHECK(rows(R"({"data":{"id":"1"},"included":[]})") == Strings{"1:1||||[]"});
    // What becomes longer than 64 MiB is refused.
    std::string many;
    for (int i = 0; i < 70; ++i) many += R"({"r":{"x":{"type":"t","id":"7"}}},)";
    const std::string large = R"({"type":"t","id":"7","v":")" + std::string(1 << 20, 'x') + "\"}";
    const auto reading = read_shaped(shape, "{\"data\":[" + many + "1],\"included\":[" + large + "]}", {"data.id"});
    CHECK(reading.rows.empty());
    CHECK(reading.what == Strings{"with all that it refers to, this record is longer than 64 MiB"});
}

TEST_CASE("the object is found first, then pairs, then elements") {
    const Shape all{{"w"}, {"p"}, {"p.list"}, {}, true};
    CHECK(read_shaped(all, R"({"p":0,"w":"{\"p\":[{\"key\":\"list\",\"value\":[1,2]},{\"key\":\"k\",\"value\":3}]}"})",
                      {"p.list", "p.list_last", "p.k"})
              .rows == Strings{"1:1|2|3", "1:2|2|3"});
}

TEST_CASE("a key may hold dots, be escaped or repeated") {
    check({
        {unwrap({"x.y.z"}), R"({"x.y":{"z":{"a":1}}})", {"1:1|"}},
        {unwrap({"x.y.z"}), R"({"x":{"y.z":{"a":1}}})", {"1:1|"}},
        {unwrap({"x.y"}), R"({"x.y":{"a":1},"x":{"y":{"a":2}}})", {"1:1|"}},
        {unwrap({"x.y"}), R"({"x":{"y":{"a":2}},"x.y":{"a":1}})", {"1:1|"}},
        {unwrap({"x.y"}), R"({"xx":{"y":{"a":2}},"x.":{"a":3},"x.yy":{"a":4},"a":1})", {"1:1|"}},
        {unwrap({"w"}), R"({"\u0077":{"a":1}})", {"1:1|"}},
        {unwrap({"\"\\"}), R"({"\"\\":{"a":1}})", {"1:1|"}},
        {unwrap({"w"}), R"({"w":{"a":1},"w":{"b":2}})", {"1:|2"}},
        {unwrap({"w.x"}), R"({"w":{"x":{"a":1}},"w":{"b":2}})", {"1:1|"}},
        {each("b"), R"({"b":[1],"a":3,"b":[4,5],"a":6})", {"1:6|4", "1:6|5"}},
        {each("b"), R"({"\u0062":[1,2]})", {"1:|1", "1:|2"}},
        {each("b"),
         R"({"id":0,"b":[{"a":1}],"a":{"b":["]",{"\\":"}"}]}})",
         {"1:{\"b\":[\"]\",{\"\\\\\":\"}\"}]}|{\"a\":1}"}},
    });
}

TEST_CASE("values keep their spelling") {
    for (const std::string number : {"9007199254740993", "12345678901234567", "-0", "1e400", "1E+05", "0.10e-3",
                                     "123456789012345678901234567890", "1.50"}) {
        INFO(number);
        const Strings rows{"1:" + number + "|" + number};
        CHECK(read_shaped(unwrap({"w"}), R"({"w":{"a":)" + number + R"(,"b":)" + number + "}}", {"a", "b"}).rows ==
              rows);
        CHECK(read_shaped(each("b"), R"({"a":)" + number + R"(,"b":[)" + number + "]}", {"a", "b"}).rows == rows);
        CHECK(read_shaped(pairs({"p"}), R"({"id":0,"a":)" + number + R"(,"p":[{"key":"b","value":)" + number + "}]}",
                          {"a", "p.b"})
                  .rows == rows);
    }
    const std::string text = "\xf0\x9f\x98\x80 \\u00e9\\ud83d\\ude00\\/\\\"";
    CHECK(read_shaped(each("b"), R"({"b":[")" + text + "\"]}", {"b"}).rows ==
          Strings{"1:\xf0\x9f\x98\x80 \xc3\xa9\xf0\x9f\x98\x80/\""});
}

TEST_CASE("webhooks of mail services become their events") {
    const auto first_of = [](const Shape& shape, const std::string& text, Strings columns) {
        return read_shaped(shape, text, std::move(columns)).rows;
    };
    CHECK(first_of({{"Message"}, {}, {"bounce.bouncedRecipients"}, {}, false},
                   R"({"Type":"Notification","MessageId":"1","Message":"{\"notificationType\":\"Bounce\",)"
                   R"(\"bounce\":{\"bouncedRecipients\":[{\"emailAddress\":\"x@example.com\"},)"
                   R"({\"emailAddress\":\"y@example.com\"}],\"timestamp\":\"2016-01-27T14:59:44Z\"}}"})"
                   "\n"
                   R"({"notificationType":"Delivery","mail":{"timestamp":"2016-01-27T14:59:38Z"}})",
                   {"notificationType", "bounce.bouncedRecipients.emailAddress", "bounce.timestamp"}) ==
          Strings{"1:Bounce|x@example.com|2016-01-27T14:59:44Z", "1:Bounce|y@example.com|2016-01-27T14:59:44Z",
                  "2:Delivery||"});
    CHECK(first_of(unwrap({"event-data"}),
                   R"({"signature":{"timestamp":"1"},"event-data":{"event":"opened","timestamp":1534108637.153125,)"
                   R"("message":{"headers":{"message-id":"1@example.org"}}}})",
                   {"event", "timestamp", "message.headers.message-id"}) ==
          Strings{"1:opened|1534108637.153125|1@example.org"});
    CHECK(first_of(unwrap({"msys.*"}),
                   "[{\"msys\":{\"message_event\":{\"type\":\"bounce\",\"rcpt_to\":\"x@example.com\"}}},"
                   "{\"msys\":{\"track_event\":{\"type\":\"click\",\"rcpt_to\":\"y@example.com\"}}},{\"msys\":{}}]\n",
                   {"type", "rcpt_to"}) == Strings{"1:bounce|x@example.com", "1:click|y@example.com", "1:|"});
}

TEST_CASE("exports of web analytics become their events") {
    const auto ga4 =
        read_shaped(pairs({"event_params", "user_properties"}),
                    R"({"event_name":"page_view","event_timestamp":"1700000000000001","event_params":[)"
                    R"({"key":"ga_session_id","value":{"string_value":null,"int_value":"12345678901234567"}},)"
                    R"({"key":"page_location","value":{"string_value":"https://example.com/","int_value":null}},)"
                    R"({"key":"engaged","value":{}}],"user_properties":[{"key":"plan","value":{"string_value":"pro",)"
                    R"("set_timestamp_micros":"1699999999000000"}}]})");
    CHECK(ga4.format.columns == Strings{"event_name", "event_timestamp", "event_params.ga_session_id",
                                        "event_params.page_location", "event_params.engaged", "user_properties.plan"});
    CHECK(ga4.rows == Strings{"1:page_view|1700000000000001|12345678901234567|https://example.com/||pro"});
    CHECK(read_shaped(each("actionDetails", true),
                      R"([{"idVisit":"7","lastActionTimestamp":1000,"actionDetails":[{"url":"/a","timestamp":900},)"
                      R"({"url":"/b","timestamp":1000}]},{"idVisit":"8","actionDetails":[]}])",
                      {"idVisit", "actionDetails.url", "actionDetails.timestamp", "actionDetails_last.timestamp"})
              .rows == Strings{"1:7|/a|900|1000", "1:7|/b|1000|1000", "1:8|||"});
}
