# python_peer.py -- Python's own readers and SQLite: slow, but there wherever Python is, for any shape and format.
# SPDX-License-Identifier: MIT
import pathlib
import sqlite3
import sys

from . import peer

JOB = pathlib.Path(__file__).with_name("python_job.py")


class Python(peer.Peer):
    name = "python"
    title = "Python and its SQLite"
    formats = ("csv", "ndjson")
    most_rows = 200_000
    repeat = 3

    def missing(self, tools):
        return "" if sqlite3.sqlite_version_info >= (3, 38) else f"SQLite {sqlite3.sqlite_version} lacks unixepoch()"

    def version(self, tools):
        return f"Python {sys.version.split()[0]} with SQLite {sqlite3.sqlite_version}"

    def command(self, tools, data, top):
        script = tools.scratch / "python.sql"
        script.write_text(peer.statements("sqlite.sql", top), "utf-8")
        return [sys.executable, JOB, data.path, data.format, script]


PEERS = [Python()]
