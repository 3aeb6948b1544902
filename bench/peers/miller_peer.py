# miller_peer.py -- Miller, which can do a part of the job: the counts of each campaign, with nothing that is distinct.
# SPDX-License-Identifier: MIT
import shutil

from . import peer

NAMES = {"opened": "opens", "clicked": "clicks"}
PRINTED = ["channel", "campaign", "sent", "delivered", "bounced", *NAMES.values()]


class Miller(peer.Peer):
    name = "miller"
    title = "Miller"
    formats = ("csv", "ndjson")
    most_rows = 2_000_000
    repeat = 3
    partial = "counts per campaign only"

    def missing(self, tools):
        return "" if shutil.which("mlr") else "no mlr"

    def version(self, tools):
        return peer.first_line("mlr", "--version").replace("mlr", "Miller")

    def suits(self, data):
        return super().suits(data) and "campaign" in data.columns

    def command(self, tools, data, top):
        renamed = ",".join(word for pair in NAMES.items() for word in pair)
        verbs = ["filter", '$channel == "email" || $channel == "push"',
                 "then", "count-distinct", "-f", "channel,campaign,event", "then", "reshape", "-s", "event,count",
                 "then", "unsparsify", "--fill-with", "0", "then", "rename", renamed,
                 "then", "cut", "-o", "-f", ",".join(PRINTED)]
        reading = "--icsv" if data.format == "csv" else "--ijsonl"
        return ["env", f"GOMAXPROCS={tools.threads}", "mlr", reading, "--otsv", *verbs, data.path]

    def tables(self, output):
        return "#" + output


PEERS = [Miller()]
