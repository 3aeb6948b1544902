# wc_peer.py -- `wc -l`, the floor: it reads every byte once and looks for one of 256.
# SPDX-License-Identifier: MIT
from . import peer


class WordCount(peer.Peer):
    name = "wc"
    title = "`wc -l`"
    formats = ("csv", "ndjson", "log")
    partial = "counts lines"

    def missing(self, tools):
        return "" if self.version(tools) else "no wc"

    def version(self, tools):
        return peer.first_line("wc", "--version")

    def command(self, tools, data, top):
        return ["wc", "-l", data.path]

    def tables(self, output):
        return ""  # no figure of the report


PEERS = [WordCount()]
