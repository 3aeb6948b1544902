// duckdb_runner.cpp -- runs SQL in DuckDB's library, as close to its engine as one can get.
// SPDX-License-Identifier: MIT
//
//     duckdb_runner                   prints the version of the library
//     duckdb_runner THREADS FILE…     runs the statements of the files, which are parted by empty lines
//
// A result is printed as "#" and its columns' names, then its rows, with tabs between cells. The functions are declared
// here because the package that brings the library brings no header.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

extern "C" {
struct duckdb_result {
    std::uint64_t deprecated_counts[3];
    void* deprecated_columns;
    char* deprecated_message;
    void* internal;
};
const char* duckdb_library_version();
int duckdb_open(const char* path, void** database);
int duckdb_connect(void* database, void** connection);
int duckdb_query(void* connection, const char* sql, duckdb_result* result);
const char* duckdb_result_error(duckdb_result* result);
int duckdb_result_return_type(duckdb_result result);
std::uint64_t duckdb_column_count(duckdb_result* result);
std::uint64_t duckdb_row_count(duckdb_result* result);
const char* duckdb_column_name(duckdb_result* result, std::uint64_t column);
char* duckdb_value_varchar(duckdb_result* result, std::uint64_t column, std::uint64_t row);
void duckdb_free(void* memory);
void duckdb_destroy_result(duckdb_result* result);
}

namespace {
constexpr int kRowsWereReturned = 3; // DUCKDB_RESULT_TYPE_QUERY_RESULT

void print(duckdb_result& result) {
    const std::uint64_t columns = duckdb_column_count(&result), rows = duckdb_row_count(&result);
    for (std::uint64_t column = 0; column < columns; ++column)
        std::printf("%s%s", column == 0 ? "#" : "\t", duckdb_column_name(&result, column));
    for (std::uint64_t row = 0; row < rows; ++row)
        for (std::uint64_t column = 0; column < columns; ++column) {
            char* cell = duckdb_value_varchar(&result, column, row);
            std::printf("%c%s", column == 0 ? '\n' : '\t', cell == nullptr ? "" : cell);
            duckdb_free(cell);
        }
    std::putchar('\n');
}

void run(void* connection, const std::string& sql) {
    duckdb_result result{};
    if (duckdb_query(connection, sql.c_str(), &result) != 0) {
        std::cerr << "duckdb_runner: " << duckdb_result_error(&result) << "\nin: " << sql << '\n';
        std::exit(1);
    }
    if (duckdb_result_return_type(result) == kRowsWereReturned) print(result);
    duckdb_destroy_result(&result);
}
} // namespace

int main(int count, char** words) {
    if (count < 3) return std::puts(duckdb_library_version()), 0;
    void *database = nullptr, *connection = nullptr;
    if (duckdb_open(nullptr, &database) != 0 || duckdb_connect(database, &connection) != 0) return 1;
    run(connection, std::string("SET threads = ") + words[1]);
    for (int index = 2; index < count; ++index) {
        std::ifstream file(words[index]);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t end = std::min(text.find("\n\n", begin), text.size());
            run(connection, text.substr(begin, end - begin));
            begin = end + 2;
        }
    }
    std::fflush(stdout);
    std::_Exit(0); // freeing everything first would only cost DuckDB time
}
