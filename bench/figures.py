# figures.py -- the figures that engage and its peers are asked for, out of what they print, and whether they agree.
# SPDX-License-Identifier: MIT
"""A figure is told by (channel, dimension, key, tally), such as ("email", "campaign", "club-2026-014", "sent")."""

MESSAGES = ["sent", "delivered", "bounced", "opens", "unique_opens", "clicks", "unique_clicks", "unique_conversions",
            "unsubscribes"]
# channel -> dimension -> tallies; "" is the channel's total
WANTED = {
    "email": {"campaign": MESSAGES},
    "push": {"campaign": MESSAGES},
    "web": {"": ["page_views", "sessions", "single_page_sessions", "session_seconds", "visitors"],
            "page": ["page_views", "exits"]},
    "survey": {"": ["promoters", "passives", "detractors", "csat_responses", "satisfied"]},
    "social": {"": ["likes", "shares", "comments", "social_clicks"]},
    "support": {"": ["contacts", "contacting_customers"]},
    "customers": {"": ["daily_active", "weekly_active", "monthly_active"]},
}


def of_report(report):
    """-> the wanted figures of a report in JSON"""
    figures = {}
    for channel, dimensions in WANTED.items():
        section = report["customers"] if channel == "customers" else report["channels"].get(channel)
        if section is None:
            continue
        for dimension, tallies in dimensions.items():
            groups = section["breakdowns"].get(dimension, {}) if dimension else {"": section}
            for key, group in groups.items():
                # What a group has no events for, it has no tally for.
                figures.update({(channel, dimension, key, tally): group["tallies"].get(tally) or 0 for tally in tallies})
    return figures


def of_tables(text):
    """-> the figures in tables: cells between tabs, headers after #; a table without a channel is of customers"""
    figures, header = {}, []
    for line in text.splitlines():
        if line.startswith("#"):
            header = line[1:].split("\t")
            continue
        row = dict(zip(header, line.split("\t"), strict=True))
        channel = row.pop("channel", "customers")
        dimension = next((word for word in ("campaign", "page") if word in row), "")
        key = row.pop(dimension, "")
        figures.update({(channel, dimension, key, tally): float(cell or 0) for tally, cell in row.items()})
    return figures


def name(figure):
    channel, dimension, key, tally = figure
    return f"{channel} {tally}" + (f' of {dimension} "{key}"' if dimension else "")


def kinds(figures):
    return {(channel, dimension, tally) for channel, dimension, _, tally in figures}


def differences(engage, other, partial):
    """-> a sentence for each figure in which they differ, in thousandths; a group that one of them lacks is 0 there

    partial: whether `other` need not have every figure that is wanted."""
    told = kinds(other)
    sentences = []
    if not partial:
        missing = sorted(kinds(engage) - told)
        sentences = [f"{channel} {tally}{dimension and ' by ' + dimension}: not told"
                     for channel, dimension, tally in missing]
    for figure in sorted(engage.keys() | other.keys()):
        channel, dimension, _, tally = figure
        if (channel, dimension, tally) in told:
            one, two = engage.get(figure, 0), other.get(figure, 0)
            if round(one * 1000) != round(two * 1000):
                sentences.append(f"{name(figure)}: engage says {one:,}, the other {two:,}")
    return sentences


def strays(cut, whole):
    """-> a sentence for each figure of a shortened output that is not the same in the whole one"""
    return [f"{name(figure)}: {value:,}, but {whole.get(figure, 'missing')} where all pages were asked for"
            for figure, value in cut.items() if round(value * 1000) != round(whole.get(figure, -1) * 1000)]


def pages(figures):
    return {key for _, dimension, key, _ in figures if dimension == "page"}
