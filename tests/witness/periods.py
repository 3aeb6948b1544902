# periods.py -- in which day, week, month, quarter and year an instant is, in many zones, against Python's own calendar.
# SPDX-License-Identifier: MIT
"""Usage: periods.py ENGAGE

Random instants around every change of the clocks are counted per unit by `engage report --every`, and by zoneinfo and
datetime, which know nothing of engage. Both read the system's time zone data.
"""

import collections
import csv
import datetime
import io
import os
import random
import subprocess
import sys
import tempfile
import zoneinfo

ZONES = """UTC Asia/Jakarta Asia/Tokyo Asia/Kolkata Asia/Kathmandu Asia/Tehran Asia/Gaza Asia/Beirut Asia/Amman
Asia/Kabul Asia/Colombo Asia/Pyongyang Asia/Vladivostok Australia/Sydney Australia/Adelaide Australia/Lord_Howe
Australia/Eucla Pacific/Apia Pacific/Auckland Pacific/Chatham Pacific/Kiritimati Pacific/Marquesas Pacific/Norfolk
Europe/Berlin Europe/London Europe/Lisbon Europe/Istanbul Europe/Moscow Europe/Dublin Africa/Cairo Africa/Casablanca
Africa/Lagos America/New_York America/Chicago America/Los_Angeles America/Sao_Paulo America/St_Johns America/Havana
America/Santiago America/Asuncion America/Caracas America/Nuuk Antarctica/Troll""".split()
FIRST_DAYS = {"monday": 0, "saturday": 5, "sunday": 6}


def unit_of(day, unit, week_start):
    if unit == "day":
        return day
    if unit == "week":
        return day - datetime.timedelta(days=(day.weekday() - FIRST_DAYS[week_start]) % 7)
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return day.replace(day=1, month=(day.month - 1) // 3 * 3 + 1)
    return day.replace(day=1, month=1)


def instants(zone, years, chance):
    """Seconds around midnights, turns of units, and changes of the offset."""
    chosen = []
    for year in years:
        start = int(datetime.datetime(year, 1, 1, tzinfo=datetime.timezone.utc).timestamp())
        offsets = [datetime.datetime.fromtimestamp(start + hour * 3600, zone).utcoffset() for hour in range(366 * 24)]
        changes = [start + hour * 3600 for hour in range(1, len(offsets)) if offsets[hour] != offsets[hour - 1]]
        for change in changes:
            chosen += [change + chance.randrange(-90_000, 90_000) for _ in range(20)]
        for _ in range(60):
            day = datetime.date(year, 1, 1) + datetime.timedelta(days=chance.randrange(365))
            midnight = int(datetime.datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())
            chosen += [midnight - 1, midnight, midnight + chance.randrange(86_400)]
        for day in (datetime.date(year, 1, 1), datetime.date(year, 12, 31), datetime.date(year, 4, 1)):
            midnight = int(datetime.datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())
            chosen += [midnight - 1, midnight, midnight + 3600 * chance.randrange(30)]
    return chosen


def counted(engage, file, zone, unit, week_start):
    command = [engage, "report", file, "--every", unit, "--tz", zone, "--week-start", week_start, "--metric",
               "page_views", "--format", "csv", "--channel", "web"]
    text = subprocess.run(command, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    whole, units = rows[0], rows[1:]
    figures = {(row["from"], row["to"]): int(row["value"]) for row in units if row["by"] == "" and row["value"] != "0"}
    return (whole["from"], whole["to"]), figures


def expected(times, zone, unit, week_start):
    days = collections.Counter(datetime.datetime.fromtimestamp(time, zone).date() for time in times)
    first, last = min(days), max(days)
    starts = sorted({unit_of(first + datetime.timedelta(days=n), unit, week_start)
                     for n in range((last - first).days + 1)})
    figures = collections.Counter()
    for day, count in days.items():
        start = unit_of(day, unit, week_start)
        at = starts.index(start)
        end = starts[at + 1] - datetime.timedelta(days=1) if at + 1 < len(starts) else last
        figures[(str(max(start, first)), str(end))] += count
    return (str(first), str(last)), dict(figures)


def main(engage):
    chance = random.Random(20261116)
    checked = wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in ZONES:
            zone = zoneinfo.ZoneInfo(name)
            for years in ((2011,), (2018, 2020)):
                times = instants(zone, years, chance)
                file = os.path.join(folder, "views.csv")
                with open(file, "w", encoding="ascii") as out:
                    out.write("time,event,customer\n")
                    out.writelines(f"{time},web.page_view,c{time % 7}\n" for time in times)
                for unit, week_start in (("day", "monday"), ("week", "monday"), ("week", "sunday"),
                                         ("week", "saturday"), ("month", "monday"), ("quarter", "monday"),
                                         ("year", "monday")):
                    checked += 1
                    if counted(engage, file, name, unit, week_start) != expected(times, zone, unit, week_start):
                        wrong += 1
                        print(f"{name}, {years}, every {unit}, weeks from {week_start}: the figures differ")
    print(f"{checked} series in {len(ZONES)} zones, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
