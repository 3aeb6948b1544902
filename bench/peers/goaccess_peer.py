# goaccess_peer.py -- GoAccess, which counts the page views in the log of a web server.
# SPDX-License-Identifier: MIT
import json
import shutil

from . import peer


class GoAccess(peer.Peer):
    name = "goaccess"
    title = "GoAccess"
    formats = ("log",)
    partial = "page views; its visitors are addresses per day"

    def missing(self, tools):
        return "" if shutil.which("goaccess") else "no goaccess"

    def version(self, tools):
        return peer.first_line("goaccess", "--version").rstrip(".").replace(" - ", " ")

    def command(self, tools, data, top):
        return ["goaccess", data.path, "--no-global-config", "--no-progress", "--log-format=COMBINED", "-o", "json"]

    def tables(self, output):
        return f"#channel\tpage_views\nweb\t{json.loads(output)['general']['valid_requests']}\n"


PEERS = [GoAccess()]
