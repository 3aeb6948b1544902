-- duckdb.sql -- the report's main figures by DuckDB, from the table `event` that duckdb_peer.py has made.
-- SPDX-License-Identifier: MIT
-- A pair is a customer and a campaign; ${top} is how many pages are printed.
SELECT channel::VARCHAR AS channel, coalesce(campaign, '') AS campaign,
    sum(sent) AS sent, sum(delivered) AS delivered, sum(bounced) AS bounced,
    sum(opens) AS opens, count(*) FILTER (opens > 0) AS unique_opens, sum(clicks) AS clicks,
    count(*) FILTER (clicks > 0) AS unique_clicks,
    count(*) FILTER (last_conversion >= first_click) AS unique_conversions,
    count(*) FILTER (unsubscriptions > 0) AS unsubscribes
FROM (
    SELECT channel, campaign, customer, count(*) FILTER (event = 'sent') AS sent,
        count(*) FILTER (event = 'delivered') AS delivered, count(*) FILTER (event = 'bounced') AS bounced,
        count(*) FILTER (event = 'opened') AS opens, count(*) FILTER (event = 'clicked') AS clicks,
        min(time) FILTER (event = 'clicked') AS first_click, max(time) FILTER (event = 'converted') AS last_conversion,
        count(*) FILTER (event = 'unsubscribed') AS unsubscriptions
    FROM event WHERE channel IN ('email', 'push') GROUP BY channel, campaign, customer
)
GROUP BY ALL;

CREATE TEMP TABLE visit AS
SELECT customer, session, count(*) AS views, min(time) AS began, max(time) AS ended, arg_max(page, time) AS exit_page
FROM event WHERE channel = 'web' AND event = 'page_view' GROUP BY customer, session;

SELECT 'web' AS channel, sum(views) AS page_views, count(*) AS sessions,
    count(*) FILTER (views = 1) AS single_page_sessions,
    sum(epoch_ms(ended) - epoch_ms(began)) / 1000 AS session_seconds, count(DISTINCT customer) AS visitors
FROM visit;

WITH viewed AS (SELECT page, count(*) AS views FROM event WHERE channel = 'web' AND event = 'page_view' GROUP BY page),
    exited AS (SELECT exit_page, count(*) AS exits FROM visit GROUP BY exit_page)
SELECT 'web' AS channel, page, views AS page_views, coalesce(exits, 0) AS exits
FROM viewed LEFT JOIN exited ON page = exit_page ORDER BY views DESC, page LIMIT ${top};

SELECT 'survey' AS channel, count(*) FILTER (event = 'nps' AND score >= 9) AS promoters,
    count(*) FILTER (event = 'nps' AND score BETWEEN 7 AND 8) AS passives,
    count(*) FILTER (event = 'nps' AND score <= 6) AS detractors,
    count(*) FILTER (event = 'csat') AS csat_responses, count(*) FILTER (event = 'csat' AND score >= 4) AS satisfied
FROM event WHERE channel = 'survey';

SELECT 'social' AS channel, count(*) FILTER (event = 'like') AS likes, count(*) FILTER (event = 'share') AS shares,
    count(*) FILTER (event = 'comment') AS comments, count(*) FILTER (event = 'click') AS social_clicks
FROM event WHERE channel = 'social';

SELECT 'support' AS channel, count(*) AS contacts, count(DISTINCT customer) AS contacting_customers
FROM event WHERE channel = 'support' AND event = 'contacted';

SET VARIABLE midnight = (SELECT date_trunc('day', max(time)) + INTERVAL 1 DAY FROM event);

SELECT count(*) FILTER (latest >= getvariable('midnight') - INTERVAL 1 DAY) AS daily_active,
    count(*) FILTER (latest >= getvariable('midnight') - INTERVAL 7 DAY) AS weekly_active, count(*) AS monthly_active
FROM (
    SELECT customer, max(time) AS latest FROM event
    WHERE time >= getvariable('midnight') - INTERVAL 30 DAY
        AND event NOT IN ('sent', 'delivered', 'bounced', 'unsubscribed', 'resolved')
    GROUP BY customer
);
