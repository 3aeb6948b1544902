# python_job.py -- the report's main figures by what every Python brings: its readers of CSV and JSON, and its SQLite.
# SPDX-License-Identifier: MIT
"""python3 python_job.py FILE csv|ndjson SQL      prints the tables that the statements of the file SQL give"""
import csv
import json
import sqlite3
import sys

COLUMNS = ["time", "customer", "channel", "event", "campaign", "session", "page", "score"]


def records(path, form):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file) if form == "csv" else map(json.loads, file)


def events(path, form):
    for record in records(path, form):
        record.setdefault("channel", "web")  # a file that tells none holds page views
        yield [None if record.get(column) == "" else record.get(column) for column in COLUMNS]


def main(path, form, script):
    base = sqlite3.connect(":memory:")
    base.execute(f"CREATE TABLE event ({', '.join(COLUMNS)} INTEGER)")  # the last, score, is compared as a number
    base.executemany(f"INSERT INTO event VALUES ({', '.join('?' * len(COLUMNS))})", events(path, form))
    with open(script, encoding="utf-8") as file:
        for statement in file.read().split("\n\n"):
            result = base.execute(statement)
            if result.description:
                for row in [[column[0] for column in result.description], *result]:
                    print("\t".join("" if cell is None else str(cell) for cell in row))


if __name__ == "__main__":
    main(*sys.argv[1:])
