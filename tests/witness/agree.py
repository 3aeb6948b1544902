# agree.py -- compares engage with its witness on random exports, and with itself where the figures must stay the same.
# SPDX-License-Identifier: MIT
"""python3 agree.py ENGAGE [SEEDS]     SEEDS: how many (default 25), or FIRST-LAST

Of every seed two sets of exports are made. On the first, every tally, every figure by every definition, and the ledger
must be those of expected_report.py. On the second, in which no order of rows is told by equal times, the figures must
stay the same when rows are shuffled within files, when every file is cut in two, and when every row that has an id is
there twice; and the bytes of the report must be the same for any number of threads. A large export, of many
chunks, is put to the last four again. The exports of a failure are kept.
"""
import collections
import gzip
import json
import math
import pathlib
import random
import shlex
import shutil
import subprocess
import sys
import tempfile

import expected_report as witness

HERE = pathlib.Path(__file__).resolve().parent
ENGAGE = ""
LARGE = [8, "--unique-times", "--rows", "40000"]  # a seed of which all rows are counted, in nine channels and all orders


class Wrong(Exception):
    """What differs, a line each."""


# ------------------------------------------------------------------ running

def make_export(folder, seed, *options):
    """-> (files, options of the report)"""
    subprocess.run([sys.executable, HERE / "random_export.py", str(seed), folder, *options], check=True)
    args = shlex.split((folder / "args.txt").read_text("utf-8"))
    return sorted(path for path in folder.iterdir() if path.name != "args.txt"), args


def run(files, args, *more):
    """-> the JSON report, as text"""
    words = [ENGAGE, "report", *map(str, files), *args, *more, "--format", "json", "--top", "0", "--max-refused", "100%", "-q"]
    done = subprocess.run(words, capture_output=True, stdin=subprocess.DEVNULL)
    if done.returncode != 0 or done.stderr:
        raise Wrong(f"exit status {done.returncode} of {shlex.join(words)}", done.stderr.decode(errors="replace")[-2000:].strip())
    return done.stdout.decode()


# ------------------------------------------------------------------ engage and its witness

def equal(expected, got):
    if expected is None or got is None:
        return expected is got
    return float(expected) == float(got)


def compare_metrics(where, expected, got, definition):
    """definition: metric -> the name of the definition asked for, where there is a choice"""
    for metric, figure in expected.items():
        name = definition.get(metric, figure["definition"])
        if name != figure["definition"]:
            figure = figure["definitions"][name]
        if metric not in got:
            # an export that does not tell which mentions were answered has no such figure
            if metric != "brand_reply_rate" or figure["value"] is not None:
                yield f"{where}: {metric} is missing"
            continue
        seen = got[metric]
        if name != "default" and seen["definition"] != name:
            yield f"{where}: {metric} is by {seen['definition']}, not {name}"
        if not equal(figure["value"], seen["value"]):
            yield (f"{where}: {metric} ({name}) is {seen['value']} = {seen.get('numerator')} / {seen.get('denominator')}, "
                   f"expected {figure['value']} = {figure.get('numerator')} / {figure.get('denominator')}")
        elif figure["value"] is None:
            if not seen.get("reason"):
                yield f"{where}: {metric} ({name}) is undefined without a reason"
        elif "numerator" in figure and not (equal(figure["numerator"], seen["numerator"])
                                            and equal(figure["denominator"], seen["denominator"])):
            yield (f"{where}: {metric} ({name}) is made of {seen['numerator']} / {seen['denominator']}, "
                   f"expected {figure['numerator']} / {figure['denominator']}")
        else:
            yield from compare_errors(f"{where}: {metric} ({name})", figure.get("by_customer"), seen.get("interval", {}))


def compare_errors(where, expected, interval):
    """Few customers, or very unequal ones, have a standard error but no interval; what is told of others must be true."""
    if interval.get("method") != "linearised":
        INTERVALS["no interval"] += expected is not None
    elif expected is None:
        yield f"{where} has an interval, though its customers do not account for it"
    elif expected["customers"] != interval["customers"] or not math.isclose(
            expected["standard_error"], interval["standard_error"], rel_tol=1e-9):
        yield f"{where} is by {interval}, expected {expected}"
    else:
        INTERVALS["interval"] += 1


def compare_sections(where, expected, got, definition):
    for tally, amount in expected["tallies"].items():
        if tally not in got["tallies"]:
            yield f"{where}: tally {tally} is missing"
        elif not equal(amount, got["tallies"][tally]):
            yield f"{where}: tally {tally} is {got['tallies'][tally]}, expected {amount}"
    yield from compare_metrics(where, expected["metrics"], got["metrics"], definition)
    for kind in "tallies", "metrics":
        UNWITNESSED.update(f"{name} ({kind})" for name in got[kind].keys() - expected[kind].keys())
    yield from compare_keys(f"{where}, breakdowns", expected.get("breakdowns", {}), got.get("breakdowns", {}))
    for dimension, values in expected.get("breakdowns", {}).items():
        seen = got.get("breakdowns", {}).get(dimension, {})
        yield from compare_keys(f"{where}, by {dimension}", values, seen)
        for value in values.keys() & seen.keys():
            yield from compare_sections(f"{where}, {dimension} {value!r}", values[value], seen[value], definition)


def compare_keys(where, expected, got):
    yield from (f"{where}: {key!r} is missing" for key in expected.keys() - got.keys())
    yield from (f"{where}: {key!r} is too many" for key in got.keys() - expected.keys())


def compare_reports(expected, got, definition):
    for field in "from", "to":
        if expected["period"][field] != got["period"][field]:
            yield f"period: {field} is {got['period'][field]}, expected {expected['period'][field]}"
    for file, seen in zip(expected["inputs"], got["inputs"], strict=True):
        if file["rows"] != seen["rows"]:
            yield f"ledger of {pathlib.Path(file['name']).name}: {seen['rows']}, expected {file['rows']}"
    yield from compare_keys("channels", expected["channels"], got["channels"])
    for channel in expected["channels"].keys() & got["channels"].keys():
        yield from compare_sections(channel, expected["channels"][channel], got["channels"][channel], definition)
    yield from compare_sections("customers", expected["customers"], got["customers"], definition)


INTERVALS = collections.Counter()  # made of customers that the witness knows, or not made
UNWITNESSED = set()  # what the report has and the witness does not know: said, but no failure


def rounds_of_definitions():
    """The default of every metric, then its second definition, and so on until each had its turn."""
    names = {}
    for _, metric, definition, *_ in witness.METRICS:
        names.setdefault(metric, []).append(definition)
    for turn in range(max(map(len, names.values()))):
        yield {metric: all_[turn] for metric, all_ in names.items() if len(all_) > 1 and len(all_) > turn}


def check_witness(files, args):
    expected = json.loads(json.dumps(witness.report(witness.parse([*map(str, files), *args]))))
    for definition in rounds_of_definitions():
        words = [word for m, name in definition.items() if name != "default" for word in ("--define", f"{m}={name}")]
        got = json.loads(run(files, args, *words))
        if differences := list(compare_reports(expected, got, definition)):
            raise Wrong(*differences)


# ------------------------------------------------------------------ engage and itself

class Export:
    """The records of a file as they are written, to be put into other files."""

    def __init__(self, path):
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
        self.name, self.kind = path.name.split(".")[0], path.name.split(".")[1]
        self.head = self.last = None
        if self.kind == "json":
            self.records = text.removeprefix("[\n").removesuffix("\n]\n").split(",\n")
        elif self.kind == "ndjson":
            self.records = [line for line in text.split("\n") if line]
        else:
            lines = text.split("\n")
            self.records = [lines[0]]
            for line in lines[1:]:   # inside quotes a line goes on
                if self.records[-1].count('"') % 2:
                    self.records[-1] += "\n" + line
                else:
                    self.records.append(line)
            self.head, *self.records = (record for record in self.records if record.strip("\r"))
            if self.records[-1].count('"') % 2:
                self.last = self.records.pop()   # never closed: it must stay last
            self.records = [record.rstrip("\r") + ("\r" if self.head.endswith("\r") else "") for record in self.records]
        parsed = list(witness.read_records(str(path)))
        assert len(parsed) == len(self.records) + (self.last is not None), path
        self.has_id = [isinstance(texts, dict) and bool(texts.get("id")) for texts in parsed][:len(self.records)]

    def write(self, folder, records, part="", last=True):
        folder.mkdir(exist_ok=True)
        path = folder / f"{self.name}{part}.{self.kind}"
        if self.kind == "json":
            path.write_text("[\n" + ",\n".join(records) + "\n]\n", "utf-8", newline="")
        else:
            lines = ([self.head] if self.head else []) + records + ([self.last] if self.last and last else [])
            path.write_text("\n".join(lines) + "\n", "utf-8", newline="")
        return path


def shuffled(exports, folder):
    order = random.Random(0)
    return [e.write(folder, order.sample(e.records, len(e.records))) for e in exports]


def cut_in_two(exports, folder):
    for e in exports:
        middle = len(e.records) // 2
        yield e.write(folder, e.records[:middle], part="1", last=False)
        yield e.write(folder, e.records[middle:], part="2")


def twice(exports, folder):
    return [e.write(folder, e.records + [r for r, has_id in zip(e.records, e.has_id) if has_id]) for e in exports]


def differing_paths(a, b, path=""):
    if isinstance(a, dict) and isinstance(b, dict):
        for key in a.keys() | b.keys():
            yield from differing_paths(a.get(key), b.get(key), f"{path}/{key}")
    elif a != b:
        yield f"{path}: {json.dumps(b)[:200]}, expected {json.dumps(a)[:200]}"


def without_inputs(text):
    return {key: value for key, value in json.loads(text).items() if key != "inputs"}


def ledgers(text, of=("read", "counted", "ignored", "refused")):
    """The sums over all inputs."""
    sums = {}
    for file in json.loads(text)["inputs"]:
        for kind, amount in file["rows"].items():
            if kind in of:
                for reason, n in (amount.items() if isinstance(amount, dict) else [("", amount)]):
                    sums[f"{kind} {reason}"] = sums.get(f"{kind} {reason}", 0) + n
    return sums


def check_change(change, of=("read", "counted", "ignored", "refused")):
    def check(files, args):
        plain = run(files, args)
        folder = files[0].parent / change.__name__
        changed = run(list(change([Export(path) for path in files], folder)), args)
        if differences := [*differing_paths(without_inputs(plain), without_inputs(changed)),
                           *differing_paths(ledgers(plain, of), ledgers(changed, of), "/ledger")]:
            raise Wrong(*differences)
    return check


def check_threads(files, args):
    one = run(files, args, "--threads", "1")
    for threads in "2", "5":
        if run(files, args, "--threads", threads) != one:
            raise Wrong(f"the report with --threads {threads} differs from that with --threads 1")


SAME = {"shuffled": check_change(shuffled), "cut in two": check_change(cut_in_two),
        "ids twice": check_change(twice, of=("counted",)), "threads": check_threads}


# ------------------------------------------------------------------ all of it

def main():
    global ENGAGE
    ENGAGE = str(pathlib.Path(sys.argv[1]).resolve())
    first, _, last = (sys.argv[2] if len(sys.argv) > 2 else "25").rpartition("-")
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="engage-witness-"))
    exports = []
    for seed in range(int(first or 1), int(last) + 1):
        exports += [(f"seed {seed}", [seed], {"witness": check_witness}),
                    (f"seed {seed}, unique times", [seed, "--unique-times"], SAME)]
    exports.append(("large", LARGE, SAME))
    passed = failed = 0
    for number, (title, options, checks) in enumerate(exports):
        folder = scratch / str(number)
        files, args = make_export(folder, *options)
        well = True
        for name, check in checks.items():
            try:
                check(files, args)
                passed += 1
            except Wrong as wrong:
                well, failed = False, failed + 1
                print(f"{title}, {name}: {len(wrong.args)} differences; {folder}; {shlex.join(args)}")
                print(*(f"    {line}" for line in wrong.args[:8]), sep="\n", flush=True)
        if well:
            shutil.rmtree(folder)
    if not failed:
        scratch.rmdir()
    if UNWITNESSED:
        print("not known to the witness:", ", ".join(sorted(UNWITNESSED)))
    print(f"{passed} passed, {failed} failed; of figures by customer {INTERVALS['interval']} have an interval, "
          f"{INTERVALS['no interval']} have too few or too unequal customers for one")
    return 1 if failed or not passed or not INTERVALS["interval"] else 0


if __name__ == "__main__":
    sys.exit(main())
