# sqlite_peer.py -- SQLite by its own command line: import the table into memory, then SQL.
# SPDX-License-Identifier: MIT
import shutil

from . import peer


class SQLite(peer.Peer):
    name = "sqlite"
    title = "SQLite"
    most_rows = 2_000_000
    repeat = 3

    def missing(self, tools):
        return "" if shutil.which("sqlite3") else "no sqlite3"

    def version(self, tools):
        return "SQLite " + peer.first_line("sqlite3", "--version").split()[0]

    def command(self, tools, data, top):
        script = tools.scratch / "sqlite.sql"
        script.write_text(f".import --csv '{data.path}' raw\n.headers on\n.mode list\n.separator '\t'\n"
                          "CREATE TEMP VIEW event AS\n"  # an imported score is text
                          "SELECT time, customer, channel, event, campaign, session, page,\n"
                          "    CAST(score AS INTEGER) AS score\n"
                          f"FROM (SELECT {peer.selected(data, peer.COLUMNS)} FROM raw);\n"
                          + peer.statements("sqlite.sql", top), "utf-8")
        return ["sqlite3", "-batch", ":memory:", f".read '{script}'"]


PEERS = [SQLite()]
