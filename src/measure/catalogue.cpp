// catalogue.cpp -- EVERY METRIC, each declared once. Reports, JSON, explain, the README and the tests follow from here.
// SPDX-License-Identifier: MIT
#include "count/tallies.hpp"
#include "engage/metric.hpp"
#include "measure/rules.hpp"
#include "measure/sum.hpp"

namespace engage {
namespace {

// ---- who publishes what ---------------------------------------------------------------------------------------------
constexpr std::string_view plain_count = "a plain count, on which no source differs";
constexpr std::string_view common_usage = "common usage, without one publisher";
constexpr std::string_view sparkpost = "SparkPost, Enterprise Metrics Definitions (github.com/SparkPost/support-docs)";
constexpr std::string_view sendgrid = "Twilio SendGrid, https://www.twilio.com/docs/sendgrid/glossary/opens";
constexpr std::string_view hubspot_rates =
    "HubSpot, \"How does HubSpot calculate delivery rate, open rate, and click rate for emails?\"";
constexpr std::string_view clickz = "ClickZ, 2017-05-25: the campaign view, who opens every day, week or month";
constexpr std::string_view clickz_social =
    "ClickZ, 2017-05-25: total interactions per platform; impressions measure reach, not engagement";
constexpr std::string_view xoxoday = "Xoxoday Plum, glossary of engagement metrics";
constexpr std::string_view crm_id = "CRM.ID, customer engagement metrics";
constexpr std::string_view web_association = "Web Analytics Association, Web Analytics Definitions v4, 2007-08-16";
constexpr std::string_view google_example =
    "Google Analytics Help, \"Exit rate vs. bounce rate\" (the example of five days)";
constexpr std::string_view ewebinar = "eWebinar, https://ewebinar.com/help/kpi-glossary";
constexpr std::string_view cys = "CYS, Customer Effort Score 2.0, "
                                 "https://support.cys.group/support/solutions/articles/3000095529";
constexpr std::string_view delighted = "Delighted (Qualtrics), https://help.delighted.com/article/240";
constexpr std::string_view chartmogul = "ChartMogul, https://help.chartmogul.com/hc/en-us/articles/203359321";
constexpr std::string_view ga4_actives =
    "Google Analytics 4, active users of a window that ends on, and includes, the day";
constexpr std::string_view cdnow = "Klaviyo, value of the orders / orders; figures of the CDNOW sample";

constexpr std::string_view above_5 = "another scale? try --define csat=top_3_of_7, or csat=mean";
constexpr std::string_view above_7 = "another scale? try --define csat=mean";
constexpr std::string_view above_2 = "another scale? try --define csat=top_2_of_5";

/// A figure that is one tally, shown as it is: it takes the tally's name, family and unit.
consteval Metric plain(std::string_view tally, std::string_view title, Better better, std::string_view label,
                       std::string_view source, Example example) {
    const Tally& counted = tally_table[tally_position(tally)];
    return {.name = tally,
            .title = title,
            .family = counted.family,
            .unit = counted.unit,
            .better = better,
            .definitions = {{{.name = counted.unit == Unit::count ? "count" : "total",
                              .numerator = sum(tally),
                              .certainty = Certainty::none,
                              .label = label,
                              .source = source,
                              .example = example}}}};
}

constexpr auto metrics = std::to_array<Metric>({
    // ---- messages ---------------------------------------------------------------------------------------------------
    plain("sent", "Sent", Better::neither, "messages sent", sparkpost, {"sent=1000", "1,000"}),
    plain("delivered", "Delivered", Better::higher, "messages delivered", sparkpost, {"delivered=950", "950"}),
    plain("bounced", "Bounced", Better::lower, "messages bounced", sparkpost, {"bounced=50", "50"}),
    {.name = "delivery_rate", .title = "Delivery rate", .family = Family::message,
     .unit = Unit::percent, .better = Better::higher,
     .definitions = {{
         {.name = "delivered_per_sent", .numerator = sum("delivered"), .denominator = sum("sent"),
          .certainty = Certainty::wilson, .label = "delivered, per sent", .source = hubspot_rates,
          .example = {"sent=1000 delivered=950", "95.0 %"}},
     }}},
    {.name = "message_bounce_rate", .title = "Bounce rate of messages", .family = Family::message,
     .unit = Unit::percent, .better = Better::lower,
     .definitions = {{
         {.name = "bounced_per_sent", .numerator = sum("bounced"), .denominator = sum("sent"),
          .certainty = Certainty::wilson, .label = "bounced, per sent", .source = sparkpost,
          .example = {"sent=1000 bounced=50", "5.0 %"}},
     }}},
    {.name = "open_rate", .title = "Open rate", .family = Family::message,
     .unit = Unit::percent, .better = Better::higher,
     .definitions = {{
         {.name = "unique_per_delivered", .numerator = sum("unique_opens"), .denominator = sum("delivered"),
          .certainty = Certainty::wilson, .label = "unique, per delivered", .source = sendgrid,
          .example = {"unique_opens=285 delivered=950", "30.0 %"}},
         {.name = "total_per_delivered", .numerator = sum("opens"), .denominator = sum("delivered"),
          .certainty = Certainty::linearised, .label = "all opens, per delivered", .source = sendgrid,
          .example = {"opens=400 delivered=950", "42.1 %"}},
         {.name = "unique_per_sent", .numerator = sum("unique_opens"), .denominator = sum("sent"),
          .certainty = Certainty::wilson, .label = "unique, per sent",
          .source = "GetResponse, https://www.getresponse.com/help/glossary/open-rate.html",
          .example = {"unique_opens=285 sent=1000", "28.5 %"}},
         {.name = "human_per_delivered", .numerator = sum("unique_human_opens"), .denominator = sum("delivered"),
          .certainty = Certainty::wilson, .label = "without machines, per delivered",
          .source = "SparkPost, non-prefetch opens / accepted (github.com/SparkPost/support-docs)",
          .example = {"unique_human_opens=135 delivered=950", "14.2 %"}},
     }}},
    {.name = "ctr", .title = "Click-through rate", .family = Family::message,
     .unit = Unit::percent, .better = Better::higher,
     .definitions = {{
         {.name = "unique_per_delivered", .numerator = sum("unique_clicks"), .denominator = sum("delivered"),
          .certainty = Certainty::wilson, .label = "unique, per delivered",
          .source = "SparkPost's click-through rate, HubSpot's click rate (what HubSpot calls click-through rate is "
                    "click_to_open_rate here)",
          .example = {"unique_clicks=57 delivered=950", "6.0 %"}},
         {.name = "total_per_delivered", .numerator = sum("clicks"), .denominator = sum("delivered"),
          .certainty = Certainty::linearised, .label = "all clicks, per delivered",
          .source = "Email Explained, https://www.emailexplained.com/emailopedia/clicks-per-delivered",
          .example = {"clicks=120 delivered=950", "12.6 %"}},
         {.name = "unique_per_sent", .numerator = sum("unique_clicks"), .denominator = sum("sent"),
          .certainty = Certainty::wilson, .label = "unique, per sent", .source = common_usage,
          .example = {"unique_clicks=57 sent=1000", "5.7 %"}},
         {.name = "human_per_delivered", .numerator = sum("unique_human_clicks"), .denominator = sum("delivered"),
          .certainty = Certainty::wilson, .label = "without machines, per delivered",
          .source = "Mailchimp, \"Bot activity and bot filtering\"",
          .example = {"unique_human_clicks=45 delivered=950", "4.7 %"}},
     }}},
    {.name = "click_to_open_rate", .title = "Click-to-open rate", .family = Family::message,
     .unit = Unit::percent, .better = Better::higher,
     .definitions = {{
         {.name = "clickers_per_opener", .numerator = sum("unique_clicks"), .denominator = sum("unique_opens"),
          .certainty = Certainty::wilson, .label = "unique, per opener",
          .source = "Return Path, https://help.returnpath.com/hc/en-us/articles/220228068",
          .example = {"unique_clicks=57 unique_opens=285", "20.0 %"}},
     }}},
    {.name = "conversion_rate", .title = "Conversion rate", .family = Family::message,
     .unit = Unit::percent, .better = Better::higher,
     .definitions = {{
         {.name = "after_click_per_delivered", .numerator = sum("unique_conversions"), .denominator = sum("delivered"),
          .certainty = Certainty::wilson, .label = "after a click, per delivered",
          .source = "Mailgun, glossary, conversion rate (20 / 1,000); Xoxoday Plum, \"after clicking through\"",
          .example = {"unique_conversions=20 delivered=1000", "2.0 %"}},
         {.name = "after_click_per_clicker", .numerator = sum("unique_conversions"),
          .denominator = sum("unique_clicks"),
          .certainty = Certainty::wilson, .label = "after a click, per clicker",
          .source = "the usage of landing pages: conversions per click",
          .example = {"unique_conversions=19 unique_clicks=57", "33.3 %"}},
         {.name = "any_per_delivered", .numerator = sum("unique_any_conversions"), .denominator = sum("delivered"),
          .certainty = Certainty::wilson, .label = "clicked or not, per delivered", .source = common_usage,
          .example = {"unique_any_conversions=38 delivered=950", "4.0 %"}},
         {.name = "after_click_per_sent", .numerator = sum("unique_conversions"), .denominator = sum("sent"),
          .certainty = Certainty::wilson, .label = "after a click, per sent", .source = "DashThis",
          .example = {"unique_conversions=19 sent=1000", "1.9 %"}},
     }}},
    {.name = "unsubscribe_rate", .title = "Unsubscribe rate", .family = Family::message,
     .unit = Unit::percent, .better = Better::lower,
     .definitions = {{
         {.name = "per_delivered", .numerator = sum("unsubscribes"), .denominator = sum("delivered"),
          .certainty = Certainty::wilson, .label = "unique, per delivered", .source = sparkpost,
          .example = {"unsubscribes=25 delivered=5000", "0.5 %"}},
         {.name = "per_sent", .numerator = sum("unsubscribes"), .denominator = sum("sent"),
          .certainty = Certainty::wilson, .label = "unique, per sent", .source = common_usage,
          .example = {"unsubscribes=5 sent=1000", "0.5 %"}},
     }}},
    {.name = "complaint_rate", .title = "Spam complaint rate", .family = Family::message,
     .unit = Unit::percent, .better = Better::lower,
     .definitions = {{
         {.name = "per_delivered", .numerator = sum("spam_complaints"), .denominator = sum("delivered"),
          .certainty = Certainty::wilson, .label = "unique, per delivered",
          .source = "SparkPost; Japio, https://japio.com/metrics/spam-complaint-rate",
          .example = {"spam_complaints=50 delivered=10000", "0.5 %"}},
     }}},
    {.name = "daily_opener_rate", .title = "Opened every day", .family = Family::message,
     .unit = Unit::percent, .better = Better::higher,
     .definitions = {{
         {.name = "every_day", .numerator = sum("daily_openers"), .denominator = sum("delivered_customers"),
          .certainty = Certainty::wilson, .label = "of customers delivered to", .source = clickz,
          .example = {"daily_openers=12 delivered_customers=480", "2.5 %"}},
     }}},
    {.name = "weekly_opener_rate", .title = "Opened every week", .family = Family::message,
     .unit = Unit::percent, .better = Better::higher,
     .definitions = {{
         {.name = "every_week", .numerator = sum("weekly_openers"), .denominator = sum("delivered_customers"),
          .certainty = Certainty::wilson, .label = "of customers delivered to", .source = clickz,
          .example = {"weekly_openers=96 delivered_customers=480", "20.0 %"}},
     }}},
    {.name = "monthly_opener_rate", .title = "Opened every month", .family = Family::message,
     .unit = Unit::percent, .better = Better::higher,
     .definitions = {{
         {.name = "every_month", .numerator = sum("monthly_openers"), .denominator = sum("delivered_customers"),
          .certainty = Certainty::wilson, .label = "of customers delivered to", .source = clickz,
          .example = {"monthly_openers=240 delivered_customers=480", "50.0 %"}},
     }}},

    // ---- web and app ------------------------------------------------------------------------------------------------
    plain("page_views", "Page views", Better::higher, "pages viewed", web_association, {"page_views=11", "11"}),
    plain("sessions", "Sessions", Better::higher, "visits", web_association, {"sessions=5", "5"}),
    plain("visitors", "Visitors", Better::higher, "unique customers", web_association, {"visitors=4", "4"}),
    {.name = "bounce_rate", .title = "Bounce rate", .family = Family::web,
     .unit = Unit::percent, .better = Better::lower,
     .definitions = {{
         {.name = "single_page", .numerator = sum("single_page_sessions"), .denominator = sum("sessions"),
          .certainty = Certainty::linearised, .label = "single page, per session", .source = google_example,
          .example = {"single_page_sessions=2 sessions=5", "40.0 %"}},
         {.name = "ga4", .numerator = sum("unengaged_sessions"), .denominator = sum("sessions"),
          .certainty = Certainty::linearised, .label = "not engaged, per session",
          .source = "Google Analytics 4 Data API, bounceRate: (sessions - engaged sessions) / sessions; the figures "
                    "are those of bbccss.com",
          .example = {"unengaged_sessions=1117 sessions=1810", "61.7 %"}},
         {.name = "per_visitor", .numerator = sum("single_view_visitors"), .denominator = sum("visitors"),
          .certainty = Certainty::wilson, .label = "one page, per visitor",
          .source = "Xoxoday Plum, \"visitors who leave after viewing only one page\"",
          .example = {"single_view_visitors=30 visitors=120", "25.0 %"}},
     }}},
    {.name = "exit_rate", .title = "Exit rate", .family = Family::web,
     .unit = Unit::percent, .better = Better::neither, .only_by = "page",
     .definitions = {{
         {.name = "per_view", .numerator = sum("exits"), .denominator = sum("session_page_views"),
          .certainty = Certainty::linearised, .label = "exits, per page view", .source = google_example,
          .example = {"exits=1 session_page_views=3", "33.3 %"}},
         {.name = "per_visit", .numerator = sum("exits"), .denominator = sum("page_sessions"),
          .certainty = Certainty::linearised, .label = "exits, per session there",
          .source = "Matomo, ExitRate.php: exit visits / visits",
          .example = {"exits=1 page_sessions=1", "100.0 %"}},
         {.name = "share", .numerator = sum("exits"), .denominator = sum("channel_sessions"),
          .certainty = Certainty::linearised, .label = "share of all exits", .source = common_usage,
          .example = {"exits=1 channel_sessions=5", "20.0 %"}},
     }}},
    {.name = "pages_per_session", .title = "Pages per session", .family = Family::web,
     .unit = Unit::ratio, .better = Better::higher,
     .definitions = {{
         {.name = "views_per_session", .numerator = sum("session_page_views"), .denominator = sum("sessions"),
          .certainty = Certainty::linearised, .label = "page views, per session", .source = google_example,
          .example = {"session_page_views=11 sessions=5", "2.20"}},
     }}},
    {.name = "avg_session_duration", .title = "Average session duration", .family = Family::web,
     .unit = Unit::seconds, .better = Better::higher,
     .definitions = {{
         {.name = "all_sessions", .numerator = sum("session_seconds"), .denominator = sum("sessions"),
          .certainty = Certainty::linearised, .label = "bounces count 0 s",
          .source = "Google Analytics (Universal), ga:sessionDuration / ga:sessions",
          .example = {"session_seconds=420 sessions=3", "2 m 20 s"}},
         {.name = "without_bounces", .numerator = sum("session_seconds"),
          .denominator = sum("sessions - single_page_sessions"),
          .certainty = Certainty::linearised, .label = "bounces left out", .source = common_usage,
          .example = {"session_seconds=420 sessions=3 single_page_sessions=1", "3 m 30 s"}},
     }}},
    {.name = "avg_time_on_page", .title = "Average time on page", .family = Family::web,
     .unit = Unit::seconds, .better = Better::higher,
     .definitions = {{
         {.name = "without_exits", .numerator = sum("time_on_page_seconds"),
          .denominator = sum("session_page_views - exits"),
          .certainty = Certainty::linearised, .label = "exits left out",
          .source = "Google Analytics (Universal), ga:timeOnPage / (ga:pageviews - ga:exits); ServiceNow, "
                    "720 / (10 - 4)",
          .example = {"time_on_page_seconds=720 session_page_views=10 exits=4", "2 m 00 s"}},
     }}},
    {.name = "returning_visitor_rate", .title = "Returning visitors", .family = Family::web,
     .unit = Unit::percent, .better = Better::higher,
     .definitions = {{
         {.name = "seen_before", .numerator = sum("returning_visitors"), .denominator = sum("visitors"),
          .certainty = Certainty::wilson, .label = "seen before, per visitor",
          .source = "Google Analytics 4, users who have initiated at least one previous session",
          .example = {"returning_visitors=3 visitors=5", "60.0 %"}},
     }}},
    {.name = "web_conversion_rate", .title = "Conversion rate of sessions", .family = Family::web,
     .unit = Unit::percent, .better = Better::higher,
     .definitions = {{
         {.name = "converted_per_session", .numerator = sum("converted_sessions"), .denominator = sum("sessions"),
          .certainty = Certainty::linearised, .label = "converted, per session",
          .source = "Google Analytics, conversion rate of sessions",
          .example = {"converted_sessions=24 sessions=1000", "2.4 %"}},
     }}},
    {.name = "sessions_per_visitor", .title = "Sessions per visitor", .family = Family::web,
     .unit = Unit::ratio, .better = Better::higher,
     .definitions = {{
         {.name = "visit_frequency", .numerator = sum("visitor_sessions"), .denominator = sum("visitors"),
          .certainty = Certainty::linearised, .label = "visit frequency", .source = "Google Analytics, sessionsPerUser",
          .example = {"visitor_sessions=900 visitors=600", "1.50"}},
     }}},

    // ---- social -----------------------------------------------------------------------------------------------------
    plain("likes", "Likes", Better::higher, "likes", xoxoday, {"likes=30", "30"}),
    plain("shares", "Shares", Better::higher, "shares, reposts", xoxoday, {"shares=9", "9"}),
    plain("comments", "Comments", Better::higher, "comments", xoxoday, {"comments=6", "6"}),
    plain("replies", "Replies", Better::higher, "replies", clickz_social, {"replies=3", "3"}),
    plain("mentions", "Mentions", Better::higher, "mentions", clickz_social, {"mentions=2", "2"}),
    plain("tags", "Tags", Better::higher, "tags", clickz_social, {"tags=1", "1"}),
    plain("social_clicks", "Clicks on posts", Better::higher, "clicks on links", xoxoday, {"social_clicks=40", "40"}),
    plain("follows", "New followers", Better::higher, "new followers", plain_count, {"follows=5", "5"}),
    plain("impressions", "Impressions", Better::higher, "reach, not interaction", clickz_social,
          {"impressions=3000", "3,000"}),
    {.name = "interactions", .title = "Interactions", .family = Family::social,
     .unit = Unit::count, .better = Better::higher,
     .definitions = {{
         {.name = "without_clicks", .numerator = sum("interactions"),
          .certainty = Certainty::none, .label = "clicks left out", .source = clickz_social,
          .example = {"interactions=51", "51"}},
         {.name = "with_clicks", .numerator = sum("interactions + social_clicks"),
          .certainty = Certainty::none, .label = "clicks included",
          .source = "Xoxoday Plum, likes, shares, comments and clicks; LinkedIn counts clicks too",
          .example = {"interactions=51 social_clicks=40", "91"}},
     }}},
    {.name = "engagement_rate", .title = "Engagement rate", .family = Family::social,
     .unit = Unit::percent, .better = Better::higher,
     .definitions = {{
         {.name = "per_impression", .numerator = sum("interactions"), .denominator = sum("impressions"),
          .certainty = Certainty::linearised, .label = "interactions, per impression",
          .source = "Narrative BI, https://www.narrative.bi/free-tools/how-to-calculate-engagement-rate",
          .example = {"interactions=500 impressions=20000", "2.5 %"}},
     }}},
    {.name = "brand_reply_rate", .title = "Answered by the brand", .family = Family::social,
     .unit = Unit::percent, .better = Better::higher,
     .definitions = {{
         {.name = "answered_per_mention", .numerator = sum("answered_mentions"),
          .denominator = sum("answerable_mentions"),
          .certainty = Certainty::linearised, .label = "comments and mentions answered",
          .source = "Sprout Social, response rate, https://sproutsocial.com/insights/social-media-response-time/",
          .example = {"answered_mentions=45 answerable_mentions=60", "75.0 %"}},
     }}},

    // ---- surveys ----------------------------------------------------------------------------------------------------
    {.name = "nps", .title = "Net Promoter Score", .family = Family::survey,
     .unit = Unit::points, .better = Better::higher,
     .definitions = {{
         {.name = "standard", .numerator = sum("promoters - detractors"),
          .denominator = sum("promoters + passives + detractors"),
          .certainty = Certainty::adjusted_wald, .label = "9-10 less 0-6",
          .source = "Bain, https://nps.bain.com/about/measuring-your-net-promoter-score/",
          .example = {"promoters=162 passives=108 detractors=54", "+33.3"},
          .answers = "nps_answers", .spoiled_by = "nps_above_scale",
          .advice = "answers go from 0 to 10; percentages or another question?"},
     }}},
    {.name = "csat", .title = "Customer satisfaction", .family = Family::survey,
     .unit = Unit::percent, .better = Better::higher,
     .definitions = {{
         {.name = "top_2_of_5", .numerator = sum("satisfied"), .denominator = sum("csat_responses"),
          .certainty = Certainty::wilson, .label = "4-5 of 1-5", .source = delighted,
          .example = {"satisfied=74 csat_responses=107", "69.2 %"},
          .answers = "csat_answers", .spoiled_by = "csat_above_5", .advice = above_5},
         {.name = "top_1_of_5", .numerator = sum("very_satisfied"), .denominator = sum("csat_responses"),
          .certainty = Certainty::wilson, .label = "5 of 1-5", .source = common_usage,
          .example = {"very_satisfied=42 csat_responses=107", "39.3 %"},
          .answers = "csat_answers", .spoiled_by = "csat_above_5", .advice = above_5},
         {.name = "top_3_of_7", .numerator = sum("satisfied_5_to_7"), .denominator = sum("csat_responses_of_7"),
          .certainty = Certainty::wilson, .label = "5-7 of 1-7",
          .source = "Zencity, https://help.zencity.io/hc/en-us/articles/28113655280529",
          .example = {"satisfied_5_to_7=70 csat_responses_of_7=100", "70.0 %"},
          .answers = "csat_answers", .spoiled_by = "csat_above_7", .advice = above_7},
         {.name = "top_2_of_7", .numerator = sum("satisfied_6_to_7"), .denominator = sum("csat_responses_of_7"),
          .certainty = Certainty::wilson, .label = "6-7 of 1-7", .source = common_usage,
          .example = {"satisfied_6_to_7=40 csat_responses_of_7=100", "40.0 %"},
          .answers = "csat_answers", .spoiled_by = "csat_above_7", .advice = above_7},
         {.name = "positive_of_2", .numerator = sum("positive"), .denominator = sum("csat_responses_of_2"),
          .certainty = Certainty::wilson, .label = "good of good and bad",
          .source = "Zendesk, the scale of two: 2 is good",
          .example = {"positive=90 csat_responses_of_2=100", "90.0 %"},
          .answers = "csat_answers", .spoiled_by = "csat_above_2", .advice = above_2},
         {.name = "mean", .numerator = sum("csat_score"), .denominator = sum("csat_answers"),
          .certainty = Certainty::linearised, .label = "mean answer",
          .source = "SmartSurvey, customer-satisfaction-calculations (there as a share of the maximum); the answers "
                    "are Delighted's 107",
          .example = {"csat_score=400 csat_answers=107", "3.74"}, .unit = Unit::score},
     }}},
    {.name = "ces", .title = "Customer effort score", .family = Family::survey,
     .unit = Unit::score, .better = Better::higher,
     .definitions = {{
         {.name = "mean_of_7", .numerator = sum("ces_score"), .denominator = sum("ces_responses"),
          .certainty = Certainty::linearised, .label = "mean, 7 is easiest", .source = cys,
          .example = {"ces_score=4080 ces_responses=1000", "4.08"},
          .answers = "ces_answers", .spoiled_by = "ces_above_scale",
          .advice = "answers go from 1 to 7; another scale?"},
     }}},
    {.name = "review_score", .title = "Review score", .family = Family::survey,
     .unit = Unit::score, .better = Better::higher,
     .definitions = {{
         {.name = "mean_of_5", .numerator = sum("review_stars"), .denominator = sum("reviews"),
          .certainty = Certainty::linearised, .label = "mean stars, of 5",
          .source = "the weighted mean, https://newbe.dev/algorithm-used-to-calculate-5-star-ratings",
          .example = {"review_stars=1967 reviews=478", "4.12"},
          .answers = "review_answers", .spoiled_by = "reviews_above_scale",
          .advice = "reviews have 1 to 5 stars; another scale?"},
     }}},
    {.name = "survey_response_rate", .title = "Survey response rate", .family = Family::survey,
     .unit = Unit::percent, .better = Better::higher,
     .definitions = {{
         {.name = "responses_per_invitation", .numerator = sum("responses"), .denominator = sum("invited"),
          .certainty = Certainty::wilson, .label = "answers, per invitation",
          .source = "Marketing Calculator, https://marketing-calculator.net/survey-response-rate-calculator/",
          .example = {"responses=450 invited=1000", "45.0 %"}},
     }}},

    // ---- events -----------------------------------------------------------------------------------------------------
    plain("registrations", "Registrations", Better::higher, "made in the period", xoxoday,
          {"registrations=180", "180"}),
    plain("registrants", "Registrants", Better::higher, "of the events held", ewebinar, {"registrants=150", "150"}),
    plain("attendees", "Attendees", Better::higher, "registered or not", xoxoday, {"attendees=130", "130"}),
    plain("attended_registrants", "Attended registrants", Better::higher, "registered and came", ewebinar,
          {"attended_registrants=120", "120"}),
    plain("walk_ins", "Walk-ins", Better::neither, "came without registration", plain_count, {"walk_ins=10", "10"}),
    plain("no_shows", "No-shows", Better::lower, "registered, did not come", ewebinar, {"no_shows=30", "30"}),
    {.name = "attendance_rate", .title = "Attendance rate", .family = Family::event,
     .unit = Unit::percent, .better = Better::higher,
     .definitions = {{
         {.name = "of_registrants", .numerator = sum("attended_registrants"), .denominator = sum("registrants"),
          .certainty = Certainty::wilson, .label = "of the registered",
          .source = "Livestorm, https://livestorm.co/webinar-glossary/webinar-attendees; the figures are those of "
                    "https://marketing-calculator.net/webinar-attendance-rate-calculator/",
          .example = {"attended_registrants=120 registrants=150", "80.0 %"}},
     }}},
    plain("event_interactions", "Interactions at events", Better::higher, "polls, questions, comments", xoxoday,
          {"event_interactions=240", "240"}),
    {.name = "interactions_per_attendee", .title = "Interactions per attendee", .family = Family::event,
     .unit = Unit::ratio, .better = Better::higher,
     .definitions = {{
         {.name = "mean_per_attendee", .numerator = sum("event_interactions"), .denominator = sum("attendees"),
          .certainty = Certainty::linearised, .label = "interactions, per attendee", .source = common_usage,
          .example = {"event_interactions=240 attendees=120", "2.00"}},
     }}},

    // ---- support ----------------------------------------------------------------------------------------------------
    plain("contacts", "Contacts", Better::neither, "with support", crm_id, {"contacts=800", "800"}),
    {.name = "contact_share", .title = "Share of contacts", .family = Family::support,
     .unit = Unit::percent, .better = Better::neither, .only_by = "medium",
     .definitions = {{
         {.name = "of_all_contacts", .numerator = sum("contacts"), .denominator = sum("channel_contacts"),
          .certainty = Certainty::linearised, .label = "of all contacts", .source = crm_id,
          .example = {"contacts=300 channel_contacts=800", "37.5 %"}},
     }}},
    plain("support_media", "Media of contact", Better::neither, "media used", crm_id, {"support_media=4", "4"}),
    {.name = "multi_channel_share", .title = "Customers of several media", .family = Family::support,
     .unit = Unit::percent, .better = Better::neither,
     .definitions = {{
         {.name = "two_or_more_media", .numerator = sum("multi_channel_customers"),
          .denominator = sum("contacting_customers"),
          .certainty = Certainty::wilson, .label = "two media or more", .source = crm_id,
          .example = {"multi_channel_customers=90 contacting_customers=360", "25.0 %"}},
     }}},
    {.name = "contacts_per_customer", .title = "Contacts per customer", .family = Family::support,
     .unit = Unit::ratio, .better = Better::lower,
     .definitions = {{
         {.name = "per_contacting_customer", .numerator = sum("customer_contacts"),
          .denominator = sum("contacting_customers"),
          .certainty = Certainty::linearised, .label = "per contacting customer",
          .source = "common usage; Nicereply's Customer Contact Index divides by all customers",
          .example = {"customer_contacts=540 contacting_customers=360", "1.50"}},
     }}},
    {.name = "complaint_share", .title = "Share of complaints", .family = Family::support,
     .unit = Unit::percent, .better = Better::lower,
     .definitions = {{
         {.name = "complaints_per_contact", .numerator = sum("support_complaints"), .denominator = sum("contacts"),
          .certainty = Certainty::linearised, .label = "complaints, per contact", .source = common_usage,
          .example = {"support_complaints=12 contacts=400", "3.0 %"}},
     }}},
    {.name = "avg_first_response", .title = "Average first response", .family = Family::support,
     .unit = Unit::seconds, .better = Better::lower,
     .definitions = {{
         {.name = "mean_of_tickets", .numerator = sum("first_response_seconds"), .denominator = sum("first_responses"),
          .certainty = Certainty::linearised, .label = "mean, answered tickets",
          .source = "SparrowDesk, https://www.sparrowdesk.com/customer-support-metrics/first-response-time-frt",
          .example = {"first_response_seconds=72000 first_responses=100", "12 m 00 s"}},
     }}},

    // ---- help centre ------------------------------------------------------------------------------------------------
    plain("article_views", "Articles viewed", Better::higher, "article views", crm_id, {"article_views=1200", "1,200"}),
    plain("article_likes", "Articles liked", Better::higher, "votes for", crm_id, {"article_likes=36", "36"}),
    plain("article_dislikes", "Articles disliked", Better::lower, "votes against", crm_id, {"article_dislikes=6", "6"}),
    {.name = "helpfulness", .title = "Helpfulness", .family = Family::help,
     .unit = Unit::percent, .better = Better::higher,
     .definitions = {{
         {.name = "likes_per_vote", .numerator = sum("article_likes"),
          .denominator = sum("article_likes + article_dislikes"),
          .certainty = Certainty::wilson, .label = "likes, per vote",
          .source = "Geckoboard, https://www.geckoboard.com/best-practice/kpi-examples/percentage-of-positive-votes/",
          .example = {"article_likes=36 article_dislikes=6", "85.7 %"}},
     }}},
    plain("discussions", "Discussions", Better::higher, "posts in discussions", plain_count, {"discussions=17", "17"}),

    // ---- commerce ---------------------------------------------------------------------------------------------------
    plain("orders", "Orders", Better::higher, "orders", plain_count, {"orders=6919", "6,919"}),
    plain("revenue", "Revenue", Better::higher, "value of orders", plain_count, {"revenue=244091.94", "244,091.94"}),
    {.name = "aov", .title = "Average order value", .family = Family::commerce,
     .unit = Unit::money, .better = Better::higher,
     .definitions = {{
         {.name = "revenue_per_order", .numerator = sum("revenue"), .denominator = sum("orders"),
          .certainty = Certainty::linearised, .label = "revenue, per order", .source = cdnow,
          .example = {"revenue=244091.94 orders=6919", "35.28"}},
     }}},
    plain("buyers", "Buyers", Better::higher, "customers who ordered", plain_count, {"buyers=2357", "2,357"}),
    {.name = "repeat_purchase_rate", .title = "Repeat purchase rate", .family = Family::commerce,
     .unit = Unit::percent, .better = Better::higher,
     .definitions = {{
         {.name = "two_or_more_orders", .numerator = sum("repeat_buyers"), .denominator = sum("buyers"),
          .certainty = Certainty::wilson, .label = "two orders or more",
          .source = "Little Stream Software, "
                    "https://www.littlestreamsoftware.com/articles/repeat-purchase-rate-calculate/",
          .example = {"repeat_buyers=8 buyers=26", "30.8 %"}},
     }}},
    {.name = "orders_per_buyer", .title = "Orders per buyer", .family = Family::commerce,
     .unit = Unit::ratio, .better = Better::higher,
     .definitions = {{
         {.name = "purchase_frequency", .numerator = sum("buyer_orders"), .denominator = sum("buyers"),
          .certainty = Certainty::linearised, .label = "purchase frequency",
          .source = "Klar, https://help.getklar.com/en/articles/6124167-average-orders-per-customer; figures of the "
                    "CDNOW sample",
          .example = {"buyer_orders=6919 buyers=2357", "2.94"}},
     }}},
    {.name = "revenue_per_buyer", .title = "Revenue per buyer", .family = Family::commerce,
     .unit = Unit::money, .better = Better::higher,
     .definitions = {{
         {.name = "mean_per_buyer", .numerator = sum("buyer_revenue"), .denominator = sum("buyers"),
          .certainty = Certainty::linearised, .label = "revenue, per buyer",
          .source = "common usage; figures of the CDNOW sample",
          .example = {"buyer_revenue=244091.94 buyers=2357", "103.56"}},
     }}},
    plain("upsells", "Upsells", Better::higher, "upgrades sold", crm_id, {"upsells=14", "14"}),
    plain("upsell_revenue", "Upsell revenue", Better::higher, "value of upgrades", crm_id,
          {"upsell_revenue=1250.5", "1,250.50"}),
    plain("upsell_customers", "Upsell customers", Better::higher, "bought an upgrade", crm_id,
          {"upsell_customers=12", "12"}),
    plain("cross_sells", "Cross-sells", Better::higher, "additional products sold", crm_id, {"cross_sells=21", "21"}),
    plain("cross_sell_revenue", "Cross-sell revenue", Better::higher, "value of additional products", crm_id,
          {"cross_sell_revenue=980", "980.00"}),
    plain("cross_sell_customers", "Cross-sell customers", Better::higher, "bought in addition", crm_id,
          {"cross_sell_customers=19", "19"}),
    {.name = "refund_rate", .title = "Refund rate", .family = Family::commerce,
     .unit = Unit::percent, .better = Better::lower,
     .definitions = {{
         {.name = "refunds_per_order", .numerator = sum("refunds"), .denominator = sum("orders"),
          .certainty = Certainty::linearised, .label = "refunds, per order",
          .source = "Twosided, https://twosided.io/metrics/refund-rate",
          .example = {"refunds=18 orders=600", "3.0 %"}},
     }}},

    // ---- customers --------------------------------------------------------------------------------------------------
    plain("customers_at_start", "Customers at the start", Better::higher, "S, at the first instant", crm_id,
          {"customers_at_start=200", "200"}),
    plain("customers_at_end", "Customers at the end", Better::higher, "E, at the end", crm_id,
          {"customers_at_end=210", "210"}),
    plain("customers_gained", "Customers gained", Better::higher, "N, new and here", crm_id,
          {"customers_gained=30", "30"}),
    plain("customers_lost", "Customers lost", Better::lower, "here before, now gone", crm_id,
          {"customers_lost=20", "20"}),
    {.name = "crr", .title = "Retention rate (CRR)", .family = Family::customer,
     .unit = Unit::percent, .better = Better::higher,
     .definitions = {{
         {.name = "start_base", .numerator = sum("customers_at_end - customers_gained"),
          .denominator = sum("customers_at_start"),
          .certainty = Certainty::wilson, .label = "of customers at start",
          .source = "CRM.ID, CRR = [(E-N)/S] x 100; MASB, https://marketing-dictionary.org/r/retention-rate/",
          .example = {"customers_at_start=200 customers_at_end=210 customers_gained=30", "90.0 %"}},
     }}},
    {.name = "churn_rate", .title = "Churn rate", .family = Family::customer,
     .unit = Unit::percent, .better = Better::lower,
     .definitions = {{
         {.name = "start_cohort", .numerator = sum("customers_lost"), .denominator = sum("customers_at_start"),
          .certainty = Certainty::wilson, .label = "of customers at start", .source = chartmogul,
          .example = {"customers_lost=10 customers_at_start=100", "10.0 %"}},
         {.name = "all_lost_over_start", .numerator = sum("all_lost"), .denominator = sum("customers_at_start"),
          .certainty = Certainty::none, .label = "all lost, per start",
          .source = "Recurly, churned / customers; the figures are ChartMogul's with all its 11 cancellations",
          .example = {"all_lost=11 customers_at_start=100", "11.0 %"}},
         {.name = "start_plus_gained", .numerator = sum("all_lost"),
          .denominator = sum("customers_at_start + all_joined"),
          .certainty = Certainty::none, .label = "all lost, per start and joined",
          .source = "Stripe, https://support.stripe.com/questions/calculating-churn-rate-in-billing",
          .example = {"all_lost=11 customers_at_start=100 all_joined=20", "9.2 %"}},
         {.name = "average_base", .numerator = sum("2*customers_lost"),
          .denominator = sum("customers_at_start + customers_at_end"),
          .certainty = Certainty::none, .label = "lost, per average base", .source = common_usage,
          .example = {"customers_lost=20 customers_at_start=200 customers_at_end=210", "9.8 %"}},
     }}},
    plain("daily_active", "Active on the last day", Better::higher, "1 day", ga4_actives, {"daily_active=2", "2"}),
    plain("weekly_active", "Active in 7 days", Better::higher, "7 days to the last", ga4_actives,
          {"weekly_active=3", "3"}),
    plain("monthly_active", "Active in 30 days", Better::higher, "30 days to the last", ga4_actives,
          {"monthly_active=4", "4"}),
    {.name = "stickiness", .title = "Stickiness", .family = Family::customer,
     .unit = Unit::percent, .better = Better::higher,
     .definitions = {{
         {.name = "daily_per_monthly", .numerator = sum("daily_active"), .denominator = sum("monthly_active"),
          .certainty = Certainty::wilson, .label = "daily, per monthly active",
          .source = "Google Analytics 4, dauPerMau: the rolling percent of 30-day active users who are also 1-day "
                    "active",
          .example = {"daily_active=2 monthly_active=4", "50.0 %"}},
     }}},
    {.name = "adoption_rate", .title = "Adoption of a feature", .family = Family::customer,
     .unit = Unit::percent, .better = Better::higher, .only_by = "feature",
     .definitions = {{
         {.name = "users_per_customer", .numerator = sum("feature_users"), .denominator = sum("all_customers_at_end"),
          .certainty = Certainty::wilson, .label = "of customers at end",
          .source = "MetricKit, https://metrickittools.com/saas-metrics/feature-adoption-rate-calculator",
          .example = {"feature_users=2400 all_customers_at_end=8000", "30.0 %"}},
     }}},
    plain("referrals", "Referrals", Better::higher, "referrals made", plain_count, {"referrals=9", "9"}),
    plain("enrolled", "Enrolments", Better::higher, "in a loyalty programme", plain_count, {"enrolled=48", "48"}),
});

static_assert(measure::faultless(metrics), "a metric lacks a field, or two share a name: catalogue_test names it");
static_assert(measure::in_order_of_families(metrics), "metrics stand by family, in the order of the families");

// ---- what holds between tallies -------------------------------------------------------------------------------------

consteval Family family_of(const Sum& sum) { return tally_table[sum.terms[0].tally].family; }

/// Holds of any honest figures.
consteval Invariant always(std::string_view smaller, std::string_view larger) {
    return {.family = family_of(sum(smaller)), .smaller = sum(smaller), .larger = sum(larger),
            .code = "impossible_figures", .text = "one of the two is miscounted"};
}
/// Holds of a whole campaign; a period can hold the answer to what was sent before it.
consteval Invariant within(std::string_view smaller, std::string_view larger) {
    return {.family = family_of(sum(smaller)), .smaller = sum(smaller), .larger = sum(larger), .edge = true,
            .code = "across_periods", .text = "some of it belongs to what happened before the period"};
}
/// Odd, but it happens.
consteval Invariant usually(std::string_view smaller, std::string_view larger, std::string_view code,
                            std::string_view text) {
    return {.family = family_of(sum(smaller)), .smaller = sum(smaller), .larger = sum(larger), .possible = true,
            .code = code, .text = text};
}

constexpr auto all_invariants = std::to_array<Invariant>({
    within("delivered", "sent"),
    within("bounced", "sent"),
    usually("delivered + bounced", "sent", "delivered_and_bounced",
            "some messages were accepted first and bounced later, or were sent before the period"),
    always("unique_opens", "opens"),
    always("unique_human_opens", "unique_opens"),
    always("unique_clicks", "clicks"),
    always("unique_human_clicks", "unique_clicks"),
    always("unique_any_conversions", "conversions"),
    always("unique_conversions", "unique_any_conversions"),
    within("unique_opens", "delivered"),
    within("unique_clicks", "delivered"),
    within("unique_conversions", "unique_clicks"),
    within("unsubscribes", "delivered"),
    within("spam_complaints", "delivered"),
    within("daily_openers", "delivered_customers"),
    within("weekly_openers", "delivered_customers"),
    within("monthly_openers", "delivered_customers"),
    usually("unique_clicks", "unique_opens", "more_clickers_than_openers",
            "images were off when they read, or the clicks are those of machines"),

    always("session_page_views", "page_views"),
    always("single_page_sessions", "sessions"),
    always("unengaged_sessions", "sessions"),
    always("converted_sessions", "sessions"),
    always("visitor_sessions", "sessions"),
    always("exits", "session_page_views"),
    always("exits", "page_sessions"),
    always("page_sessions", "channel_sessions"),
    always("returning_visitors", "visitors"),
    always("single_view_visitors", "visitors"),

    always("answered_mentions", "answerable_mentions"),

    always("promoters + passives + detractors", "nps_answers"),
    always("nps_above_scale", "nps_answers"),
    always("satisfied", "csat_responses"),
    always("very_satisfied", "satisfied"),
    always("csat_responses", "csat_answers"),
    always("satisfied_5_to_7", "csat_responses_of_7"),
    always("satisfied_6_to_7", "satisfied_5_to_7"),
    always("csat_responses_of_7", "csat_answers"),
    always("positive", "csat_responses_of_2"),
    always("csat_responses_of_2", "csat_answers"),
    always("ces_responses", "ces_answers"),
    always("ces_responses", "ces_score"),
    always("ces_score", "7*ces_responses"),
    always("reviews", "review_answers"),
    always("reviews", "review_stars"),
    always("review_stars", "5*reviews"),
    always("nps_answers + csat_answers + ces_answers + review_answers", "responses"),
    usually("responses", "invited", "more_answers_than_invitations",
            "some answered without an invitation, or were invited before the period"),

    always("attended_registrants", "registrants"),
    always("attended_registrants", "attendees"),
    always("attended_registrants + walk_ins", "attendees"),
    always("attendees", "attended_registrants + walk_ins"),
    always("attended_registrants + no_shows", "registrants"),
    always("registrants", "attended_registrants + no_shows"),

    always("contacts", "channel_contacts"),
    always("customer_contacts", "contacts"),
    always("contacting_customers", "customer_contacts"),
    always("multi_channel_customers", "contacting_customers"),
    always("support_media", "contacts"),
    usually("support_complaints", "contacts", "more_complaints_than_contacts",
            "complaints were recorded without a contact"),

    always("buyer_orders", "orders"),
    always("repeat_buyers", "buyers"),
    always("buyers + repeat_buyers", "buyer_orders"),
    always("upsell_customers", "upsells"),
    always("cross_sell_customers", "cross_sells"),
    usually("refunds", "orders", "more_refunds_than_orders", "refunds of orders before the period"),

    always("customers_gained", "customers_at_end"),
    always("customers_lost", "customers_at_start"),
    always("customers_lost", "all_lost"),
    always("customers_gained", "all_joined"),
    always("daily_active", "weekly_active"),
    always("weekly_active", "monthly_active"),
    usually("customers_at_end - customers_gained", "customers_at_start", "crr_above_100",
            "customers who came back were left out of the gained"),
    usually("customers_at_start - customers_lost + customers_gained", "customers_at_end", "gained_are_gross",
            "some of the gained are gone again; the retention rate needs those still here"),
    usually("customers_at_end", "customers_at_start - customers_lost + customers_gained", "returned_customers",
            "customers who came back are not among the gained"),
    usually("feature_users", "all_customers_at_end", "users_who_left",
            "some used the feature and are no customers at the end"),
});

} // namespace

std::span<const Metric> catalogue() { return metrics; }

std::span<const Invariant> invariants() { return all_invariants; }

} // namespace engage
