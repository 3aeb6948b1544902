# pandas_peer.py -- Python's pandas.
# SPDX-License-Identifier: MIT
import pathlib
import sys

from . import peer

JOB = pathlib.Path(__file__).with_name("pandas_job.py")


class Pandas(peer.Peer):
    name = "pandas"
    title = "pandas"
    formats = ("csv", "ndjson")
    most_rows = 2_000_000
    repeat = 3

    def python(self):
        """-> the Python that has pandas: the one that runs this, or the system's; else None"""
        pythons = (sys.executable, "/usr/bin/python3")
        return next((one for one in pythons if peer.first_line(one, "-c", "import pandas; print(1)")), None)

    def missing(self, tools):
        return "" if self.python() else "no pandas"

    def version(self, tools):
        return "pandas " + peer.first_line(self.python(), "-c", "import pandas; print(pandas.__version__)")

    def command(self, tools, data, top):
        return [self.python(), JOB, data.path, data.format, top]


PEERS = [Pandas()]
