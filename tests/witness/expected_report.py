# expected_report.py -- the witness: what `engage report --format json --top 0` must say of canonical files.
# SPDX-License-Identifier: MIT
"""Written from the definitions of README.md and `engage explain`, and from nothing of the program: slow, plain, and with
no thought for anything but being right. agree.py compares the two.

    python3 expected_report.py FILE... [the options of `engage report`]
"""
import argparse
import datetime as dt
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

# ------------------------------------------------------------------ words

FIELDS = ["time", "channel", "event", "customer", "campaign", "message", "session", "page",
          "score", "value", "currency", "seconds", "count", "id", "machine"]
ALIASES = {"timestamp": "time", "datetime": "time", "date": "time", "createdat": "time",
           "userid": "customer", "customerid": "customer", "email": "customer", "user": "customer",
           "sessionid": "session", "eventname": "event", "type": "event", "eventtype": "event",
           "url": "page", "pageurl": "page", "path": "page",
           "campaignid": "campaign", "campaignname": "campaign", "messageid": "message",
           "amount": "value", "eventid": "id"}
VERBS = {
    "message": "sent delivered bounced opened clicked converted unsubscribed complained",
    "web": "page_view converted",
    "social": "impression like share comment reply mention tag click follow",
    "survey": "invited nps csat ces review",
    "event": "registered attended interacted",
    "support": "contacted answered resolved complained",
    "help": "viewed liked disliked discussed",
    "commerce": "ordered refunded upsold cross_sold",
    "customer": "joined left used referred enrolled",
}
VERBS = {family: verbs.split() for family, verbs in VERBS.items()}
CHANNEL_FAMILY = {**{c: "message" for c in "email push sms whatsapp".split()},
                  **{c: "web" for c in "web app".split()},
                  **{c: "social" for c in "twitter x facebook linkedin instagram youtube tiktok snapchat social".split()},
                  "forum": "support", **{f: f for f in VERBS}}
NO_ACTIVITY = {"message.sent", "message.delivered", "message.bounced", "social.impression", "survey.invited",
               "support.answered", "support.resolved", "message.unsubscribed", "message.complained",
               "commerce.refunded", "customer.left"}
SCORED = {"survey.nps", "survey.csat", "survey.ces", "survey.review"}
TIMED = {"web.page_view", "event.attended", "support.answered"}


class Refused(Exception):
    pass


class Row:
    """One event. Text fields are trimmed; a missing customer is None, other missing text is ''."""

    def __init__(self, number, texts):
        self.number = number          # place in the input, over all files
        self.texts = texts            # field or attribute name -> trimmed text, '' when missing

    def text(self, name):
        return self.texts.get(name, "")


# ------------------------------------------------------------------ bytes -> records

def read_text(path):
    data = open(path, "rb").read()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    return data.decode("utf-8-sig")


def csv_records(text, delimiter):
    """Yields (cells, closed). A record is closed=False when the text ends inside quotes. Blank lines are none."""
    cells, cell, quoted, was_quoted, i = [], "", False, False, 0
    while i < len(text):
        c = text[i]
        if quoted:
            if c == '"' and text[i + 1:i + 2] == '"':
                cell += '"'
                i += 1
            elif c == '"':
                quoted = False
            else:
                cell += c
        elif c == '"' and cell == "" and not was_quoted:
            quoted = was_quoted = True
        elif c == delimiter:
            cells.append(cell)
            cell, was_quoted = "", False
        elif c == "\n" or (c == "\r" and text[i + 1:i + 2] == "\n"):
            if c == "\r":
                i += 1
            if cells or cell or was_quoted:
                yield cells + [cell], True
            cells, cell, was_quoted = [], "", False
        else:
            cell += c
        i += 1
    if cells or cell or was_quoted:
        yield cells + [cell], not quoted


def sniff_delimiter(text):
    counts, quoted = Counter(), False
    for c in text:
        if c == '"':
            quoted = not quoted
        elif not quoted and c == "\n":
            break
        elif not quoted and c in ",;\t":
            counts[c] += 1
    return max(",;\t", key=lambda d: counts[d])


def normal(name):
    return name.strip().lower().replace(" ", "").replace("_", "")


def name_columns(headers):
    """header as written -> field or normalised attribute name. A field's own name beats an alias, then the first."""
    result, taken = {}, set()
    for header in headers:
        if normal(header) in FIELDS and normal(header) not in taken:
            result[header] = normal(header)
            taken.add(normal(header))
    for header in headers:
        if header in result:
            continue
        field = ALIASES.get(normal(header))
        if field and field not in taken:
            result[header] = field
            taken.add(field)
        else:
            result[header] = normal(header)
    return result


def json_text(v):
    if v is None:
        return ""
    if isinstance(v, bool):
        return "true" if v else "false"
    if isinstance(v, str):
        return v
    return json.dumps(v)


def load_json(text):
    return json.loads(text, parse_int=str, parse_float=str)


def object_texts(value):
    if not isinstance(value, dict):
        raise Refused("not_an_object")
    names = name_columns(list(value))
    return {names[k]: json_text(v).strip() for k, v in value.items()}


def read_records(path):
    """Yields, per record, either texts (dict) or a Refused."""
    text = read_text(path)
    name = path[:-3] if path.endswith(".gz") else path
    if name.endswith(".json"):
        for value in load_json(text):
            try:
                yield object_texts(value)
            except Refused as r:
                yield r
    elif name.endswith((".ndjson", ".jsonl")):
        for line in text.split("\n"):
            if not line.strip():
                continue
            try:
                value = load_json(line)
            except ValueError:
                yield Refused("invalid_json")
                continue
            try:
                yield object_texts(value)
            except Refused as r:
                yield r
    else:
        records = csv_records(text, sniff_delimiter(text))
        headers = next(records)[0]
        names = name_columns(headers)
        for cells, closed in records:
            if not closed:
                yield Refused("unclosed_quote")
            elif len(cells) > len(headers):
                yield Refused("too_many_cells")
            elif len(cells) < len(headers):
                yield Refused("too_few_cells")
            else:
                yield {names[h]: cell.strip() for h, cell in zip(headers, cells)}


# ------------------------------------------------------------------ records -> events

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)


def to_micros(moment):
    d = moment.astimezone(dt.timezone.utc) - EPOCH
    return (d.days * 86400 + d.seconds) * 10**6 + d.microseconds


def from_micros(us, zone):
    return (EPOCH + dt.timedelta(microseconds=us)).astimezone(zone)


def parse_time(text, zone):
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        number = Decimal(text)
        scale = 10**6 if abs(number) < 10**11 else 1000 if abs(number) < 10**14 else 1
        return int(number * scale)
    m = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?\s?([Zz]|[+-]\d\d:\d\d)?)?", text)
    if not m:
        raise Refused("unreadable_time")
    year, month, day, hour, minute, second, fraction, offset = m.groups()
    micro = int(((fraction or "") + "000000")[:6])
    try:
        local = dt.datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), micro)
        if offset in ("Z", "z"):
            zone = dt.timezone.utc
        elif offset:
            minutes = int(offset[1:3]) * 60 + int(offset[4:6])
            zone = dt.timezone(dt.timedelta(minutes=minutes if offset[0] == "+" else -minutes))
        return to_micros(local.replace(tzinfo=zone))
    except ValueError:
        raise Refused("unreadable_time")


def parse_decimal(text, reason):
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", text):
        raise Refused(reason)
    return Decimal(text)


def parse_event(text, channel):
    """-> (family, verb)"""
    if text == "":
        raise Refused("missing_event")
    text = text.lower()
    if "." in text:
        family, verb = text.split(".", 1)
    else:
        verb, family = text, CHANNEL_FAMILY.get(channel.lower())
        if family is None:
            having = [f for f in VERBS if verb in VERBS[f]]
            family = having[0] if len(having) == 1 else None
    if verb not in VERBS.get(family, ()):
        raise Refused("unknown_event")
    return family, verb


def make_row(number, texts, input_zone, period_asked):
    r = Row(number, dict(texts))
    r.family, r.verb = parse_event(r.text("event"), r.text("channel"))
    r.event = r.family + "." + r.verb
    r.channel = r.family if r.family == "customer" else r.text("channel") or r.family
    r.time = parse_time(r.text("time"), input_zone) if r.text("time") else None
    r.score = parse_decimal(r.text("score"), "unreadable_score") if r.event in SCORED and r.text("score") else None
    commerce = r.family == "commerce"
    r.value = parse_decimal(r.text("value"), "unreadable_value") if commerce and r.text("value") else Decimal(0)
    r.currency = r.text("currency")
    r.seconds = parse_decimal(r.text("seconds"), "unreadable_seconds") if r.event in TIMED and r.text("seconds") else None
    if r.seconds is not None and r.seconds < 0:
        raise Refused("unreadable_seconds")
    count = r.text("count") or "1"
    if not re.fullmatch(r"\+?\d+", count):
        raise Refused("unreadable_count")
    r.count = int(count)
    machine = (r.text("machine") or "false").lower()
    if machine not in ("true", "false", "1", "0", "yes", "no"):
        raise Refused("unreadable_machine")
    r.machine = machine in ("true", "1", "yes")
    if r.time is None and period_asked:
        raise Refused("missing_time")
    customer = r.text("customer")
    if re.fullmatch(r"[^@\s]+@[^@\s]+", customer):
        customer = customer.lower()
    r.customer = customer or None
    r.campaign, r.message, r.session, r.page = (r.text(f) for f in ("campaign", "message", "session", "page"))
    r.id = r.text("id")
    r.texts.update(channel=r.channel, customer=customer, event=r.event)
    return r


def dimension(row, name):
    name = normal(name)
    return row.text(ALIASES.get(name, name))


def passes(row, wheres):
    for where in wheres:
        name, pattern = where.split("=", 1)
        expression = ".*".join(re.escape(part) for part in pattern.split("*"))
        if not re.fullmatch(expression, dimension(row, name), re.S):
            return False
    return True


# ------------------------------------------------------------------ small helpers

def total(rows):
    return sum(r.count for r in rows)


def having(rows, event):
    return [r for r in rows if r.event == event]


def people(rows):
    return {r.customer for r in rows if r.customer is not None}


def in_order(rows):
    """Timed rows by time; equal times keep input order."""
    return sorted((r for r in rows if r.time is not None), key=lambda r: (r.time, r.number))


def seconds_between(a, b):
    return Decimal(b.time - a.time) / 10**6


def money(rows):
    """-> (sum, None) or (None, reason)"""
    currencies = sorted({r.currency for r in rows if r.text("value")})  # a blank value has no currency either
    if len(currencies) > 1:
        return None, " and ".join(c or "no currency" for c in currencies) + " mixed"
    return sum((r.value for r in rows), Decimal(0)), None


# ------------------------------------------------------------------ tallies, a family at a time
# Each gives (tallies, undefined): undefined names tallies that no metric may be made of, with the reason.
# `rows` happened in the period, `history` before it; both are of one channel and, in a breakdown, of one key.

def message_tallies(rows, history, ctx):
    def pairs(rows_):
        return {(r.customer, ("message", r.message) if r.message else ("campaign", r.campaign))
                for r in rows_ if r.customer is not None}

    sent, delivered, bounced, opened, clicked, converted = (
        having(rows, "message." + v) for v in "sent delivered bounced opened clicked converted".split())
    t = {"sent": total(sent), "delivered": total(delivered), "bounced": total(bounced),
         "opens": total(opened), "clicks": total(clicked), "conversions": total(converted),
         "unique_opens": len(pairs(opened)), "unique_clicks": len(pairs(clicked)),
         "unique_human_opens": len(pairs(r for r in opened if not r.machine)),
         "unique_human_clicks": len(pairs(r for r in clicked if not r.machine)),
         "unique_any_conversions": len(pairs(converted)),
         "unsubscribes": len(pairs(having(rows, "message.unsubscribed"))),
         "spam_complaints": len(pairs(having(rows, "message.complained")))}
    undefined = {}
    delivered_customers = people(delivered)
    if ctx["delivered_derived"]:
        t["delivered"] = t["sent"] - t["bounced"]
        delivered_customers = {customer for customer, _ in pairs(sent) - pairs(bounced)}
        if t["delivered"] < 0:
            t["delivered"], undefined["delivered"] = None, "delivered is below 0"
    t["delivered_customers"] = len(delivered_customers)

    clicks = clicked + having(history, "message.clicked")
    after_click = set()
    for conversion in converted:
        for click in clicks:
            if pairs([click]) == pairs([conversion]) and (
                    click.time is None or conversion.time is None or click.time <= conversion.time):
                after_click |= pairs([conversion])
    t["unique_conversions"] = len(after_click)

    for unit, name in ("day", "daily_openers"), ("week", "weekly_openers"), ("month", "monthly_openers"):
        whole = ctx["whole_units"][unit]           # {local date: unit it lies in}
        units = set(whole.values())
        seen = defaultdict(set)
        for r in opened:
            if r.customer is not None and r.time is not None and ctx["day"](r) in whole:
                seen[r.customer].add(whole[ctx["day"](r)])
        t[name] = sum(1 for s in seen.values() if len(s) * 100 >= ctx["opener_share"] * len(units))
        if not units:
            t[name], undefined[name] = None, f"no whole {unit} in the period"
    return t, undefined


def make_sessions(rows, timeout):
    """The sessions of one channel's page views and conversions in the period."""
    views = in_order(having(rows, "web.page_view"))
    named, by_customer = defaultdict(list), defaultdict(list)
    for v in views:
        if v.session:
            named[(v.customer, v.session)].append(v)
        elif v.customer is not None:
            by_customer[v.customer].append(v)
    sessions = [{"key": k, "customer": k[0], "views": vs} for k, vs in named.items()]
    gap_sessions = []
    for customer, vs in by_customer.items():
        for before, v in zip([None] + vs, vs):
            if before is None or v.time - before.time > timeout:
                gap_sessions.append({"key": None, "customer": customer, "views": []})
            gap_sessions[-1]["views"].append(v)
    for c in having(rows, "web.converted"):
        if c.session:
            for s in sessions:
                if s["key"] == (c.customer, c.session):
                    s["converted"] = True
        elif c.customer is not None and c.time is not None:
            before = [(v.time, v.number, s) for s in gap_sessions if s["customer"] == c.customer
                      for v in s["views"] if v.time <= c.time]
            if before:
                time, _, s = max(before, key=lambda b: b[:2])
                if c.time - time <= timeout:
                    s["converted"] = True
    sessions += gap_sessions
    for s in sessions:
        vs = s["views"]
        s.setdefault("converted", False)
        s["first"], s["last"], s["view_count"] = vs[0], vs[-1], total(vs)
        s["duration"] = seconds_between(vs[0], vs[-1])
        s["times"] = [(v, v.seconds if v.seconds is not None else seconds_between(v, after))
                      for v, after in zip(vs, vs[1:])]
    return sessions


def web_tallies(rows, sessions, ctx):
    """`sessions` are those that belong here; ctx holds the facts of the whole channel."""
    views = having(rows, "web.page_view")
    t = {"page_views": total(views), "visitors": len(people(views)),
         "returning_visitors": len(people(views) & ctx["returning"]),
         "single_view_visitors": len(people(views) & ctx["single_view_visitors"]),
         "sessions": len(sessions), "channel_sessions": ctx["channel_sessions"], "page_sessions": len(sessions),
         "session_page_views": sum(s["view_count"] for s in sessions),
         "exits": len(sessions),
         "single_page_sessions": sum(s["view_count"] == 1 for s in sessions),
         "unengaged_sessions": sum(not (s["duration"] > 10 or s["converted"] or s["view_count"] >= 2) for s in sessions),
         "session_seconds": sum((s["duration"] for s in sessions), Decimal(0)),
         "time_on_page_seconds": sum((x for s in sessions for _, x in s["times"]), Decimal(0)),
         "converted_sessions": sum(s["converted"] for s in sessions),
         "visitor_sessions": sum(s["customer"] is not None for s in sessions)}
    return t, {}


def web_page_tallies(page, rows, sessions, ctx):
    """Per page: views and time by own page, exits by last page, the rest by first page. rows and sessions of the channel."""
    t, undefined = web_tallies([r for r in rows if r.page == page], [s for s in sessions if s["first"].page == page], ctx)
    t["session_page_views"] = sum(v.count for s in sessions for v in s["views"] if v.page == page)
    t["time_on_page_seconds"] = sum((x for s in sessions for v, x in s["times"] if v.page == page), Decimal(0))
    t["exits"] = sum(s["last"].page == page for s in sessions)
    t["page_sessions"] = sum(any(v.page == page for v in s["views"]) for s in sessions)
    return t, undefined


def social_tallies(rows, history, ctx):
    names = {"impression": "impressions", "like": "likes", "share": "shares", "comment": "comments", "reply": "replies",
             "mention": "mentions", "tag": "tags", "click": "social_clicks", "follow": "follows"}
    t = {name: total(having(rows, "social." + verb)) for verb, name in names.items()}
    asked = [r for r in rows if r.event in ("social.comment", "social.mention") and r.text("answered")]
    t["answerable_mentions"] = total(asked)
    t["interactions"] = sum(t[name] for name in "likes shares comments replies mentions tags".split())
    t["answered_mentions"] = total(r for r in asked if r.text("answered").lower() in ("true", "yes", "1"))
    return t, {}


CSAT = [  # lowest and highest answer, tally of those answers; lowest that satisfies, tally of those
    (1, 5, "csat_responses", 4, "satisfied"), (1, 5, "csat_responses", 5, "very_satisfied"),
    (1, 7, "csat_responses_of_7", 5, "satisfied_5_to_7"), (1, 7, "csat_responses_of_7", 6, "satisfied_6_to_7"),
    (1, 2, "csat_responses_of_2", 2, "positive")]


def survey_tallies(rows, history, ctx):
    def answered(verb):
        return [r for r in having(rows, "survey." + verb) if r.score is not None]

    def within(rows_, low, high):
        return [r for r in rows_ if low <= r.score <= high]

    def above(rows_, high):
        return total(r for r in rows_ if r.score > high)

    nps, csat, ces, review = (answered(v) for v in ("nps", "csat", "ces", "review"))
    asked = [r for r in rows if r.event in SCORED]
    t = {"invited": total(having(rows, "survey.invited")), "responses": total(nps + csat + ces + review),
         "unanswered": total(r for r in asked if r.score is None),
         "promoters": total(within(nps, 9, 10)), "passives": total(within(nps, 7, 8)),
         "detractors": total(within(nps, 0, 6)),
         "nps_answers": total(nps), "csat_answers": total(csat), "ces_answers": total(ces), "review_answers": total(review),
         "nps_above_scale": above(nps, 10), "csat_above_5": above(csat, 5), "csat_above_7": above(csat, 7),
         "csat_above_2": above(csat, 2), "ces_above_scale": above(ces, 7), "reviews_above_scale": above(review, 5),
         "csat_score": sum((r.score * r.count for r in csat), Decimal(0))}
    u = {}
    for low, high, responses, satisfying, tally in CSAT:
        t[responses] = total(within(csat, low, high))
        t[tally] = total(within(csat, satisfying, high))
        if above(csat, high):
            u[responses] = "an answer is above the scale"
    for rows_, high, responses, score in (ces, 7, "ces_responses", "ces_score"), (review, 5, "reviews", "review_stars"):
        t[responses] = total(within(rows_, 1, high))
        t[score] = sum((r.score * r.count for r in within(rows_, 1, high)), Decimal(0))
        if above(rows_, high):
            u[responses] = "an answer is above the scale"
    if above(nps, 10):
        u["promoters"] = "an answer is above the scale"
    return t, u


def event_tallies(rows, history, ctx):
    def pairs(rows_):
        return {(r.customer, r.campaign) for r in rows_ if r.customer is not None}

    held = ctx["held"]
    registered = {p for p in pairs(having(rows + history, "event.registered")) if p[1] in held}
    attended = {p for p in pairs(having(rows, "event.attended")) if p[1] in held}
    return {"registrations": len(pairs(having(rows, "event.registered"))),
            "registrants": len(registered), "attendees": len(attended),
            "attended_registrants": len(registered & attended),
            "walk_ins": len(attended - registered), "no_shows": len(registered - attended),
            "event_interactions": total(having(rows, "event.interacted"))}, {}


def support_tallies(rows, history, ctx):
    contacted = having(rows, "support.contacted")
    media = defaultdict(set)
    for r in contacted:
        if r.customer is not None and r.text("medium"):
            media[r.customer].add(r.text("medium"))
    t = {"contacts": total(contacted), "channel_contacts": ctx["channel_contacts"],
         "support_media": len({r.text("medium") for r in contacted if r.text("medium")}),
         "contacting_customers": len(people(contacted)),
         "customer_contacts": total(r for r in contacted if r.customer is not None),
         "multi_channel_customers": sum(len(m) >= 2 for m in media.values()),
         "support_complaints": total(having(rows, "support.complained"))}

    tickets = defaultdict(list)
    for r in rows:
        if r.customer is not None and r.event in ("support.contacted", "support.answered"):
            tickets[(r.customer, r.campaign)].append(r)
    responses = []
    for ticket in tickets.values():
        ordered = in_order(ticket)
        contacts, answers = having(ordered, "support.contacted"), having(ordered, "support.answered")
        if contacts:
            after = [a for a in answers if a.time >= contacts[0].time]
            if after:
                a = after[0]
                responses.append(a.seconds if a.seconds is not None else seconds_between(contacts[0], a))
        elif not having(ticket, "support.contacted"):
            known = [a for a in answers + [r for r in ticket if r.time is None] if a.seconds is not None]
            if known:
                responses.append(known[0].seconds)
    t["first_responses"], t["first_response_seconds"] = len(responses), sum(responses, Decimal(0))
    return t, {}


def help_tallies(rows, history, ctx):
    names = {"viewed": "article_views", "liked": "article_likes", "disliked": "article_dislikes", "discussed": "discussions"}
    return {name: total(having(rows, "help." + verb)) for verb, name in names.items()}, {}


def commerce_tallies(rows, history, ctx):
    ordered, upsold, cross = (having(rows, "commerce." + v) for v in ("ordered", "upsold", "cross_sold"))
    by_buyers = [r for r in ordered if r.customer is not None]
    orders_of = Counter()
    for r in by_buyers:
        orders_of[r.customer] += r.count
    t = {"orders": total(ordered), "refunds": total(having(rows, "commerce.refunded")),
         "buyers": len(people(ordered)), "repeat_buyers": sum(n >= 2 for n in orders_of.values()),
         "buyer_orders": total(by_buyers),
         "upsells": total(upsold), "upsell_customers": len(people(upsold)),
         "cross_sells": total(cross), "cross_sell_customers": len(people(cross))}
    u = {}
    for name, rows_ in (("revenue", ordered), ("buyer_revenue", by_buyers), ("upsell_revenue", upsold), ("cross_sell_revenue", cross)):
        t[name], reason = money(rows_)
        if reason:
            u[name] = reason
    return t, u


def customer_tallies(usable, counted, ctx):
    """usable: every row not refused or ignored but for the period. counted: those of them in the period."""
    start, end, zone, active_days = ctx["start"], ctx["end"], ctx["zone"], ctx["active_days"]
    active = [r for r in usable if r.customer is not None and r.event not in NO_ACTIVITY and not r.machine]

    def active_before(instant, days):
        """customers active in the `days` local calendar days before the instant (a local midnight)"""
        since = to_micros(dt.datetime.combine(from_micros(instant, zone).date() - dt.timedelta(days=days), dt.time(), zone))
        return {r.customer for r in active if r.time is not None and since <= r.time < instant}

    def customers_at(instant):
        if not ctx["lifecycle"]:
            return active_before(instant, active_days)
        state = {}
        for r in in_order(usable):
            if r.event in ("customer.joined", "customer.left") and r.customer is not None and r.time < instant:
                state[r.customer] = r.verb
        return {c for c, verb in state.items() if verb == "joined"}

    known = start is not None
    at_start = customers_at(start) if known and ctx["period_asked"] else set()
    at_end = customers_at(end) if known else set()
    if ctx["lifecycle"]:
        all_joined, all_lost = people(having(counted, "customer.joined")), people(having(counted, "customer.left"))
    else:
        in_period = set(map(id, counted))
        all_joined = {r.customer for r in active if id(r) in in_period} - at_start
        all_lost = (at_start | all_joined) - at_end
    t = {"customers_at_start": len(at_start), "customers_at_end": len(at_end),
         "customers_gained": len(at_end - at_start), "customers_lost": len(at_start - at_end),
         "all_joined": len(all_joined), "all_lost": len(all_lost),
         "daily_active": len(active_before(end, 1)) if known else 0,
         "weekly_active": len(active_before(end, 7)) if known else 0,
         "monthly_active": len(active_before(end, 30)) if known else 0,
         "feature_users": len(people(having(counted, "customer.used"))),
         "referrals": total(having(counted, "customer.referred")), "enrolled": total(having(counted, "customer.enrolled"))}
    u = {} if ctx["period_asked"] else {"customers_at_start": "no history before the period (give --period)"}
    return t, u


FAMILY_TALLIES = {"message": message_tallies, "social": social_tallies, "survey": survey_tallies, "event": event_tallies,
                  "support": support_tallies, "help": help_tallies, "commerce": commerce_tallies}

# ------------------------------------------------------------------ metrics
# (family, metric, definition, numerator, denominator, percent?); the first of a metric is its default.
# "default": the only definition, whatever its name. Denominator None: a plain figure.

D, P = "default", True
METRICS = [
    ("message", "sent", D, "sent", None, 0),
    ("message", "delivered", D, "delivered", None, 0),
    ("message", "bounced", D, "bounced", None, 0),
    ("message", "delivery_rate", D, "delivered", "sent", P),
    ("message", "message_bounce_rate", D, "bounced", "sent", P),
    ("message", "open_rate", "unique_per_delivered", "unique_opens", "delivered", P),
    ("message", "open_rate", "total_per_delivered", "opens", "delivered", P),
    ("message", "open_rate", "unique_per_sent", "unique_opens", "sent", P),
    ("message", "open_rate", "human_per_delivered", "unique_human_opens", "delivered", P),
    ("message", "ctr", "unique_per_delivered", "unique_clicks", "delivered", P),
    ("message", "ctr", "total_per_delivered", "clicks", "delivered", P),
    ("message", "ctr", "unique_per_sent", "unique_clicks", "sent", P),
    ("message", "ctr", "human_per_delivered", "unique_human_clicks", "delivered", P),
    ("message", "click_to_open_rate", D, "unique_clicks", "unique_opens", P),
    ("message", "conversion_rate", "after_click_per_delivered", "unique_conversions", "delivered", P),
    ("message", "conversion_rate", "after_click_per_clicker", "unique_conversions", "unique_clicks", P),
    ("message", "conversion_rate", "any_per_delivered", "unique_any_conversions", "delivered", P),
    ("message", "conversion_rate", "after_click_per_sent", "unique_conversions", "sent", P),
    ("message", "unsubscribe_rate", D, "unsubscribes", "delivered", P),
    ("message", "unsubscribe_rate", "per_sent", "unsubscribes", "sent", P),
    ("message", "complaint_rate", D, "spam_complaints", "delivered", P),
    ("message", "daily_opener_rate", D, "daily_openers", "delivered_customers", P),
    ("message", "weekly_opener_rate", D, "weekly_openers", "delivered_customers", P),
    ("message", "monthly_opener_rate", D, "monthly_openers", "delivered_customers", P),

    ("web", "page_views", D, "page_views", None, 0),
    ("web", "sessions", D, "sessions", None, 0),
    ("web", "visitors", D, "visitors", None, 0),
    ("web", "bounce_rate", "single_page", "single_page_sessions", "sessions", P),
    ("web", "bounce_rate", "ga4", "unengaged_sessions", "sessions", P),
    ("web", "bounce_rate", "per_visitor", "single_view_visitors", "visitors", P),
    ("web", "exit_rate", "per_view", "exits", "session_page_views", P),
    ("web", "exit_rate", "per_visit", "exits", "page_sessions", P),
    ("web", "exit_rate", "share", "exits", "channel_sessions", P),
    ("web", "pages_per_session", D, "session_page_views", "sessions", 0),
    ("web", "avg_session_duration", D, "session_seconds", "sessions", 0),
    ("web", "avg_session_duration", "without_bounces", "session_seconds", "sessions - single_page_sessions", 0),
    ("web", "avg_time_on_page", D, "time_on_page_seconds", "session_page_views - exits", 0),
    ("web", "returning_visitor_rate", D, "returning_visitors", "visitors", P),
    ("web", "web_conversion_rate", D, "converted_sessions", "sessions", P),
    ("web", "sessions_per_visitor", D, "visitor_sessions", "visitors", 0),

    *[("social", name, D, name, None, 0) for name in
      "likes shares comments replies mentions tags social_clicks follows impressions".split()],
    ("social", "interactions", D, "interactions", None, 0),
    ("social", "interactions", "with_clicks", "interactions + social_clicks", None, 0),
    ("social", "engagement_rate", D, "interactions", "impressions", P),
    ("social", "brand_reply_rate", D, "answered_mentions", "answerable_mentions", P),

    ("survey", "nps", D, "promoters - detractors", "promoters + passives + detractors", P),
    ("survey", "csat", "top_2_of_5", "satisfied", "csat_responses", P),
    ("survey", "csat", "top_1_of_5", "very_satisfied", "csat_responses", P),
    ("survey", "csat", "top_3_of_7", "satisfied_5_to_7", "csat_responses_of_7", P),
    ("survey", "csat", "top_2_of_7", "satisfied_6_to_7", "csat_responses_of_7", P),
    ("survey", "csat", "positive_of_2", "positive", "csat_responses_of_2", P),
    ("survey", "csat", "mean", "csat_score", "csat_answers", 0),
    ("survey", "ces", D, "ces_score", "ces_responses", 0),
    ("survey", "review_score", D, "review_stars", "reviews", 0),
    ("survey", "survey_response_rate", D, "responses", "invited", P),

    *[("event", name, D, name, None, 0) for name in
      "registrations registrants attendees attended_registrants walk_ins no_shows event_interactions".split()],
    ("event", "attendance_rate", D, "attended_registrants", "registrants", P),
    ("event", "interactions_per_attendee", D, "event_interactions", "attendees", 0),

    ("support", "contacts", D, "contacts", None, 0),
    ("support", "contact_share", D, "contacts", "channel_contacts", P),
    ("support", "support_media", D, "support_media", None, 0),
    ("support", "multi_channel_share", D, "multi_channel_customers", "contacting_customers", P),
    ("support", "contacts_per_customer", D, "customer_contacts", "contacting_customers", 0),
    ("support", "complaint_share", D, "support_complaints", "contacts", P),
    ("support", "avg_first_response", D, "first_response_seconds", "first_responses", 0),

    *[("help", name, D, name, None, 0) for name in "article_views article_likes article_dislikes discussions".split()],
    ("help", "helpfulness", D, "article_likes", "article_likes + article_dislikes", P),

    *[("commerce", name, D, name, None, 0) for name in
      "orders revenue buyers upsells upsell_revenue upsell_customers cross_sells cross_sell_revenue cross_sell_customers".split()],
    ("commerce", "aov", D, "revenue", "orders", 0),
    ("commerce", "repeat_purchase_rate", D, "repeat_buyers", "buyers", P),
    ("commerce", "orders_per_buyer", D, "buyer_orders", "buyers", 0),
    ("commerce", "revenue_per_buyer", D, "buyer_revenue", "buyers", 0),
    ("commerce", "refund_rate", D, "refunds", "orders", P),

    *[("customer", name, D, name, None, 0) for name in
      ("customers_at_end customers_gained customers_lost daily_active weekly_active monthly_active "
       "referrals enrolled").split()],
    ("customer", "customers_at_start", D, "customers_at_start", None, 0),
    ("customer", "crr", D, "customers_at_end - customers_gained", "customers_at_start", P),
    ("customer", "churn_rate", "start_cohort", "customers_lost", "customers_at_start", P),
    ("customer", "churn_rate", "all_lost_over_start", "all_lost", "customers_at_start", P),
    ("customer", "churn_rate", "start_plus_gained", "all_lost", "customers_at_start + all_joined", P),
    ("customer", "churn_rate", "average_base", "2 * customers_lost", "customers_at_start + customers_at_end", P),
    ("customer", "stickiness", D, "daily_active", "monthly_active", P),
    ("customer", "adoption_rate", D, "feature_users", "all_customers_at_end", P),
]
ONLY_PER = {"exit_rate": "page", "contact_share": "medium", "adoption_rate": "feature"}
# By page, views belong to their own page and sessions to their first: no quotient is made of the one and the other.
NOT_PER = {"page": {"pages_per_session", "sessions_per_visitor"}}

# Definitions whose sampling units are customers: metric, and the definitions; what one customer has is told apart in all
# of them.
BY_CUSTOMER = {
    "bounce_rate": ["single_page", "ga4"],
    "exit_rate": ["per_view", "per_visit"], "pages_per_session": [D], "avg_session_duration": [D, "without_bounces"],
    "avg_time_on_page": [D], "web_conversion_rate": [D], "sessions_per_visitor": [D], "engagement_rate": [D],
    "csat": ["mean"], "ces": [D], "review_score": [D], "contacts_per_customer": [D],
    "complaint_share": [D], "avg_first_response": [D], "aov": [D], "orders_per_buyer": [D], "revenue_per_buyer": [D],
    "refund_rate": [D]}


def plain(x):
    return float(x) if isinstance(x, Decimal) else x


def evaluate(expression, tallies):
    names = re.findall(r"[a-z_][a-z_0-9]*", expression)
    if any(tallies[n] is None for n in names):
        return None
    return eval(expression, {"__builtins__": {}}, tallies)


def one_figure(numerator, denominator, percent, tallies, undefined):
    result = {"value": None}
    above = evaluate(numerator, tallies)
    below = evaluate(denominator, tallies) if denominator else None
    reasons = [undefined[n] for n in re.findall(r"[a-z_][a-z_0-9]*", f"{numerator} {denominator or ''}") if n in undefined]
    if denominator is None:
        if numerator == "customers_at_start":
            reasons = []                                    # 0, though no rate may be made of it
        result["value"] = None if reasons else plain(above)
    elif not reasons and below == 0:
        reasons = [f"{denominator} is 0"]
    elif not reasons:
        result["value"] = float(Fraction(above) * (100 if percent else 1) / Fraction(below))
    if reasons:
        result["reason"] = reasons[0]
    if denominator is not None:
        result["numerator"], result["denominator"] = plain(above), plain(below)
    return result


def metrics_of(families, tallies, undefined, breakdown=None, only=None):
    metrics = {}
    for family, metric, definition, numerator, denominator, percent in METRICS:
        if family not in families or (only and metric not in only):
            continue
        if metric in ONLY_PER and ONLY_PER[metric] != breakdown or metric in NOT_PER.get(breakdown, ()):
            continue
        figure = one_figure(numerator, denominator, percent, tallies, undefined)
        if metric not in metrics:
            metrics[metric] = {"value": figure.pop("value"), "definition": definition, **figure}
        else:
            metrics[metric].setdefault("definitions", {})[definition] = figure
    return metrics


def section(families, tallies, undefined, breakdown=None, only=None):
    return {"tallies": {k: plain(v) for k, v in tallies.items()},
            "metrics": metrics_of(families, tallies, undefined, breakdown, only)}


# ------------------------------------------------------------------ customers apart

def step_of(expression):
    if "revenue" in expression:
        return Fraction(1, 100)
    return Fraction(1, 1000) if re.search("seconds|score|stars", expression) else Fraction(1)


def in_steps(amount, step):
    """Rounded half away from zero."""
    whole = Fraction(abs(amount)) / step + Fraction(1, 2)
    return (1 if amount >= 0 else -1) * (whole.numerator // whole.denominator)


def error_of(numerator, denominator, percent, figure, clusters):
    """What the clusters, the tallies of each customer alone, tell of how sure a quotient is; None: nothing."""
    step_y, step_x = step_of(numerator), step_of(denominator)
    of = [(in_steps(evaluate(numerator, t), step_y), in_steps(evaluate(denominator, t), step_x)) for t in clusters]
    of = [(y, x) for y, x in of if y or x]
    k, sum_y, sum_x = len(of), sum(y for y, _ in of), sum(x for _, x in of)
    for steps, step, name in (sum_y, step_y, "numerator"), (sum_x, step_x, "denominator"):
        if abs(Fraction(figure[name]) - steps * step) * 2 > step * k + Fraction(1, 10**6):
            return None                                       # not all of it is a customer's
    if k < 2 or sum_x <= 0:
        return None
    ratio = Fraction(sum_y, sum_x)
    squares = sum((y - ratio * x) ** 2 for y, x in of)
    if not squares:
        return None
    error = float(Fraction(k, k - 1) * squares) ** 0.5 / sum_x
    return {"customers": k, "standard_error": error * float(step_y / step_x) * (100 if percent else 1)}


def add_errors(metrics, clusters):
    for _, metric, definition, numerator, denominator, percent in METRICS:
        if metric not in metrics or definition not in BY_CUSTOMER.get(metric, []):
            continue
        figure = metrics[metric]
        if figure["definition"] != definition:
            figure = figure["definitions"][definition]
        if figure["value"] is not None:
            figure["by_customer"] = error_of(numerator, denominator, percent, figure, clusters)


# ------------------------------------------------------------------ a channel

def whole_units(first, last, week_start):
    """{unit: {day: unit it lies in}} for the days, weeks and months wholly inside first..last."""
    result = {"day": {}, "week": {}, "month": {}}
    if first is None:
        return result
    weekday = {"monday": 0, "sunday": 6, "saturday": 5}[week_start]
    days = [first + dt.timedelta(days=i) for i in range((last - first).days + 1)]
    for d in days:
        result["day"][d] = d
        week = d - dt.timedelta(days=(d.weekday() - weekday) % 7)
        if first <= week and week + dt.timedelta(days=6) <= last:
            result["week"][d] = week
        month = d.replace(day=1)
        month_end = (month + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
        if first <= month and month_end <= last:
            result["month"][d] = month
    return result


def channel_section(rows, history, usable, read, options, ctx):
    """rows, history, usable, read: of this channel only"""
    families = sorted({r.family for r in rows})
    ctx = dict(ctx)
    ctx["delivered_derived"] = (any(r.event in ("message.sent", "message.bounced") for r in rows)
                                and not having(read, "message.delivered"))
    first_attended = {}
    for r in having(usable, "event.attended"):
        time = r.time if r.time is not None else ctx["start"]
        first_attended[r.campaign] = min(first_attended.get(r.campaign, time), time) if time is not None else None
    ctx["held"] = {c for c, t in first_attended.items() if t is None or ctx["start"] <= t < ctx["end"]}
    ctx["channel_contacts"] = total(having(rows, "support.contacted"))
    sessions = make_sessions(rows, ctx["timeout"])
    ctx["channel_sessions"] = len(sessions)
    ctx["returning"] = people(having(history, "web.page_view"))
    views_of = Counter()
    for r in having(rows, "web.page_view"):
        views_of[r.customer] += r.count
    ctx["single_view_visitors"] = {c for c, n in views_of.items() if c is not None and n == 1}

    def figures(rows_, history_, web):
        tallies, undefined = {}, {}
        for family in families:
            t, u = web if family == "web" else FAMILY_TALLIES[family](rows_, history_, ctx)
            tallies.update(t)
            undefined.update(u)
        return tallies, undefined

    def apart(rows_, history_, web):
        """The tallies of each customer, and of each session of nobody."""
        customers = [([r for r in rows if r.customer == c], [s for s in sessions if s["customer"] == c], c)
                     for c in sorted(people(rows))]
        for rows_of, sessions_of, c in customers + [([], [s], None) for s in sessions if s["customer"] is None]:
            named = lambda all_: [r for r in all_ if c is not None and r.customer == c]
            tallies, _ = figures(named(rows_), named(history_), web(rows_of, sessions_of))
            if "sent" in tallies and ctx["delivered_derived"]:
                tallies["delivered"] = tallies["sent"] - tallies["bounced"]
            yield tallies

    def made(rows_, history_, web, dim=None):
        made = section(families, *figures(rows_, history_, web(rows, sessions)), breakdown=dim)
        add_errors(made["metrics"], list(apart(rows_, history_, web)))
        return made

    result = made(rows, history, lambda rows_, sessions_: web_tallies(rows_, sessions_, ctx))
    for beside_a_breakdown in ("channel_sessions", "channel_contacts"):
        result["tallies"].pop(beside_a_breakdown, None)
    dims = list(dict.fromkeys([*options.by, *(["page"] if {"web", "help"} & set(families) else []),
                               *(["medium"] if "support" in families else [])]))
    result["breakdowns"] = {}
    for dim in dims:
        keyed = {}
        for key in sorted({dimension(r, dim) for r in rows}):
            rows_ = [r for r in rows if dimension(r, dim) == key]
            history_ = [r for r in history if dimension(r, dim) == key]
            if ALIASES.get(normal(dim), normal(dim)) == "page":
                web = lambda of, sessions_: web_page_tallies(key, of, sessions_, ctx)
            else:
                web = lambda of, sessions_: web_tallies(
                    [r for r in of if dimension(r, dim) == key],
                    [s for s in sessions_ if dimension(s["first"], dim) == key], ctx)
            keyed[key] = made(rows_, history_, web, dim)
        result["breakdowns"][dim] = keyed
    return result


def customers_section(usable, counted, ctx):
    tallies, undefined = customer_tallies(usable, counted, ctx)
    result = section(["customer"], tallies, undefined)
    used = having(counted, "customer.used")
    keyed = {}
    for feature in sorted({r.text("feature") for r in used}):
        t = {"feature_users": len(people(r for r in used if r.text("feature") == feature)),
             "all_customers_at_end": tallies["customers_at_end"]}
        keyed[feature] = section(["customer"], t, {}, breakdown="feature", only=["adoption_rate"])
    result["breakdowns"] = {"feature": keyed} if keyed else {}
    return result


# ------------------------------------------------------------------ the whole

def parse_timeout(text):
    number, unit = re.fullmatch(r"(\d+)\s*([smh]?)", text).groups()
    return int(number) * {"": 60, "s": 1, "m": 60, "h": 3600}[unit] * 10**6


def report(options):
    zone = ZoneInfo(options.tz)
    input_zone = ZoneInfo(options.input_tz) if options.input_tz else zone
    period_asked = bool(options.from_ or options.to)

    inputs, read, passed, seen_ids, number = [], [], [], set(), 0
    for path in options.files:
        ledger = {"read": 0, "counted": 0, "ignored": Counter(), "refused": Counter()}
        inputs.append({"name": path, "rows": ledger})
        for record in read_records(path):
            ledger["read"] += 1
            number += 1
            try:
                if isinstance(record, Refused):
                    raise record
                row = make_row(number, record, input_zone, period_asked)
            except Refused as refused:
                ledger["refused"][str(refused)] += 1
                continue
            read.append(row)
            if row.count == 0:
                ledger["ignored"]["zero_count"] += 1
            elif not passes(row, options.where):
                ledger["ignored"]["filtered"] += 1
            elif row.id and row.id in seen_ids:
                ledger["ignored"]["duplicate"] += 1
            else:
                if row.id:
                    seen_ids.add(row.id)
                row.ledger = ledger
                passed.append(row)

    local_day = lambda r: from_micros(r.time, zone).date()
    days = [local_day(r) for r in passed if r.time is not None]
    first = dt.date.fromisoformat(options.from_) if options.from_ else min(days, default=None)
    last = dt.date.fromisoformat(options.to) if options.to else max(days, default=None)
    start = end = None
    if first is not None and last is not None:
        start = to_micros(dt.datetime.combine(first, dt.time(), zone))
        end = to_micros(dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), zone))

    counted, history = [], []
    for r in passed:
        if r.time is None or start <= r.time < end:
            counted.append(r)
            r.ledger["counted"] += 1
        else:
            r.ledger["ignored"]["outside_period"] += 1
            if r.time < start:
                history.append(r)

    lifecycle = options.customers == "lifecycle" or (
        options.customers is None and bool(having(passed, "customer.joined")) and bool(having(passed, "customer.left")))
    ctx = {"start": start, "end": end, "zone": zone, "day": local_day, "period_asked": period_asked,
           "whole_units": whole_units(first, last, options.week_start), "opener_share": Fraction(options.opener_share),
           "timeout": parse_timeout(options.session_timeout), "active_days": options.active_days, "lifecycle": lifecycle}
    channels = {}
    for channel in sorted({r.channel for r in counted if r.family != "customer"}):
        of = lambda rows: [r for r in rows if r.family != "customer" and r.channel == channel]
        channels[channel] = channel_section(of(counted), of(history), of(passed), of(read), options, ctx)
    return {"period": {"from": first and first.isoformat(), "to": last and last.isoformat(),
                       "time_zone": options.tz, "week_start": options.week_start},
            "inputs": inputs, "channels": channels, "customers": customers_section(passed, counted, ctx)}


def parse(words):
    p = argparse.ArgumentParser()
    p.add_argument("files", nargs="+")
    p.add_argument("--from", dest="from_")
    p.add_argument("--to")
    p.add_argument("--tz", default="UTC")
    p.add_argument("--input-tz")
    p.add_argument("--week-start", default="monday", choices=["monday", "sunday", "saturday"])
    p.add_argument("--by", action="append", default=[])
    p.add_argument("--where", action="append", default=[])
    p.add_argument("--active-days", type=int, default=30)
    p.add_argument("--customers", choices=["lifecycle", "activity"])
    p.add_argument("--session-timeout", default="30m")
    p.add_argument("--opener-share", default="100")
    p.add_argument("--top")                     # taken and ignored: all keys are always printed
    p.add_argument("--format")
    return p.parse_intermixed_args(words)


if __name__ == "__main__":
    json.dump(report(parse(sys.argv[1:])), sys.stdout, ensure_ascii=False, indent=1)
    print()
