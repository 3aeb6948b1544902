# pandas_job.py -- the report's main figures by pandas.
# SPDX-License-Identifier: MIT
"""python3 pandas_job.py FILE csv|ndjson TOP      TOP: how many pages are printed, 0 for all"""
import sys

import pandas

NO_ACTIVITY = ["sent", "delivered", "bounced", "unsubscribed", "resolved"]
REPEATED = ["channel", "event", "campaign", "page"]
COLUMNS = ["time", "customer", "channel", "event", "campaign", "session", "page", "score"]


def read(path, form):
    if form == "csv":
        events = pandas.read_csv(path, usecols=lambda column: column in COLUMNS, keep_default_na=False,
                                 dtype=dict.fromkeys(REPEATED, "category"), na_values={"score": ""})
    else:
        events = pandas.read_json(path, lines=True, dtype=False, convert_dates=False)
    for column in COLUMNS:
        if column not in events:
            events[column] = "web" if column == "channel" else ""
    events["time"] = pandas.to_datetime(events["time"], utc=True)
    return events


def show(table):
    print("#" + table.to_csv(sep="\t", index=False), end="")


def total(**figures):
    show(pandas.DataFrame([figures]))


def messages(events):
    sent = events[events["channel"].isin(["email", "push"])]
    pair = ["channel", "campaign", "customer"]
    marks = pandas.DataFrame({column: sent[column].astype(object) for column in pair})
    for name, event in [("sent", "sent"), ("delivered", "delivered"), ("bounced", "bounced"), ("opens", "opened"),
                        ("clicks", "clicked"), ("unsubscribes", "unsubscribed")]:
        marks[name] = (sent["event"] == event).astype("int32")
    counts = marks.groupby(pair, sort=False).sum()
    times = marks[pair].assign(time=sent["time"])
    counts["clicked"] = times[sent["event"] == "clicked"].groupby(pair, sort=False)["time"].min()
    counts["converted"] = times[sent["event"] == "converted"].groupby(pair, sort=False)["time"].max()
    counts["unique_opens"] = (counts["opens"] > 0).astype(int)
    counts["unique_clicks"] = (counts["clicks"] > 0).astype(int)
    counts["unique_conversions"] = (counts["converted"] >= counts["clicked"]).astype(int)
    counts["unsubscribes"] = (counts["unsubscribes"] > 0).astype(int)
    show(counts.drop(columns=["clicked", "converted"]).groupby(["channel", "campaign"]).sum().reset_index())


def web(events, top):
    views = events[(events["channel"] == "web") & (events["event"] == "page_view")].sort_values("time", kind="stable")
    visits = views.groupby(["customer", "session"], sort=False).agg(
        views=("page", "size"), began=("time", "first"), ended=("time", "last"), exit_page=("page", "last"))
    visits = visits.reset_index()
    total(channel="web", page_views=len(views), sessions=len(visits), single_page_sessions=(visits["views"] == 1).sum(),
          session_seconds=(visits["ended"] - visits["began"]).sum().total_seconds(),
          visitors=visits["customer"].nunique())
    pages = pandas.DataFrame({"page_views": views["page"].astype(object).value_counts()})
    pages["exits"] = visits["exit_page"].astype(object).value_counts()
    pages = pages.fillna(0).rename_axis("page").reset_index()
    pages = pages.sort_values(["page_views", "page"], ascending=[False, True])
    # Quotes in a name are part of it: the lines are written as they are, with no quotes around cells.
    print("#channel\tpage\tpage_views\texits")
    for row in pages.head(top or len(pages)).itertuples(index=False):
        print(f"web\t{row.page}\t{row.page_views}\t{row.exits}")


def rest(events):
    nps, csat = (events.loc[events["event"] == event, "score"].astype(float) for event in ("nps", "csat"))
    total(channel="survey", promoters=(nps >= 9).sum(), passives=((nps >= 7) & (nps < 9)).sum(),
          detractors=(nps < 7).sum(), csat_responses=len(csat), satisfied=(csat >= 4).sum())
    social = events.loc[events["channel"] == "social", "event"].value_counts()
    total(channel="social", likes=social.get("like", 0), shares=social.get("share", 0),
          comments=social.get("comment", 0), social_clicks=social.get("click", 0))
    contacts = events[(events["channel"] == "support") & (events["event"] == "contacted")]
    total(channel="support", contacts=len(contacts), contacting_customers=contacts["customer"].nunique())
    midnight = events["time"].max().normalize() + pandas.Timedelta(days=1)
    latest = events[~events["event"].isin(NO_ACTIVITY)].groupby("customer", sort=False)["time"].max()
    days = {"daily_active": 1, "weekly_active": 7, "monthly_active": 30}
    total(**{name: (latest >= midnight - pandas.Timedelta(days=count)).sum() for name, count in days.items()})


def main(path, form, top):
    events = read(path, form)
    messages(events)
    web(events, int(top))
    rest(events)


if __name__ == "__main__":
    main(*sys.argv[1:])
