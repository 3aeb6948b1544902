# results.py -- writes what was measured as a page of Markdown: medians with spread, ratios of pairs, targets.
# SPDX-License-Identifier: MIT
import statistics

COSTS = [("cpu", "CPU s"), ("wall", "wall s"), ("peak", "peak MiB")]
MILLION = 1_000_000
# (what, rows, format, peer, cost, must, aim): how many times engage's cost the peer's is to be at least; or, of what is
# itself the floor, how many times the peer's cost engage's may be at most.
AT_LEAST = [
    ("CPU: DuckDB, tuned / engage", 10 * MILLION, "csv", "duckdb", "cpu", 5, 8),
    ("wall: DuckDB, tuned / engage", 10 * MILLION, "csv", "duckdb", "wall", 5, 8),
    ("peak memory: DuckDB, tuned / engage", 10 * MILLION, "csv", "duckdb", "peak", 4, 8),
    ("CPU: DuckDB, types detected / engage", 10 * MILLION, "csv", "duckdb-detecting", "cpu", 7, 11),
    ("CPU: DuckDB, tuned / engage", 10 * MILLION, "ndjson", "duckdb", "cpu", 4, 7),
    ("CPU: DuckDB, tuned / engage", MILLION, "csv", "duckdb", "cpu", 5, 7),
]
AT_MOST = [
    ("CPU: engage / `wc -l`", 10 * MILLION, "csv", "wc", "cpu", 14, 10),
    ("CPU: engage / `wc -l`", 10 * MILLION, "ndjson", "wc", "cpu", 11, 7.5),
]
START_MUST, START_AIM = 10, 4  # milliseconds
GROWTH_MUST = 5.5  # from 10 to 50 million rows


# ------------------------------------------------------------------ numbers

def figure(number):
    """-> three digits that count, none of them lost before the point"""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}" if number >= 1 else f"{number:.2g}"


def spread(numbers):
    """-> the median, and the smallest and the largest"""
    return f"{figure(statistics.median(numbers))} ({figure(min(numbers))} – {figure(max(numbers))})"


def ratios(comparison, cost):
    """-> of each pair of runs, the peer's cost as a multiple of engage's"""
    pairs = zip(comparison.own_costs, comparison.other_costs, strict=True)
    return [getattr(other, cost) / max(getattr(own, cost), 1e-6) for own, other in pairs]


def title(rows, form, shape="standard"):
    return f"{rows:,} rows of {form.upper()}" + ("" if shape == "standard" else f", shape `{shape}`")


# ------------------------------------------------------------------ tables

def table(header, rows):
    line = lambda cells: "| " + " | ".join(cells) + " |"
    return [line(header), line(["---"] + ["--:"] * (len(header) - 1)), *map(line, rows), ""]


def file_section(data, comparisons):
    size = data.path.stat().st_size / 1e6
    own = [cost for comparison in comparisons for cost in comparison.own_costs]
    rows = [["**engage**", *(spread([getattr(one, cost) for one in own]) for cost, _ in COSTS), "1", "1", "1"]]
    for comparison in comparisons:
        other = comparison.other
        name = other.title + (f" ({other.partial})" if other.partial else "")
        rows.append([name, *(spread([getattr(one, cost) for one in comparison.other_costs]) for cost, _ in COSTS),
                     *(spread(ratios(comparison, cost)) for cost, _ in COSTS)])
    header = [f"{figure(size)} MB", *(heading for _, heading in COSTS), "CPU ratio", "wall ratio", "memory ratio"]
    return [f"## {title(data.rows, data.format, data.shape)}", "", *table(header, rows)]


def by_file(comparisons):
    files = {}
    for comparison in comparisons:
        files.setdefault(comparison.data.path, []).append(comparison)
    return files.values()


# ------------------------------------------------------------------ targets

def verdict(measured, must, aim, at_least):
    beats = (lambda bound: measured >= bound) if at_least else (lambda bound: measured <= bound)
    return "aim reached" if beats(aim) else "met" if beats(must) else "**missed**"


def pair_targets(comparisons):
    standard = [one for one in comparisons if one.data.shape == "standard"]
    known = {(one.data.rows, one.data.format, one.other.name): one for one in standard}
    for at_least, targets in ((True, AT_LEAST), (False, AT_MOST)):
        sign = "≥" if at_least else "≤"
        for what, rows, form, peer, cost, must, aim in targets:
            cells = [f"{title(rows, form)}, {what}", f"{sign} {must}", f"{sign} {aim}"]
            comparison = known.get((rows, form, peer))
            if comparison is None:
                yield [*cells, "not measured", ""]
                continue
            measured = ratios(comparison, cost)
            measured = measured if at_least else [1 / ratio for ratio in measured]
            yield [*cells, spread(measured), verdict(statistics.median(measured), must, aim, at_least)]


def growth_target(comparisons):
    times = {}
    for one in comparisons:
        if (one.data.format, one.data.shape) == ("csv", "standard"):
            times.setdefault(one.data.rows, []).extend(cost.cpu for cost in one.own_costs)
    cells = ["CSV, engage's CPU: 50,000,000 rows / 10,000,000 rows", f"≤ {GROWTH_MUST}", ""]
    if not {10 * MILLION, 50 * MILLION} <= times.keys():
        return [*cells, "not measured", ""]
    measured = statistics.median(times[50 * MILLION]) / statistics.median(times[10 * MILLION])
    return [*cells, figure(measured), "met" if measured <= GROWTH_MUST else "**missed**"]


def start_target(starts):
    own, nothing = ([cost.wall * 1000 for cost in costs] for costs in starts)
    cells = ["1,000 rows of CSV, from start to exit, ms", f"≤ {START_MUST}", f"≤ {START_AIM}"]
    return [*cells, f"{spread(own)}; `true` takes {spread(nothing)}",
            verdict(statistics.median(own), START_MUST, START_AIM, False)]


# ------------------------------------------------------------------ page

def agreement(comparisons, failures):
    if failures:
        return ["**The figures do not all agree:**", "", "```text", *failures, "```"]
    checked = [one.agreed for one in comparisons if one.agreed]
    return [f"The figures agree: all {sum(checked):,} that were compared, in {len(checked)} pairs of a peer and a file."]


def page(comparisons, failures, starts, facts):
    """facts: sentences about the run"""
    lines = ["# How engage compares", "",
             "Written by `bench/run`; [README.md](README.md) says what is measured and how.", "",
             *(f"- {fact}" for fact in facts), "",
             *agreement(comparisons, failures), "",
             "A cell holds the median and, in brackets, the smallest and the largest. A ratio is the peer's cost divided by",
             "engage's, taken in each pair of runs, one right after the other: above 1, engage needs less.", "",
             "## Targets", "",
             *table(["what", "must", "aim", "measured", ""],
                    [*pair_targets(comparisons), growth_target(comparisons), start_target(starts)])]
    for group in by_file(comparisons):
        lines += file_section(group[0].data, group)
    return "\n".join(lines).rstrip("\n") + "\n"
