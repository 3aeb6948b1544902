// csv_test.cpp -- what a file of delimited text is read as: pairs of bytes and rows.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include "read_support.hpp"

using engage::test::read_all;
using engage::test::read_text;
using engage::test::Strings;

namespace {

struct Pair {
    std::string bytes;
    Strings rows;
};

void check(const std::vector<Pair>& pairs) {
    for (const Pair& pair : pairs) {
        INFO(pair.bytes);
        CHECK(read_all(pair.bytes) == pair.rows);
    }
}

} // namespace

TEST_CASE("a record ends with a line feed, with a carriage return before it or not, or with the file") {
    check({
        {"a,b\n1,2\n", {"2:1|2"}},
        {"a,b\r\n1,2\r\n", {"2:1|2"}},
        {"a,b\n1,2", {"2:1|2"}},
        {"a,b\r\n1,2\r\n3,4", {"2:1|2", "3:3|4"}},
        {"a,b\n1,\r\n", {"2:1|"}},
        {"a,b\n\"1\",\"2\"\r\n", {"2:1|2"}},
        {"a,b\n1,\"2\"", {"2:1|2"}},
        {"a,b\n1,2\r", {"2:1|2"}},
    });
}

TEST_CASE("a carriage return that is not before a line feed is data") {
    check({{"a,b\n1\r,2\n", {"2:1\r|2"}}, {"a,b\n1,x\ry\n", {"2:1|x\ry"}}});
}

TEST_CASE("a quoted cell holds delimiters, line ends and doubled quotes") {
    check({
        {"a,b\n\"1,2\",3\n", {"2:1,2|3"}},
        {"a,b\n\"1\n2\",3\n4,5\n", {"2:1\n2|3", "4:4|5"}},
        {"a,b\n\"1\r\n2\",3\r\n4,5\n", {"2:1\r\n2|3", "4:4|5"}},
        {"a,b\n\"say \"\"hi\"\"\",3\n", {"2:say \"hi\"|3"}},
        {"a,b\n\"\"\"\",\"\"\"x\"\"\"\n", {"2:\"|\"x\""}},
        {"a,b\n\"\",\"\"\n", {"2:|"}},
        {"a,b\n\"\"\"\"\"\",x\n", {"2:\"\"|x"}},
        {"a,b\n1,\"\n\n\"\n", {"2:1|\n\n"}},
        {"\"a,1\",b\n1,2\n", {"2:1|2"}},
    });
}

TEST_CASE("blanks around a cell are not data, inside quotes they are") {
    check({
        {"a,b\n 1 ,\t2\t\n", {"2:1|2"}},
        {"a,b\n\" 1 \",\"\t2\"\n", {"2: 1 |\t2"}},
        {"a,b\n \"1,1\" , \"2\" \n", {"2:1,1|2"}},
        {"a,b\n  ,  \n", {"2:|"}},
        {"a,b\r\n1,2 \r\n", {"2:1|2"}},
        {" a , b \n1,2\n", {"2:1|2"}},
    });
}

TEST_CASE("a quote inside an unquoted cell is data") {
    check({
        {"a,b\n5\" pipe,2\n", {"2:5\" pipe|2"}},
        {"a,b\nx\"y,z\",3\n", {"!2 too_many_cells"}},
        {"a,b\nx\"\"y,2\n", {"2:x\"\"y|2"}},
        {"a,b\n1,2\"\n3,4\n", {"2:1|2\"", "3:3|4"}},
    });
}

TEST_CASE("a record with text after a closing quote is refused, and the next one is read") {
    check({
        {"a,b\n\"ab\"c,2\n3,4\n", {"3:3|4", "!2 stray_quote"}},
        {"a,b\n\"ab\" c ,2\n3,4\n", {"3:3|4", "!2 stray_quote"}},
        {"a,b\n1,\"x\"y\r\n3,4\r\n", {"3:3|4", "!2 stray_quote"}},
        {"a,b\n3,4\n1,\"x\"y", {"2:3|4", "!3 stray_quote"}},
    });
}

TEST_CASE("blank lines are no records, but count as lines") {
    check({
        {"a,b\n\n1,2\n\r\n  \n3,4\n\n", {"3:1|2", "6:3|4"}},
        {"\n\r\na,b\n1,2\n", {"4:1|2"}},
        {"a\n\n1\n\n2\n", {"3:1", "5:2"}},
        {"a\n\"\"\n", {"2:"}},
    });
}

TEST_CASE("a record with more or fewer cells than the header is refused, and says how many") {
    const auto reading = read_text("a,b,c\n1,2,3\n1,2\n1,2,3,4\n1\n4,5,6\n");
    CHECK(reading.rows == Strings{"2:1|2|3", "6:4|5|6"});
    CHECK(reading.bad == Strings{"!3 too_few_cells", "!4 too_many_cells", "!5 too_few_cells"});
    CHECK(reading.what ==
          Strings{"2 cells where the header has 3", "4 cells where the header has 3", "1 cell where the header has 3"});
}

TEST_CASE("in a file of a single column, commas are text") {
    check({
        {"comment\nHello, world\nfine\n", {"2:Hello, world", "3:fine"}},
        {"comment\n\"Hello, world\"\n\"a\nb\"\n", {"2:Hello, world", "3:a\nb"}},
    });
}

TEST_CASE("a quote that is never closed costs its line alone") {
    check({
        {"a,b\n1,2\n3,\"4\n5,6\n7,8\n", {"2:1|2", "4:5|6", "5:7|8", "!3 unclosed_quote"}},
        {"a,b\n1,\"2", {"!2 unclosed_quote"}},
        {"a,b\n\"1,2\n", {"!2 unclosed_quote"}},
        {"a,\"b\n1,2\n", {"2:1|2"}},
    });
    check({{"a,b\r1,\"x\r2,3\r4,5\r", {"3:2|3", "4:4|5", "!2 unclosed_quote"}},
           {"a,b\r\n1,\"x\r\n2,3\r4,5\r\n", {"3:2|3", "4:4|5", "!2 unclosed_quote"}}});
    CHECK(read_text("a,\"b\n1,2\n").format.columns == Strings{"a", "b"});
}

TEST_CASE("the delimiter is the one that the lines agree on") {
    const std::vector<std::pair<std::string, char>> pairs = {
        {"a,b\n1,2\n", ','},
        {"a;b\n1;2\n", ';'},
        {"a\tb\n1\t2\n", '\t'},
        {"a;b\n1,5;2,5\n", ';'},
        {"x;y, z;w\n1;2;3\n4;5;6\n", ';'},
        {"\"a;b\",c\n\"1;2;3\",4\n", ','},
        {"a\n1\n", '\0'},
        {"a,b\tc\td\n1\t2\t3\n", '\t'},
        {"", ','},
    };
    for (const auto& [bytes, delimiter] : pairs) {
        INFO(bytes);
        CHECK(read_text(bytes).format.dialect.delimiter == delimiter);
    }
}

TEST_CASE("tabs part cells where they are the delimiter, and empty cells stay") {
    check({{"a\tb\tc\n\t\t\n 1 \t\t3\n", {"2:||", "3:1||3"}}, {"a\tb\n\"x\ty\"\t2\n", {"2:x\ty|2"}}});
}

TEST_CASE("a byte order mark is not part of the first column's name") {
    const auto reading = read_text("\xef\xbb\xbf"
                                   "a,b\n1,2\n");
    CHECK(reading.format.columns == Strings{"a", "b"});
    CHECK(reading.rows == Strings{"2:1|2"});
}

TEST_CASE("an empty input has no columns and no records") {
    for (const std::string bytes : {"", "\n", "\n\n  \r\n", "\xef\xbb\xbf", " "}) {
        const auto reading = read_text(bytes);
        CHECK(reading.format.columns.empty());
        CHECK(reading.rows.empty());
        CHECK(reading.bad.empty());
        CHECK(reading.chunks == 0);
    }
}

TEST_CASE("a header alone has columns and no records") {
    for (const std::string bytes : {"a,b", "a,b\n", "\na,b\r\n"}) {
        CHECK(read_text(bytes).format.columns == Strings{"a", "b"});
        CHECK(read_text(bytes).chunks == 0);
    }
}

TEST_CASE("unwanted columns are passed over, wanted ones stand where they are wanted") {
    CHECK(read_all("a,b,c,d\n1,2,3,4\n5,\"6\",7,\"8\"\n", {"d", "b"}) == Strings{"2:4|2", "3:8|6"});
    CHECK(read_all("a,b\n1,2\n", {"z", "a"}) == Strings{"2:|1"});
}

TEST_CASE("of two columns for one place the better name wins, of equals the first") {
    const auto rows = [](int rank_a, int rank_b) {
        return read_text("a,b\n1,2\n", {"x"}, {{"a", {0, rank_a}}, {"b", {0, rank_b}}}).rows;
    };
    CHECK(rows(0, 1) == Strings{"2:1"});
    CHECK(rows(1, 0) == Strings{"2:2"});
    CHECK(rows(3, 3) == Strings{"2:1"});
}

TEST_CASE("a zero is a character like others") {
    check({{std::string("a,b\n1\0"
                        "2,3\n",
                        9),
            {std::string("2:1\0"
                         "2|3",
                         7)}}});
}

TEST_CASE("a format says why it was taken") {
    CHECK(read_text("a,b\n1,2\n3\n").format.reasons ==
          Strings{"with ',' between cells, 2 of 3 records have as many cells as their neighbours (score 0.37; the next "
                  "best reading, none, 0.31)"});
    CHECK(read_text("a\n").format.reasons ==
          Strings{"no delimiter gives lines the same number of cells: one column of text"});
}

TEST_CASE("rows, refusals and lines are the same wherever chunks are cut") {
    std::string bytes = "a,b,c\n";
    Strings rows, bad;
    std::uint64_t line = 2;
    for (int i = 0; line < 60000; ++i) {
        const std::string number = std::to_string(i);
        if (i % 7 == 3) {
            bytes +=
                number + ",\"x\ny, \"\"z\"\"\",\"" + std::string(static_cast<std::size_t>(i % 300), 'q') + "\"\r\n";
            rows.push_back(std::to_string(line) + ":" + number + "|x\ny, \"z\"|" +
                           std::string(static_cast<std::size_t>(i % 300), 'q'));
            line += 2;
        } else if (i % 11 == 5) {
            bytes += number + ",\"x\n\n\"\n";
            bad.push_back("!" + std::to_string(line) + " too_few_cells");
            line += 3;
        } else if (i % 13 == 6) {
            bytes += "\n";
            line += 1;
        } else {
            bytes += number + ", plain \"text\",\n";
            rows.push_back(std::to_string(line) + ":" + number + "|plain \"text\"|");
            line += 1;
        }
    }
    const auto reading = read_text(bytes);
    CHECK(reading.chunks > 5);
    CHECK((reading.rows == rows));
    CHECK((reading.bad == bad));
    CHECK(reading.lines == line - 1);
}

TEST_CASE("a record larger than a chunk is read whole") {
    const std::string large(1000000, 'x');
    const std::string lines(300000, '\n');
    CHECK((read_all("a,b\n1," + large + "\n2,\"" + lines + "\"\n3,4\n") ==
           Strings{"2:1|" + large, "3:2|" + lines, "300004:3|4"}));
}

TEST_CASE("text that grows when it is decoded is read whole, however far was looked ahead") {
    constexpr std::size_t rows = 40'000;
    for (const std::size_t plain : {std::size_t{0}, std::size_t{130'980}, rows * 30}) { // bytes before the first accent
        std::string text = "a,b\n";
        for (std::size_t i = 0; i < rows; ++i) {
            const bool accents = text.size() >= plain;
            text += accents ? std::string(30, '\xe9') : std::string(30, 'e');
            text += ',' + std::to_string(i) + '\n';
        }
        const auto reading = read_text(text);
        REQUIRE(reading.rows.size() == rows);
        CHECK(reading.bad.empty());
        for (std::size_t i = 0; i < rows; ++i)
            if (!reading.rows[i].ends_with('|' + std::to_string(i))) FAIL(reading.rows[i]);
    }
}

TEST_CASE("a record is read as it is written, whether its neighbours are quoted or not") {
    const Strings records{R"("1","2","3")", R"(1,2,3)",           R"("1","","3")",      R"(,,)",
                          R"("","","")",    R"("1","a""b",3)",    R"("""",2,"3""")",    R"("a"",""b",2,3)",
                          R"( 1 ,2, 3 )",   R"( "1" ,"2", "3" )", "\"1,2\",3,\"4\n5\"", R"(1,5" x,3)",
                          R"("1" x,2,3)",   R"("1","2")",         R"("1","2","3","4")", R"("1","2","3)",
                          R"("1",2,3 )",    R"(a"b,"2","c"d)",    R"(,"2", )",          "\"1\",\"2\",\"\n\n\""};
    for (const std::string end : {"\n", "\r\n"}) {
        for (const std::string& record : records) {
            const auto with = [&](const std::string& neighbour) {
                std::string text = "a,b,c" + end;
                for (int i = 0; i < 300; ++i) text += (i % 100 == 50 ? record : neighbour) + end;
                auto reading = read_text(text);
                std::erase_if(reading.rows, [](const std::string& row) { return row.ends_with(":x|y|z"); });
                return reading;
            };
            const auto quoted = with(R"("x","y","z")"), plain = with("x,y,z");
            INFO(record);
            CHECK(quoted.rows == plain.rows);
            CHECK(quoted.bad == plain.bad);
            CHECK(quoted.what == plain.what);
            CHECK(quoted.lines == plain.lines);
        }
    }
}

TEST_CASE("a quoted record that is longer than what is looked ahead is read whole") {
    const std::string cells(10'000, ','), record = R"("x",)" + cells + R"("y")";
    std::string text = "first" + std::string(10'001, ',') + "last\n";
    for (int i = 0; i < 5; ++i) text += record + "\n";
    const auto reading = read_text(text, {"first", "last"});
    CHECK(reading.bad.empty());
    CHECK(reading.rows == Strings{"2:x|y", "3:x|y", "4:x|y", "5:x|y", "6:x|y"});
}

TEST_CASE("a line of an access log with more cells than any that was looked at is refused") {
    const std::string line = "h - - [09/Nov/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"agent\"";
    std::string log;
    for (int i = 0; i < 20000; ++i) log += line + "\n";
    const auto reading = engage::test::read_text(log + line + " more\n" + line + "\n", {"log_status"});
    CHECK(reading.rows.size() == 20001);
    CHECK(reading.bad == Strings{"!20001 too_many_cells"});
    CHECK(reading.what == Strings{"11 cells where the lines looked at have at most 10"});
    CHECK(read_all(line + "\n" + line + " more\n", {"column_11"}) == Strings{"1:", "2:more"});
}
