# bench_figures.py -- the benchmark sees it where figures of engage and of a peer differ.
# SPDX-License-Identifier: MIT
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "bench"))
import figures

ENGAGE = {("email", "campaign", "spring", "sent"): 10, ("web", "", "", "session_seconds"): 12.345,
          ("web", "page", '/a?q="b"', "exits"): 3}
TABLES = '#channel\tcampaign\tsent\nemail\tspring\t10\n#channel\tsession_seconds\nweb\t12.345\n' \
         '#channel\tpage\texits\nweb\t/a?q="b"\t3\n'


def found(tables, partial=""):
    return figures.differences(ENGAGE, figures.of_tables(tables), partial)


def expect(what, got, wanted):
    if got != wanted:
        sys.exit(f"{what}: {got}, not {wanted}")


expect("the same", found(TABLES), [])
expect("another count", found(TABLES.replace("\t10", "\t11")),
       ['email sent of campaign "spring": engage says 10, the other 11.0'])
expect("another second", found(TABLES.replace("12.345", "12.346")),
       ["web session_seconds: engage says 12.345, the other 12.346"])
expect("a group too many", found(TABLES.replace("spring\t10\n", "spring\t10\nemail\tautumn\t1\n")),
       ['email sent of campaign "autumn": engage says 0, the other 1.0'])
expect("another name", len(found(TABLES.replace("spring", "sprung"))), 2)
part = TABLES[:TABLES.index("#channel\tsession")]
expect("a part of the job", found(part, "counts"), [])
expect("a part of the job that was to be whole", found(part),
       ["web session_seconds: not told", "web exits by page: not told"])
expect("a short list that differs", figures.strays({("web", "page", "/", "exits"): 2}, {("web", "page", "/", "exits"): 3}),
       ['web exits of page "/": 2, but 3 where all pages were asked for'])
