# real_files.py -- real exports give the figures that are counted here, with Python's readers and without importers.
# SPDX-License-Identifier: MIT
#
#     tests/real_files.py ENGAGE FOLDER
#
# FOLDER holds files of other projects, each in a folder of its system; PROVENANCE.tsv says whence. What they must give
# is counted below from the meaning that each system's documentation gives its words. Ends with status 77, which is
# "skipped", where there is no such folder. Files that are not there are left out; files that are not listed below are
# named and nothing more.
import collections
import csv
import gzip
import json
import pathlib
import subprocess
import sys
from decimal import Decimal

SKIPPED = 77
DATA_ERROR = 65


# ---- the files as Python reads them ---------------------------------------------------------------------------------

def table(path):
    """The rows of a CSV file. A column that is there twice keeps its first value."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        header, *rows = [row for row in csv.reader(file) if row]
    return [dict(reversed(list(zip(header, row)))) for row in rows]


def records(path):
    """The objects of a file of JSON: an array, or one a line."""
    text = path.read_text(encoding="utf-8")
    if text.lstrip().startswith("["):
        return json.loads(text)
    return [json.loads(line) for line in text.splitlines() if line]


def at(record, *keys):
    """What stands at a path; None where it ends early."""
    for key in keys:
        if isinstance(record, list):
            record = record[key] if len(record) > key else None
        else:
            record = record.get(key) if isinstance(record, dict) else None
    return record


def added(rows, column):
    return sum((Decimal(row[column]) for row in rows if row[column] not in ("", "-")), Decimal(0))


# ---- what they must give --------------------------------------------------------------------------------------------

class Expected:
    """The importer, how many rows there are and count, and tallies by channel ('customers': over all channels)."""

    def __init__(self, importer, read, counted, tallies):
        self.importer, self.read, self.counted, self.tallies = importer, read, counted, tallies


def of_messages(happened):
    """The tallies of a channel from (verb, customer, message, machine), the customer None where nobody is named."""
    times = collections.Counter(verb for verb, *_ in happened)

    def pairs(verb, human=False):
        return len({(customer.lower(), message) for word, customer, message, machine in happened
                    if word == verb and customer and not (human and machine)})

    return {
        "sent": times["sent"], "bounced": times["bounced"],
        "delivered": times["delivered"] if times["delivered"] else times["sent"] - times["bounced"],
        "opens": times["opened"], "unique_opens": pairs("opened"), "unique_human_opens": pairs("opened", human=True),
        "clicks": times["clicked"], "unique_clicks": pairs("clicked"),
        "unsubscribes": pairs("unsubscribed"), "spam_complaints": pairs("complained"),
    }


def mail(importer, read, told):
    """An export of e-mail: `told` holds for each row what happened, in a list; an empty one is no outcome."""
    told = list(told)
    return Expected(importer, read, sum(1 for row in told if row),
                    {"email": of_messages([event for row in told for event in row])})


def mailgun(path):
    verbs = {"accepted": "sent", "delivered": "delivered", "opened": "opened", "clicked": "clicked",
             "unsubscribed": "unsubscribed", "complained": "complained"}
    rows = [row["event-data"] for row in records(path)]

    def told(row):
        failed = row["event"] == "failed" and row["severity"] == "permanent"  # temporary: it is tried again
        verb = "bounced" if failed else verbs.get(row["event"])
        return [(verb, row.get("recipient"), at(row, "message", "headers", "message-id"), False)] if verb else []

    return mail("mailgun", len(rows), map(told, rows))


def sendgrid(path):
    verbs = {"processed": "sent", "delivered": "delivered", "bounce": "bounced", "open": "opened", "click": "clicked",
             "unsubscribe": "unsubscribed", "group_unsubscribe": "unsubscribed", "spamreport": "complained"}
    rows = records(path)
    # Events are posted again under the same id. In the documentation's example all have one and the same.
    new = {(verbs[row["event"]], row["sg_event_id"]): row for row in reversed(rows) if row["event"] in verbs}
    return mail("sendgrid", len(rows), [[(verb, row["email"], row["sg_message_id"].split(".")[0], False)]
                                        for (verb, _), row in new.items()])


def postmark(path):
    verbs = {"Delivery": "delivered", "Open": "opened", "Click": "clicked", "SpamComplaint": "complained"}
    rows = records(path)

    def told(row):
        kind, verb = row["RecordType"], verbs.get(row["RecordType"])
        if kind == "Bounce":  # Postmark's word for whatever came back, requests to unsubscribe too
            verb = "unsubscribed" if row["Type"] == "Unsubscribe" else "bounced"
        if kind == "SubscriptionChange" and row["SuppressSending"] and row["SuppressionReason"] == "ManualSuppression":
            verb = "unsubscribed"
        return [(verb, row.get("Recipient") or row.get("Email"), row["MessageID"], False)] if verb else []

    return mail("postmark", len(rows), map(told, rows))


def sparkpost(path):
    verbs = {"injection": "sent", "delivery": "delivered", "bounce": "bounced", "list_unsubscribe": "unsubscribed"}
    rows = [next(iter(row["msys"].values()), {}) for row in records(path)]

    def told(row):
        kind = row.get("type", "")
        verb = "opened" if kind.endswith("open") else "clicked" if kind.endswith("click") else verbs.get(kind)
        if kind == "bounce" and row["bounce_class"] == "60":  # an answer of a machine: the mail arrived
            verb = None
        customer = row.get("rcpt_to") or row.get("raw_rcpt_to")
        return [(verb, customer, row.get("transmission_id") or row.get("message_id"), False)] if verb else []

    return mail("sparkpost", len(rows), map(told, rows))


def amazon_ses(path):
    rows = records(path)

    def told(row):
        message, sent_to = at(row, "mail", "messageId"), at(row, "mail", "destination")
        bounced, complained = at(row, "bounce", "bouncedRecipients"), at(row, "complaint", "complainedRecipients")
        verb, customers = {
            "Send": ("sent", sent_to), "Open": ("opened", sent_to), "Click": ("clicked", sent_to),
            "Delivery": ("delivered", at(row, "delivery", "recipients")),
            "Bounce": ("bounced", [who["emailAddress"] for who in bounced or []]),
            "Complaint": ("complained", [who["emailAddress"] for who in complained or []]),
        }.get(row.get("eventType") or row.get("notificationType"), ("", []))
        return [(verb, customer, message, False) for customer in customers]

    # A mail to several is a row for each of them.
    by_recipient = [events for row in rows for events in [[event] for event in told(row)] or [[]]]
    return mail("amazon_ses", len(by_recipient), by_recipient)


def brevo(path):
    verbs = {"request": "sent", "delivered": "delivered", "hard_bounce": "bounced", "soft_bounce": "bounced",
             "invalid_email": "bounced", "opened": "opened", "unique_opened": "opened", "proxy_open": "opened",
             "unique_proxy_open": "opened", "click": "clicked", "spam": "complained", "complaint": "complained",
             "unsubscribe": "unsubscribed"}
    rows = records(path)
    return mail("brevo", len(rows), [[(verbs[row["event"]], row["email"], row["message-id"], "proxy" in row["event"])]
                                     for row in rows if row["event"] in verbs])


def mailjet(path):
    verbs = {"sent": "delivered", "bounce": "bounced", "open": "opened", "click": "clicked", "spam": "complained",
             "unsub": "unsubscribed"}  # sent: the other server has said 250
    rows = records(path)
    told, mails, delivered = [], set(), set()
    for row in rows:
        kind, mail_id = row["event"], row["MessageID"]  # one mail to one person
        events = [(verbs[kind], row["email"], mail_id, False)] if kind in verbs else []
        if kind == "sent" and mail_id in delivered:
            events = []
        if kind in ("sent", "bounce") and mail_id not in mails:
            events.append(("sent", row["email"], mail_id, False))
            mails.add(mail_id)
        if kind == "sent":
            delivered.add(mail_id)
        told.append(events)
    return mail("mailjet", len(rows), told)


def mandrill(path):
    verbs = {"send": "sent", "hard_bounce": "bounced", "soft_bounce": "bounced", "open": "opened", "click": "clicked",
             "spam": "complained", "unsub": "unsubscribed"}
    rows = records(path)
    return mail("mandrill", len(rows), [
        [(verbs[row["event"]], row["msg"]["email"], row["_id"], False)] if row.get("event") in verbs else []
        for row in rows])


def resend(path):
    verbs = {"email.sent": "sent", "email.delivered": "delivered", "email.bounced": "bounced", "email.opened": "opened",
             "email.clicked": "clicked", "email.complained": "complained"}
    rows = [(row, customer) for row in records(path) for customer in row["data"]["to"]]  # each recipient is a row

    def told(row, customer):
        verb = verbs.get(row["type"])
        # "Resend has suppressed sending to this address […] This does not count toward your bounce rate metric"
        if verb == "bounced" and "suppressed sending" in row["data"]["bounce"]["message"]:
            verb = None
        customer = customer.split("<")[-1].rstrip(">")
        return [(verb, customer, row["data"]["email_id"], False)] if verb else []

    return mail("resend", len(rows), [told(*row) for row in rows])


def mailersend(path):
    verbs = {"sent": "sent", "delivered": "delivered", "hard_bounced": "bounced", "soft_bounced": "bounced",
             "opened": "opened", "clicked": "clicked", "unsubscribed": "unsubscribed", "spam_complaint": "complained"}
    rows = records(path)
    return mail("mailersend", len(rows), [
        [(verbs[row["data"]["type"]], row["data"]["email"]["recipient"]["email"], row["data"]["email"]["message"]["id"],
          False)] for row in rows])


def mailchimp_activity(path):
    verbs = {"open": "opened", "click": "clicked", "bounce": "bounced"}
    rows = table(path)
    return mail("mailchimp_activity", len(rows),
                [[(verbs[row["action"]], row["member_id"], row["campaign_id"], False)] for row in rows])


def mailchimp_unsubscribe(path):
    rows = table(path)
    return mail("mailchimp_unsubscribes", len(rows),
                [[("unsubscribed", row["member_id"], row["campaign_id"], False)] for row in rows])


def klaviyo(path):
    rows = table(path)
    mails = [row for row in rows if row["type"] == "Received Email"]
    orders = [row for row in rows if row["type"] == "Placed Order"]
    return Expected("klaviyo_events", len(rows), len(mails) + len(orders), {
        "email": of_messages([("delivered", row["person_id"], row["campaign_id"], False) for row in mails]),
        "shop": {"orders": len(orders), "buyers": len({row["person_id"] for row in orders}),
                 "revenue": added(orders, "property_value")}})


def segment(path):
    names = {"Email Delivered": ("email", "delivered"), "Email Bounced": ("email", "bounced"),
             "Email Opened": ("email", "opened"), "Email Link Clicked": ("email", "clicked"),
             "Unsubscribed": ("email", "unsubscribed"), "Email Marked as Spam": ("email", "complained"),
             "Push Notification Received": ("push", "delivered"), "Push Notification Tapped": ("push", "clicked"),
             "Push Notification Bounced": ("push", "bounced")}
    rows = records(path)
    happened = {"email": [], "push": []}
    for row in rows:
        if row.get("event") in names:
            channel, verb = names[row["event"]]
            campaign = at(row, "properties", "email_id") or at(row, "properties", "campaign", "name")
            happened[channel].append((verb, row.get("userId") or row.get("user_id"), campaign, False))
    pages = [row for row in rows if row.get("type") == "page"]
    people = {row.get("userId") or row.get("anonymousId") for row in pages} - {None}
    assert all("timestamp" in row for row in pages if "userId" in row) and len(people) == 1  # one view, one session
    return Expected("segment", len(rows), len(pages) + sum(map(len, happened.values())), {
        "email": of_messages(happened["email"]), "push": of_messages(happened["push"]),
        "web": {"page_views": len(pages), "visitors": len(people), "sessions": 1, "single_page_sessions": 1}})


def twitter(path):
    rows = table(path)
    columns = {"impressions": "impressions", "likes": "likes", "shares": "retweets", "replies": "replies",
               "social_clicks": "url clicks", "follows": "follows"}
    return Expected("twitter_tweets", len(rows), len(rows),
                    {"twitter": {tally: added(rows, column) for tally, column in columns.items()}})


def facebook(path):
    rows = table(path)
    columns = {"impressions": "Lifetime Post Total Impressions", "likes": "like", "comments": "comment",
               "shares": "share"}
    return Expected("facebook_metrics", len(rows), len(rows),
                    {"facebook": {tally: added(rows, column) for tally, column in columns.items()}})


def linkedin(path):
    rows = table(path)
    columns = {"impressions": "impression_count", "likes": "like_count", "comments": "comment_count",
               "shares": "share_count", "social_clicks": "click_count"}
    # Four posts are said to have been shared -1 times, which is no count.
    return Expected("linkedin_shares", len(rows), len(rows), {"linkedin": {
        tally: sum(max(0, int(row[column])) for row in rows) for tally, column in columns.items()}})


def plausible(importer, columns):
    def read(path):
        rows = table(path)
        return Expected(importer, len(rows), len(rows),
                        {"web": {tally: added(rows, column) for tally, column in columns.items()}})
    return read


def zendesk(path):
    rows = table(path)
    kept = [row for row in rows if row["status"] != "deleted"]
    return Expected("zendesk_api", len(rows), len(kept), {"support": {
        "contacts": len(kept), "contacting_customers": len({row["requester_id"] for row in kept}),
        "support_media": len({row["via_channel"] for row in kept})}})


def intercom(path):
    rows = table(path)
    current = [row for row in rows if row["_fivetran_active"] == "true"]  # others are what a conversation once was
    assert len(current) == len({row["id"] for row in rows})
    return Expected("intercom", len(rows), len(current), {"support": {
        "contacts": len(current), "contacting_customers": len({row["source_author_id"] for row in current}),
        "support_media": len({row["source_type"] for row in current})}})


def orders(importer, rows, kept, customer, value):
    assert len({row["currency_code" if "currency_code" in row else "currency"] for row in kept}) == 1
    return Expected(importer, len(rows), len(kept), {"shop": {
        "orders": len(kept), "buyers": len({row[customer] for row in kept}),
        "revenue": sum(value(row) for row in kept)}})


def shopify(path):
    rows = table(path)
    kept = [row for row in rows if row["_fivetran_deleted"] == "FALSE" and row["test"] == "FALSE"
            and not row["cancelled_at"].strip()]
    return orders("shopify_api", rows, kept, "customer_id", lambda row: Decimal(row["total_price_set_shop_amount"]))


def stripe_invoices(path):
    rows = table(path)
    kept = [row for row in rows if row["livemode"] == "TRUE" and row["status"] == "paid"]
    return orders("stripe_invoices", rows, kept, "customer_id", lambda row: Decimal(row["amount_paid"]) / 100)


def stripe_subscriptions(path):
    rows = table(path)
    current = [row for row in rows if row["_fivetran_active"] == "true" and row["livemode"] == "TRUE"]
    assert all(row["ended_at"] > row["start_date"] for row in current)
    return Expected("stripe_subscriptions", len(rows), len(current),
                    {"customers": {"all_joined": len({row["customer_id"] for row in current}),
                                   "all_lost": len({row["customer_id"] for row in current})}})


def ga4(path):
    rows = table(path)
    bought = [row for row in rows if row["name"] == "purchase"]
    assert not any(row["name"] in ("page_view", "screen_view", "refund") for row in rows)
    return Expected("ga4_warehouse", len(rows), len(bought), {
        "shop": {"orders": len({row["ecommerce_transaction_id"] for row in bought}),
                 "buyers": len({row["user_id"] for row in bought}),
                 "revenue": added(bought, "ecommerce_purchase_revenue_in_usd")},
        "web": {"page_views": 0, "sessions": 0}})


def nothing(importer, column, own):
    """Known, but its words are those of its users: none is among the system's `own`, which mean something."""
    def read(path):
        rows = table(path)
        assert not {row[column] for row in rows} & own
        return Expected(importer, len(rows), 0, {})
    return read


WEBHOOKS = "email_esp_webhooks/"
PLAUSIBLE = "plausible/imported_{}_20230209_20240123.csv"

FILES = {
    WEBHOOKS + "mailgun_events.ndjson": mailgun,
    WEBHOOKS + "sendgrid_events.ndjson": sendgrid,
    WEBHOOKS + "postmark_events.ndjson": postmark,
    WEBHOOKS + "sparkpost_events.ndjson": sparkpost,
    WEBHOOKS + "amazon_ses_events.ndjson": amazon_ses,
    WEBHOOKS + "brevo_events.ndjson": brevo,
    WEBHOOKS + "mailjet_events.ndjson": mailjet,
    WEBHOOKS + "mandrill_events.ndjson": mandrill,
    WEBHOOKS + "resend_events.ndjson": resend,
    WEBHOOKS + "mailersend_events.ndjson": mailersend,
    "sendgrid/event_webhook_all_types.json": sendgrid,
    "mailchimp/campaign_recipient_activity.csv": mailchimp_activity,
    "mailchimp/unsubscribe.csv": mailchimp_unsubscribe,
    "klaviyo/event.csv": klaviyo,
    "segment/spec_examples.ndjson": segment,
    "twitter/tweet_activity_threetweets.csv": twitter,
    "twitter/tweet_activity_twotweets_updated.csv": twitter,
    "facebook/dataset_Facebook_CR_only.csv": facebook,
    "linkedin/linkedin_pages_share_statistic_data.csv": linkedin,
    PLAUSIBLE.format("visitors"): plausible("plausible_visitors", {
        "page_views": "pageviews", "sessions": "visits", "single_page_sessions": "bounces",
        "session_seconds": "visit_duration"}),
    PLAUSIBLE.format("entry_pages"): plausible("plausible_entry_pages", {
        "sessions": "entrances", "single_page_sessions": "bounces", "session_seconds": "visit_duration"}),
    PLAUSIBLE.format("exit_pages"): plausible("plausible_exit_pages", {"exits": "exits"}),
    PLAUSIBLE.format("custom_events"): nothing("plausible_custom_events", "name", {"pageview"}),
    "zendesk/ticket_data.csv": zendesk,
    "intercom/conversation_history_data.csv": intercom,
    "shopify/shopify_gql_order_data.csv": shopify,
    "stripe/invoice_data.csv": stripe_invoices,
    "stripe/subscription_history_data.csv": stripe_subscriptions,
    "ga4/fivetran_event_data.csv": ga4,
    "mixpanel/event.csv": nothing("mixpanel_warehouse", "name", {"$mp_web_page_view"}),
    "amplitude/amplitude_event_data.csv": nothing("amplitude", "event_type", {"[Amplitude] Page Viewed"}),
    "qualtrics/question_response.csv": nothing("qualtrics_answers", "question", {"NPS", "CSAT", "CES"}),
}

# Some of it was counted by hand, which holds the counting above to account.
BY_HAND = {
    WEBHOOKS + "mailgun_events.ndjson": {"sent": 1, "delivered": 7, "bounced": 1, "opens": 1, "clicks": 1},
    WEBHOOKS + "amazon_ses_events.ndjson": {"sent": 1, "delivered": 1, "bounced": 3, "spam_complaints": 1},
    WEBHOOKS + "brevo_events.ndjson": {"bounced": 3, "opens": 4, "unique_opens": 2, "unique_human_opens": 1},
    WEBHOOKS + "sparkpost_events.ndjson": {"bounced": 1, "opens": 5, "unique_opens": 1, "clicks": 2},
    "mailchimp/campaign_recipient_activity.csv": {"opens": 12, "unique_opens": 7, "clicks": 5, "unique_clicks": 2},
    "twitter/tweet_activity_threetweets.csv": {"impressions": 3480, "likes": 32, "shares": 7, "replies": 1,
                                               "social_clicks": 43},
    "facebook/dataset_Facebook_CR_only.csv": {"impressions": 14792974, "likes": 88795, "comments": 3741,
                                              "shares": 13524},
    PLAUSIBLE.format("visitors"): {"page_views": 56052, "sessions": 25234, "single_page_sessions": 15672,
                                   "session_seconds": 4477606},
    "zendesk/ticket_data.csv": {"contacts": 8},
    "intercom/conversation_history_data.csv": {"contacts": 2},
    "shopify/shopify_gql_order_data.csv": {"orders": 1, "revenue": 55},
    "stripe/invoice_data.csv": {"orders": 1, "revenue": 10},
}

# Columns of files that nobody can know.
UNKNOWN = {
    "datasets/CDNOW_sample.txt": ["column_1", "column_2", "column_3", "column_4", "column_5"],  # it has no header
    "datasets/cdnow_customers_summary.csv": ["ID", "frequency", "recency", "T"],
    "datasets/Telco-Customer-Churn.csv": ["customerID", "gender", "SeniorCitizen"],
    "hubspot/email_event_open_data.csv": ["id", "duration", "browser", "ip_address", "user_agent"],
    "klaviyo/metric.csv": ["id", "name", "integration_id"],
}

# A plain table of events, in words of its own.
OWN_WORDS = "datasets/retentioneering_ecom.csv.gz"


# ---- what engage gives ----------------------------------------------------------------------------------------------

def report(engage, path):
    ended = subprocess.run([engage, "report", str(path), "--format", "json"], capture_output=True, timeout=120)
    text, messages = ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8", "replace")
    return ended.returncode, json.loads(text, parse_float=Decimal) if text else None, messages


def check(engage, path, expected, by_hand):
    status, given, messages = report(engage, path)
    if status != 0 or given is None:
        return [f"status {status}: {messages.strip()}"]
    faults = []

    def compare(what, got, wanted):
        if got is None and wanted == 0:
            return  # what an export cannot contain is absent
        if got != wanted:
            faults.append(f"{what} is {got}, not {wanted}")

    rows = given["inputs"][0]["rows"]
    compare("importer", given["inputs"][0]["importer"], expected.importer)
    compare("rows read", rows["read"], expected.read)
    compare("rows counted", rows["counted"], expected.counted)
    compare("rows refused", rows["refused"], {})
    compare("rows counted or ignored", rows["counted"] + sum(rows["ignored"].values()), expected.read)
    compare("channels", sorted(given["channels"]), sorted(expected.tallies.keys() - {"customers"}))
    for channel, tallies in expected.tallies.items():
        got = (given["customers"] if channel == "customers" else given["channels"].get(channel, {})).get("tallies", {})
        for tally, wanted in tallies.items():
            compare(f"{channel} {tally}", got.get(tally), wanted)
    for tally, wanted in by_hand.items():
        compare(f"{tally} as counted here", next(iter(expected.tallies.values())).get(tally), wanted)
    return faults


def check_unknown(engage, path, columns):
    status, given, messages = report(engage, path)
    faults = [] if status == DATA_ERROR and given is None else [f"status {status}, not {DATA_ERROR} and no report"]
    return faults + [f"does not name the column {name}: {messages.strip()}" for name in columns
                     if f"'{name}'" not in messages]


def check_own_words(engage, path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        words = [row["event"] for row in csv.DictReader(file)]
    status, given, messages = report(engage, path)
    wanted = {"read": len(words), "counted": 0, "ignored": {}, "refused": {"unknown_event": len(words)}}
    faults = [] if status == DATA_ERROR else [f"status {status}, not {DATA_ERROR}"]
    if given is None or given["inputs"][0]["rows"] != wanted:
        faults.append(f"does not refuse all of its {len(words)} rows: {messages.strip()}")
    return faults + ([] if f"'{words[0]}'" in messages else [f"does not name the word {words[0]}"])


def main(engage, folder):
    if not (folder / "PROVENANCE.tsv").exists():
        print(f"skipped: no real files in {folder}")
        return SKIPPED
    checks = {name: lambda path, count=count, by_hand=BY_HAND.get(name, {}): check(engage, path, count(path), by_hand)
              for name, count in FILES.items()}
    checks |= {name: lambda path, names=names: check_unknown(engage, path, names) for name, names in UNKNOWN.items()}
    checks[OWN_WORDS] = lambda path: check_own_words(engage, path)
    with open(folder / "PROVENANCE.tsv", encoding="utf-8", newline="") as file:
        listed = [row["file"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    done = failed = 0
    for name in listed:
        if name not in checks:
            print(f"{name}: nothing is known of it here")
        elif not (folder / name).exists():
            print(f"{name}: is not there")
        else:
            faults = checks[name](folder / name)
            done, failed = done + 1, failed + bool(faults)
            for fault in faults:
                print(f"{name}: {fault}")
    print(f"{done} real files, {failed} of them with other figures")
    return 1 if failed or done == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2])))
