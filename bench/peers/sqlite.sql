-- sqlite.sql -- the report's main figures by SQLite, from the table or view `event` that the caller has made.
-- SPDX-License-Identifier: MIT
-- A pair is a customer and a campaign; ${top} is how many pages are printed. A header begins with #.
SELECT channel AS "#channel", campaign, sum(sent) AS sent, sum(delivered) AS delivered, sum(bounced) AS bounced,
    sum(opens) AS opens, sum(opens > 0) AS unique_opens, sum(clicks) AS clicks, sum(clicks > 0) AS unique_clicks,
    sum(coalesce(last_conversion >= first_click, 0)) AS unique_conversions, sum(unsubscribed) AS unsubscribes
FROM (
    SELECT channel, campaign, sum(event = 'sent') AS sent, sum(event = 'delivered') AS delivered,
        sum(event = 'bounced') AS bounced, sum(event = 'opened') AS opens, sum(event = 'clicked') AS clicks,
        min(time) FILTER (WHERE event = 'clicked') AS first_click,
        max(time) FILTER (WHERE event = 'converted') AS last_conversion, max(event = 'unsubscribed') AS unsubscribed
    FROM event WHERE channel IN ('email', 'push') GROUP BY channel, campaign, customer
)
GROUP BY channel, campaign;

-- Of a group with one max() SQLite takes the other columns from the row that has it: the page is the last one.
CREATE TEMP TABLE visit AS
SELECT customer, count(*) AS views, min(time) AS began, page AS exit_page, max(time) AS ended
FROM (SELECT customer, session, page, time FROM event WHERE channel = 'web' AND event = 'page_view')
GROUP BY customer, session;

SELECT 'web' AS "#channel", sum(views) AS page_views, count(*) AS sessions, sum(views = 1) AS single_page_sessions,
    sum((unixepoch(ended) - unixepoch(began)) * 1000 + substr(ended, 21, 3) - substr(began, 21, 3)) / 1000.0
        AS session_seconds,
    count(DISTINCT customer) AS visitors
FROM visit;

WITH viewed AS (SELECT page, count(*) AS views FROM event WHERE channel = 'web' AND event = 'page_view' GROUP BY page),
    exited AS (SELECT exit_page, count(*) AS exits FROM visit GROUP BY exit_page)
SELECT 'web' AS "#channel", page, views AS page_views, coalesce(exits, 0) AS exits
FROM viewed LEFT JOIN exited ON page = exit_page ORDER BY views DESC, page LIMIT ${top};

SELECT 'survey' AS "#channel", sum(event = 'nps' AND score >= 9) AS promoters,
    sum(event = 'nps' AND score BETWEEN 7 AND 8) AS passives, sum(event = 'nps' AND score <= 6) AS detractors,
    sum(event = 'csat') AS csat_responses, sum(event = 'csat' AND score >= 4) AS satisfied
FROM event WHERE channel = 'survey';

SELECT 'social' AS "#channel", sum(event = 'like') AS likes, sum(event = 'share') AS shares,
    sum(event = 'comment') AS comments, sum(event = 'click') AS social_clicks
FROM event WHERE channel = 'social';

SELECT 'support' AS "#channel", count(*) AS contacts, count(DISTINCT customer) AS contacting_customers
FROM event WHERE channel = 'support' AND event = 'contacted';

CREATE TEMP TABLE edge AS SELECT date(max(time), '+1 day') AS midnight FROM event;

SELECT sum(latest >= date(midnight, '-1 day')) AS "#daily_active",
    sum(latest >= date(midnight, '-7 days')) AS weekly_active, count(*) AS monthly_active
FROM edge, (
    SELECT customer, max(time) AS latest FROM event
    WHERE time >= (SELECT date(midnight, '-30 days') FROM edge)
        AND event NOT IN ('sent', 'delivered', 'bounced', 'unsubscribed', 'resolved')
    GROUP BY customer
);
