# duckdb_peer.py -- DuckDB, through the library that its package for npm brings: tuned, and as an analyst would type it.
# SPDX-License-Identifier: MIT
import os
import pathlib
import subprocess

from . import peer

RUNNER = pathlib.Path(__file__).with_name("duckdb_runner.cpp")
CHANNELS = "email push web social support survey customer".split()
EVENTS = ("sent delivered bounced opened clicked converted unsubscribed page_view like share comment click contacted "
          "resolved nps csat used").split()
TYPES = {"time": "TIMESTAMP", "channel": "channels", "event": "events", "score": "TINYINT", "value": "DOUBLE"}


def word_list(words):
    return ", ".join(f"'{word}'" for word in words)


class DuckDB(peer.Peer):
    name = "duckdb"
    title = "DuckDB, tuned"
    formats = ("csv", "ndjson")

    def missing(self, tools):
        if not self.library(tools):
            return "no library of DuckDB (bench/install-peers gets it)"
        self.build(tools)
        return ""

    def library(self, tools):
        return next(tools.packages.glob("node_modules/@duckdb/*/libduckdb.so"), None)

    def runner(self, tools):
        return tools.build / "duckdb_runner"

    def build(self, tools):
        runner, folder = self.runner(tools), self.library(tools).parent
        if not runner.exists() or runner.stat().st_mtime < RUNNER.stat().st_mtime:
            subprocess.run([os.environ.get("CXX", "g++"), "-std=c++20", "-O2", "-o", runner, RUNNER,
                            f"-L{folder}", "-lduckdb", f"-Wl,-rpath,{folder}"], check=True)

    def version(self, tools):
        return "DuckDB " + peer.first_line(self.runner(tools)).lstrip("v")

    def reading(self, data):
        """-> statements that make the table `event`: types and words are told, and the order of rows is free"""
        types = {column: TYPES.get(column, "VARCHAR") for column in data.columns}
        columns = ", ".join(f"'{column}': '{kind}'" for column, kind in types.items())
        if data.format == "csv":
            line_end = "\\r\\n" if data.shape == "crlf" else "\\n"
            source = (f"read_csv('{data.path}', header = true, auto_detect = false, delim = ',', quote = '\"', "
                      f"escape = '\"', new_line = '{line_end}', columns = {{{columns}}})")
        else:
            source = f"read_json('{data.path}', format = 'newline_delimited', columns = {{{columns}}})"
        return [f"CREATE TYPE channels AS ENUM ({word_list(CHANNELS)})",
                f"CREATE TYPE events AS ENUM ({word_list(EVENTS)})",
                "SET preserve_insertion_order = false", self.table(data, source)]

    def table(self, data, source):
        return f"CREATE TEMP TABLE event AS SELECT {peer.selected(data, peer.COLUMNS)} FROM {source}"

    def command(self, tools, data, top):
        reading, job = tools.scratch / "duckdb_reading.sql", tools.scratch / "duckdb_job.sql"
        reading.write_text("".join(f"{statement};\n\n" for statement in self.reading(data)), "utf-8")
        job.write_text(peer.statements("duckdb.sql", top), "utf-8")
        return [self.runner(tools), tools.threads, reading, job]


class DuckDBDetecting(DuckDB):
    name = "duckdb-detecting"
    title = "DuckDB, types detected"

    def reading(self, data):
        function = "read_csv" if data.format == "csv" else "read_json"
        return ["SET TimeZone = 'UTC'", self.table(data, f"{function}('{data.path}')")]


PEERS = [DuckDB(), DuckDBDetecting()]
