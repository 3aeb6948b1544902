# __init__.py -- every program that engage is compared with, as the benchmark sees them: a new one is one more line here.
# SPDX-License-Identifier: MIT
from . import duckdb_peer, goaccess_peer, miller_peer, pandas_peer, python_peer, sqlite_peer, wc_peer

MODULES = [duckdb_peer, sqlite_peer, pandas_peer, miller_peer, python_peer, goaccess_peer, wc_peer]
PEERS = [one for module in MODULES for one in module.PEERS]
