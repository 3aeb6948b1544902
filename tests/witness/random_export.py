# random_export.py -- awkward canonical exports, the same ones for the same SEED, and the options to report on them.
# SPDX-License-Identifier: MIT
"""Writes a.*, b.* and c.* (CSV, NDJSON or JSON, some of them gzipped) into FOLDER, and args.txt, quoted for a shell.

    python3 random_export.py SEED FOLDER [--unique-times] [--rows N]

With --unique-times no two events share a second and every event has a time, so that the order of rows cannot matter.
"""
import argparse
import datetime as dt
import gzip
import json
import os
import random
import shlex
from zoneinfo import ZoneInfo

options = argparse.ArgumentParser()
options.add_argument("seed", type=int)
options.add_argument("folder")
options.add_argument("--unique-times", action="store_true")
options.add_argument("--rows", type=int)
options = options.parse_args()
seed, outdir = options.seed, options.folder
R = random.Random(seed)
chance = lambda p: R.random() < p
os.makedirs(outdir, exist_ok=True)
if os.listdir(outdir):
    raise SystemExit(f"random_export.py: {outdir} is not empty")

# ---------------------------------------------------------------- the world
UTC = dt.timezone.utc
TZ = R.choice(["UTC", "UTC", "Asia/Jakarta", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"])
INPUT_TZ = R.choice([None, None, "America/Sao_Paulo", "Asia/Tokyo", "Europe/Berlin"])
LOCAL = ZoneInfo(INPUT_TZ or TZ)
SPAN = R.choice([3, 16, 45, 75])
FIRST = dt.date(2026, R.choice([1, 3, 6, 10]), R.randint(1, 28))
T0 = dt.datetime.combine(FIRST, dt.time(), ZoneInfo(TZ)).astimezone(UTC)
PERIOD = chance(0.65)
FROM = FIRST + dt.timedelta(days=R.randint(0, SPAN // 2))
TO = FROM + dt.timedelta(days=R.randint(0, SPAN - (FROM - FIRST).days - 1))

PEOPLE = [f"{n}@Example.com" for n in ("Ana", "bo", "Chen.Li", "dua", "eve", "FAY", "gus")]
PEOPLE += [f"c-{i}" for i in range(R.choice([4, 12, 30]))] + ["Zoë", "O'Neil, P.", 'q"t']
CAMPAIGNS = ["spring", "win;back", 'say "hi"', "two\nlines", "春のセール", "a,b", "tab\there", "=sum", "Spring"][:R.randint(2, 9)]
PAGES = ["/", "/pricing", "/a?b=1,2", "/docs/入門", "/long\npath", "/Pricing"][:R.randint(2, 6)]
MEDIA = ["email", "phone", "chat", "social", ""]
FEATURES = ["export", "api", "", "dark mode"]
MACHINES, COUNTS, MIXED_MONEY = chance(0.5), chance(0.5), chance(0.25)
OFF_SCALE, SEVEN = chance(0.3), chance(0.2)
plan_of = {p: R.choice(["free", "pro", "", "team"]) for p in PEOPLE}


def moment():
    t = T0 + dt.timedelta(seconds=R.randint(0, SPAN * 86400 - 1))
    if chance(0.04):     # an edge of a day
        day = R.choice([FROM, TO + dt.timedelta(days=1), FROM + dt.timedelta(days=1)])
        t = dt.datetime.combine(day, dt.time(), ZoneInfo(TZ)).astimezone(UTC)
        t += dt.timedelta(microseconds=R.choice([0, 0, -1, 1, -1000000]))
    elif chance(0.2):
        t += dt.timedelta(microseconds=R.choice([1, 250000, 999999, 500]))
    return t


def later(t):
    return t + dt.timedelta(seconds=R.choice([0, 1, 5, 10, 11, 60, 600, 1799, 1800, 1801, 3600, 40000, 200000, -30, -90000]))


def person():
    return "" if chance(0.06) else R.choice(PEOPLE)


rows = []


def add(family, verb, channel, t, **fields):
    row = {"family": family, "verb": verb, "channel": channel, "t": t}
    row.update({k: v for k, v in fields.items() if v not in (None, "")})
    rows.append(row)


def mail(channel):
    c, campaign = person(), R.choice(CAMPAIGNS) if chance(0.95) else ""
    message = f"m{R.randint(1, 6)}" if channel in messaged and chance(0.8) else ""
    base = dict(customer=c, campaign=campaign, message=message)
    t = moment()
    derived = channel in undelivered
    add("message", "sent", channel, t, **base)
    if chance(0.12):
        add("message", "bounced", channel, later(t), **base)
    elif not derived:
        add("message", "delivered", channel, later(t), **base)
    for _ in range(R.choice([0, 0, 1, 1, 2, 3])):
        add("message", "opened", channel, later(t), machine=chance(0.3) and MACHINES and "yes", **base)
    for verb, p in (("clicked", 0.35), ("clicked", 0.1), ("converted", 0.3), ("converted", 0.05), ("unsubscribed", 0.05),
                    ("unsubscribed", 0.02), ("complained", 0.04)):
        if chance(p):
            add("message", verb, channel, later(later(t)), machine=verb == "clicked" and chance(0.1) and MACHINES and "1", **base)


def web(channel):
    c, session = person(), R.choice(["", f"s{R.randint(1, 3)}", f"s{R.randint(1, 40)}"]) if channel in sessioned else ""
    t = moment()
    for _ in range(R.choice([1, 1, 2, 3, 6])):
        add("web", "page_view", channel, t, customer=c, session=session, page=R.choice(PAGES) if chance(0.95) else "",
            campaign=R.choice(CAMPAIGNS) if chance(0.3) else "", seconds=R.choice(["0", "12", "3.5", "61.25"]) if chance(0.15) else "")
        if chance(0.12):
            add("web", "converted", channel, later(t), customer=c, session=session if chance(0.8) else "", page=R.choice(PAGES) if chance(0.5) else "")
        t += dt.timedelta(seconds=R.choice([0, 0, 4, 10, 10.5, 11, 90, 1799, 1800, 1800.000001, 1801, 5000]))


def social(channel):
    for _ in range(R.randint(1, 5)):
        verb = R.choice("impression impression impression like share comment reply mention tag click follow".split())
        add("social", verb, channel, moment(), customer=person() if chance(0.5) else "", campaign=R.choice(CAMPAIGNS),
            answered=R.choice(["true", "false", ""]) if verb in ("comment", "mention") else "")


def survey(channel):
    c, campaign, t = person(), R.choice(CAMPAIGNS), moment()
    add("survey", "invited", channel, t, customer=c, campaign=campaign)
    if chance(0.7):
        verb, top = R.choice([("nps", 10), ("csat", 7 if SEVEN else 5), ("ces", 7), ("review", 5)])
        score = R.randint(0 if verb == "nps" else 1, top)
        if OFF_SCALE and chance(0.04):
            score = R.choice([0, 11, 8.5, 6, 3.5, -1, 0.5, 9.5])
        text = str(score) + (".0" if isinstance(score, int) and chance(0.1) else "")
        add("survey", verb, channel, later(t), customer=c, campaign=campaign, score="" if chance(0.05) else text)


def event(channel):
    c, campaign, t = person(), R.choice(CAMPAIGNS) if chance(0.97) else "", moment()
    if chance(0.8):
        add("event", "registered", channel, t, customer=c, campaign=campaign)
    if chance(0.5):
        t = webinar_day.setdefault((channel, campaign), t) if chance(0.9) else later(t)
        add("event", "attended", channel, t, customer=c, campaign=campaign, seconds=R.choice(["", "3600", "12.5"]))
        for _ in range(R.choice([0, 0, 1, 3])):
            add("event", "interacted", channel, later(t), customer=c, campaign=campaign)


def support(channel):
    c, ticket, t = person(), R.choice(CAMPAIGNS + ["", "T1", "T2", "T3", "T4"]), moment()
    medium = R.choice(MEDIA)
    if chance(0.9):
        add("support", "contacted", channel, t, customer=c, campaign=ticket, medium=medium)
    if chance(0.6):
        add("support", "answered", channel, later(t), customer=c, campaign=ticket, medium=medium,
            seconds=R.choice(["30", "0", "95.5"]) if chance(0.3) else "")
    if chance(0.3):
        add("support", R.choice(["resolved", "complained", "contacted"]), channel, later(t), customer=c, campaign=ticket, medium=R.choice(MEDIA))


def helping(channel):
    verb = R.choice("viewed viewed viewed liked disliked discussed".split())
    add("help", verb, channel, moment(), customer=person(), page=R.choice(PAGES + [""]))


def commerce(channel):
    verb = R.choice("ordered ordered ordered ordered refunded upsold cross_sold".split())
    value = R.choice(["9.99", "120", "0.10", "1000000.01", "19.90", "0"]) if chance(0.95) else ""
    if verb == "refunded":
        value = "-" + value if value and chance(0.5) else value
    currency = R.choice(["EUR", "USD", ""]) if MIXED_MONEY else MONEY
    add("commerce", verb, channel, moment(), customer=person(), campaign=R.choice(CAMPAIGNS + [""]), value=value, currency=currency,
        placement=R.choice(["checkout", "pop-up", ""]))


def customers(channel):
    c, t = person(), moment()
    verb = R.choice("joined joined left used used used referred enrolled".split())
    add("customer", verb, channel, t, customer=c, feature=R.choice(FEATURES) if verb == "used" else "")
    if verb == "joined" and chance(0.3):
        add("customer", "left", channel, later(t), customer=c)


MONEY = R.choice(["EUR", "USD", ""])
webinar_day = {}
KINDS = {"email": mail, "Email": mail, "push": mail, "sms": mail, "web": web, "app": web, "twitter": social, "linkedin": social,
         "survey": survey, "event": event, "webinar": event, "support": support, "forum": support, "help": helping,
         "shop": commerce, "commerce": commerce, "": customers, "newsletter": mail, "kiosk": survey}
chosen = R.sample(sorted(KINDS), R.randint(3, 9))
if chance(0.7) and "" not in chosen:
    chosen.append("")
messaged = {c for c in chosen if chance(0.5)}
undelivered = {c for c in chosen if chance(0.35)}
sessioned = {c for c in chosen if chance(0.75)}
if chance(0.15):
    messaged_survey = [c for c in chosen if KINDS[c] is mail][:1]
else:
    messaged_survey = []
size = R.choice([200, 500, 1000, 2500])
while len(rows) < (options.rows or size):
    channel = R.choice(chosen)
    KINDS[channel](channel)
    if messaged_survey and chance(0.05):
        survey(messaged_survey[0])       # two families in one channel

# ---------------------------------------------------------------- what is common to all rows
DEVICE = chance(0.3)                     # random per row: a pair's facts may fall into different keys
for n, row in enumerate(rows):
    row["plan"] = plan_of.get(row.get("customer"), "")
    if DEVICE:
        row["device"] = R.choice(["mobile", "desktop", ""])
    if COUNTS and chance(0.15):
        row["count"] = R.choice(["0", "1", "2", "2", "3", "10"])
    if chance(0.6):
        row["id"] = f"e{n}"
    if "customer" in row and "@" in row["customer"] and chance(0.3):
        row["customer"] = R.choice([str.upper, str.lower])(row["customer"])
    if chance(0.01):
        row.pop("customer", None)
    if row["family"] not in ("survey", "commerce") and chance(0.01):
        row["score"] = "n/a"             # not looked at there
    if row["family"] != "commerce" and chance(0.01):
        row["value"] = "?"
    if row["family"] != "support" and chance(0.004 if PERIOD else 0.015):
        row.pop("t")

if options.unique_times:
    taken = set()
    for row in rows:
        t = row.setdefault("t", moment()).replace(microsecond=0)
        while t in taken:
            t += dt.timedelta(seconds=1)
        taken.add(t)
        row["t"] = t

for row in R.sample(rows, len(rows) // 25):    # the same event again
    again = dict(row)
    if chance(0.3):
        again.pop("id", None)
    if chance(0.2) and "customer" in again:
        again["customer"] = again["customer"] + " "
    rows.append(again)

order = R.choice(["time", "nearly", "shuffled"])
far = T0 + dt.timedelta(days=9999)
if order != "shuffled":
    rows.sort(key=lambda r: r.get("t", far))
if order == "nearly":
    for _ in range(len(rows) // 10):
        i, j = R.randrange(len(rows)), R.randrange(len(rows))
        rows[i], rows[j] = rows[j], rows[i]
if order == "shuffled":
    R.shuffle(rows)

# ---------------------------------------------------------------- writing
HEADERS = {"time": ["time", "Timestamp", "date_time", "Created At", "date"], "customer": ["customer", "User ID", "customer_id", "E_mail", "user"],
           "session": ["session", "session_id", "SESSION"], "event": ["event", "Event Name", "type", "event_type"],
           "page": ["page", "URL", "Page URL", "path"], "campaign": ["campaign", "campaign_id", "Campaign Name"],
           "message": ["message", "message_id"], "value": ["value", "Amount"], "id": ["id", "Event ID"],
           "channel": ["channel", "Channel "], "count": ["count", "COUNT"], "machine": ["machine", "Machine"],
           "medium": ["medium", "Medium"]}
ALL = ["time", "channel", "event", "customer", "campaign", "message", "session", "page", "score", "value", "currency", "seconds",
       "count", "id", "machine", "medium", "feature", "answered", "plan", "placement"] + (["device"] if DEVICE else [])
SHORT = {"email", "Email", "push", "sms", "web", "app", "twitter", "linkedin", "survey", "event", "support", "forum", "help", "commerce"}
HOME = {"web": "web", "app": "web", "twitter": "social", "linkedin": "social", "survey": "survey", "event": "event", "support": "support",
        "forum": "support", "help": "help", "commerce": "commerce", **{c: "message" for c in ("email", "Email", "push", "sms")}}
UNIQUE = set("sent delivered bounced opened clicked unsubscribed page_view impression like share comment reply mention tag click follow "
             "invited nps csat ces review registered attended interacted contacted answered resolved viewed liked disliked discussed "
             "ordered refunded upsold cross_sold joined left used referred enrolled".split())


def event_word(row, has_channel):
    full = row["family"] + "." + row["verb"]
    if not has_channel or chance(0.2):
        return full
    if row["channel"] in SHORT:
        return row["verb"] if HOME[row["channel"]] == row["family"] else full
    return row["verb"] if row["verb"] in UNIQUE else full


def time_text(t, style):
    micros = (t - dt.datetime(1970, 1, 1, tzinfo=UTC)) // dt.timedelta(microseconds=1)
    if style in ("s", "ms", "us"):
        return str(micros // {"s": 10**6, "ms": 1000, "us": 1}[style])
    kind = R.choice(["Z", "offset", "local", "local"]) if style == "mixed" else style
    if kind == "Z":
        text, tail = t.replace(tzinfo=None), "Z"
    elif kind == "offset":
        minutes = R.choice([420, -300, 345, 0, 120])
        text = t.astimezone(dt.timezone(dt.timedelta(minutes=minutes))).replace(tzinfo=None)
        tail = f"{'+' if minutes >= 0 else '-'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    else:
        text, tail = t.astimezone(LOCAL).replace(tzinfo=None), ""
        if (text.hour, text.minute, text.second, text.microsecond) == (0, 0, 0, 0) and chance(0.5):
            return text.date().isoformat()
        if (text.second, text.microsecond) == (0, 0) and chance(0.5):
            return text.isoformat(sep=R.choice("T "), timespec="minutes")
    return text.isoformat(sep=" " if not tail and chance(0.5) else "T") + tail


def spoil(cells):
    """one thing wrong with a row"""
    event_ = cells["event"]
    bad = [("event", "opend"), ("event", "web.opened"), ("time", "yesterday"), ("time", "2026-02-30"), ("count", "two"), ("count", "-1"),
           ("count", "1.5"), ("machine", "maybe"), ("event", "")]
    if event_.split(".")[-1] in ("nps", "csat", "ces", "review"):
        bad += [("score", "great")] * 5
    if event_.split(".")[-1] in ("ordered", "refunded", "upsold", "cross_sold"):
        bad += [("value", "free")] * 5
    if event_.split(".")[-1] in ("page_view", "attended", "answered"):
        bad += [("seconds", "long")] * 3
    field, text = R.choice(bad)
    cells[field] = text


def cell_text(text, delimiter, newline):
    if any(x in text for x in (delimiter, '"', "\n")) or chance(0.03):
        return '"' + text.replace('"', '""') + '"'
    return f" {text} " if text and delimiter != "\t" and chance(0.02) else text


def write(name, part):
    kind = R.choice(["csv", "csv", "csv", "ndjson", "json"])
    dropped = {f for f in ALL if chance(0.08)} - {"event", "plan", "device"}
    if PERIOD or options.unique_times or chance(0.9):
        dropped.discard("time")
    if chance(0.7):
        dropped.discard("customer")
    fields = [f for f in ALL if f not in dropped]
    R.shuffle(fields)
    header = {f: R.choice(HEADERS.get(f, [f, f.upper()])) for f in fields}
    if "customer" in header and header["customer"] == "E_mail":
        header["customer"] = R.choice(["E Mail", "email", "Email"])
    style = R.choice(["s", "ms", "us", "mixed", "mixed", "mixed", "Z", "local", "offset"])
    records = []
    for row in part:
        cells = {f: str(row[f]) for f in fields if row.get(f) not in (None, False, "")}
        if "channel" in fields and not row["channel"]:
            cells.pop("channel", None)
        if "time" in fields and "t" in row:
            cells["time"] = time_text(row["t"], style)
        cells["event"] = event_word(row, "channel" in fields)
        if chance(0.008):
            spoil(cells)
        records.append({f: cells.get(f, "") for f in fields})
    out = []
    if kind == "csv":
        delimiter, newline = R.choice([",", ",", ";", "\t"]), R.choice(["\n", "\r\n"])
        lines = [delimiter.join(cell_text(header[f], delimiter, newline) for f in fields)]
        for record in records:
            cells = [cell_text(record[f], delimiter, newline) for f in fields]
            if chance(0.004):
                cells = cells + ["surplus"] if chance(0.5) else cells[:-1]
            lines.append(delimiter.join(cells))
            if chance(0.005):
                lines.append("")
        text = newline.join(lines) + (newline if chance(0.8) else "")
        if text.endswith(newline) and chance(0.1):
            text += delimiter * (len(fields) - 1) + '"never closed' + newline
        if chance(0.3):
            text = "\ufeff" + text
    else:
        for record in records:
            value = {}
            for f in fields:
                if record[f] == "" and chance(0.7):
                    continue
                v = None if record[f] == "" and chance(0.5) else record[f]
                if v is not None and f in ("score", "value", "count", "seconds") and chance(0.5):
                    try:
                        json.loads(v)
                        v = ("NUMBER", v)
                    except ValueError:
                        pass
                if f == "machine" and v in ("1", "yes"):
                    v = True
                if f == "time" and v and v.isdigit() and chance(0.5):
                    v = ("NUMBER", v)
                value[header[f]] = v
            ascii_ = chance(0.3)
            dump = lambda v: v[1] if isinstance(v, tuple) else json.dumps(v, ensure_ascii=ascii_)
            out.append("{" + ", ".join(dump(k) + ": " + dump(v) for k, v in value.items()) + "}")
            if chance(0.003):
                out.append(R.choice(["[1, 2]", '"text"', "7"] + ['{"event": ', "not json"] * (kind == "ndjson")))
        text = "\n".join(out) + "\n" if kind == "ndjson" else "[\n" + ",\n".join(out) + "\n]\n"
    data = text.encode("utf-8")
    path = os.path.join(outdir, f"{name}.{kind}")
    if chance(0.25):
        path, data = path + ".gz", gzip.compress(data, mtime=0)
    open(path, "wb").write(data)


files = R.randint(1, 3)
parts = [[] for _ in range(files)]
if chance(0.5):
    for row in rows:
        R.choice(parts).append(row)
else:
    step = -(-len(rows) // files)
    parts = [rows[i * step:(i + 1) * step] for i in range(files)]
for n, part in enumerate(parts):
    write("abc"[n], part)

# ---------------------------------------------------------------- options
args = []
if PERIOD:
    args += ["--from", FROM.isoformat(), "--to", TO.isoformat()]
if TZ != "UTC" or chance(0.2):
    args += ["--tz", TZ]
if INPUT_TZ:
    args += ["--input-tz", INPUT_TZ]
if chance(0.3):
    args += ["--week-start", R.choice(["monday", "sunday", "saturday"])]
for dim in R.sample(["campaign", "campaign", "plan", "page", "currency", "placement"] + ["device"] * 2 * DEVICE, R.choice([0, 1, 1, 2])):
    if dim not in args:
        args += ["--by", dim]
if chance(0.2):
    args += ["--where", R.choice(["plan=pro", "campaign=spring", "plan=*", "campaign=s*", "plan=*e*", "campaign=" + CAMPAIGNS[-1]])]
if chance(0.3):
    args += ["--active-days", R.choice(["1", "7", "14", "90"])]
if chance(0.25):
    args += ["--customers", R.choice(["lifecycle", "activity"])]
if chance(0.2):
    args += ["--session-timeout", R.choice(["10m", "1h", "90m"])]
if chance(0.4):
    args += ["--opener-share", R.choice(["50", "10", "33", "5"])]
open(os.path.join(outdir, "args.txt"), "w", encoding="utf-8").write(shlex.join(args) + "\n")
