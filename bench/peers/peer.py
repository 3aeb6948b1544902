# peer.py -- what the benchmark knows of a program that it compares engage with.
# SPDX-License-Identifier: MIT
import dataclasses
import pathlib
import subprocess

COLUMNS = ["time", "customer", "channel", "event", "campaign", "session", "page", "score", "value"]
FEW_COLUMNS = ["time", "customer", "event", "session", "page"]  # of the shape `few`, which holds page views only


@dataclasses.dataclass
class Tools:
    """Where things are, and how many threads everyone may use."""
    build: pathlib.Path
    scratch: pathlib.Path
    engage: pathlib.Path
    threads: int

    @property
    def packages(self):
        """the folder into which install-peers puts packages of npm"""
        return self.build / "tools"


@dataclasses.dataclass
class Data:
    """One file of events."""
    path: pathlib.Path
    format: str
    shape: str
    rows: int
    columns: list


class Peer:
    name = ""  # what --peers takes
    title = ""  # what a table says
    formats = ("csv",)
    most_rows = 10**12  # more would take it too long, or too much memory
    repeat = 100  # at most so many times, if it is slow
    partial = ""  # what it does, if not the whole job

    def missing(self, tools):
        """-> why it cannot run here, or ""; first it makes what it needs"""
        raise NotImplementedError

    def version(self, tools):
        raise NotImplementedError

    def suits(self, data):
        return data.format in self.formats and data.rows <= self.most_rows

    def command(self, tools, data, top):
        """-> the words of a command that prints what figures.of_tables reads; top: how many pages, 0 for all"""
        raise NotImplementedError

    def tables(self, output):
        """-> the tables in what the command printed"""
        return output


def first_line(*command):
    """-> the first line that a command prints, or "" where it cannot run"""
    try:
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    except OSError:
        return ""
    return done.stdout.strip().split("\n")[0] if done.returncode == 0 else ""


def selected(data, columns):
    """-> the list of a SELECT with these columns; what the file has not got is blank, and its channel is web"""
    blank = {"channel": "'web' AS channel"}
    return ", ".join(column if column in data.columns else blank.get(column, f"NULL AS {column}") for column in columns)


def statements(name, top):
    """-> the SQL of a file beside this one"""
    text = (pathlib.Path(__file__).parent / name).read_text("utf-8")
    return text.replace("${top}", str(top or 1_000_000_000))
