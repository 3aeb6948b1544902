// story.hpp -- what invented customers do: an endless stream of events, in the order in which they reach an export.
// SPDX-License-Identifier: MIT
//
// Only whole numbers are used, so the same rows and seed give the same events on every machine.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <queue>
#include <vector>

namespace bench {

constexpr std::int64_t kSecond = 1000; // times are milliseconds since the story begins
constexpr std::int64_t kHour = 3600 * kSecond;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::int64_t kDays = 61; // March and April
constexpr std::uint32_t kCampaigns = 200;
constexpr std::uint32_t kPages = 5000;

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    // SplitMix64 (Steele, Lea and Flood, 2014).
    std::uint64_t next() {
        std::uint64_t bits = state_ += 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
    std::uint32_t below(std::uint32_t bound) {
        return static_cast<std::uint32_t>(((next() >> 32) * static_cast<std::uint64_t>(bound)) >> 32);
    }
    bool chance(std::uint32_t in_1000) { return below(1000) < in_1000; }
    // A span of time with many short and few long ones, from 1 to 4 * mean milliseconds.
    std::int64_t delay(std::int64_t mean) {
        return 1 + static_cast<std::int64_t>((next() >> 40) * (next() >> 40) >> 24) * 4 * mean / (1 << 24);
    }

private:
    std::uint64_t state_;
};

enum class Kind : std::uint8_t {
    Sent,
    Delivered,
    Bounced,
    Opened,
    Clicked,
    Converted,
    Unsubscribed,
    PushSent,
    PushDelivered,
    PushOpened,
    PageView,
    Like,
    Share,
    Comment,
    SocialClick,
    Contacted,
    Resolved,
    Nps,
    Csat,
    Used,
};

struct Event {
    std::int64_t arrives = 0; // when the export learns of it: at its time, or hours later
    std::int64_t time = 0;
    std::uint64_t serial = 0;
    std::uint64_t session = 0; // 0: none
    std::uint32_t customer = 0;
    std::int32_t cents = -1; // -1 here and below: none
    std::int16_t campaign = -1;
    std::int16_t page = -1;
    std::int8_t score = -1;
    Kind kind = Kind::Used;
};

class Story {
public:
    // rows: how many events will be asked for; they fill the two months and are shared by a customer for every 20.
    Story(std::int64_t rows, std::uint64_t seed)
        : random_(seed), customers_(static_cast<std::uint32_t>(std::max<std::int64_t>(rows / 20, 100))),
          step_(static_cast<std::uint32_t>(kDays * kDay * kRowsOf100Starts / 100 / std::max<std::int64_t>(rows, 100) +
                                           1)) {
        std::uint64_t sum = 0;
        for (std::uint32_t page = 0; page < kPages; ++page) popularity_[page] = sum += 1'000'000 / (page + 8);
    }

    Event next() {
        while (coming_.empty() || coming_.top().arrives > clock_) {
            clock_ += random_.below(2 * step_);
            start();
        }
        const Event event = coming_.top();
        coming_.pop();
        return event;
    }

private:
    static constexpr std::int64_t kRowsOf100Starts = 236; // as counted in its own output

    struct Later {
        bool operator()(const Event& left, const Event& right) const {
            return left.arrives != right.arrives ? left.arrives > right.arrives : left.serial > right.serial;
        }
    };

    // One row in a hundred is late by up to six hours.
    void add(Event event, Kind kind, std::int64_t time) {
        event.kind = kind;
        event.time = time;
        event.arrives = random_.chance(10) ? time + random_.below(6 * kHour) : time;
        event.serial = ++serial_;
        coming_.push(event);
    }

    void start() {
        Event event;
        event.customer = customer();
        const std::uint32_t dice = random_.below(100);
        if (dice < 45) mail(event);
        else if (dice < 68) visit(event);
        else if (dice < 81) social(event);
        else if (dice < 86) push(event);
        else if (dice < 92) add(event, Kind::Used, clock_);
        else if (dice < 96) support(event);
        else survey(event);
    }

    // A third of the customers do something in a part of the two months only; some do more than others.
    std::uint32_t customer() {
        for (;;) {
            const std::uint32_t chosen = random_.chance(500)
                                             ? random_.below(customers_)
                                             : std::min(random_.below(customers_), random_.below(customers_));
            Random own(chosen);
            const std::uint32_t habit = own.below(6);
            const std::int64_t turn = own.below(kDays) * kDay;
            if (habit > 1 || (habit == 0 ? clock_ < turn : clock_ >= turn)) return chosen;
        }
    }

    // The campaigns take turns: at any time about twenty are being sent.
    std::int16_t campaign() {
        const std::int64_t first = clock_ * (kCampaigns - 20) / (kDays * kDay);
        return static_cast<std::int16_t>((first + std::min(random_.below(20), random_.below(20))) % kCampaigns);
    }

    std::int16_t page() {
        const std::uint32_t point = random_.below(static_cast<std::uint32_t>(popularity_.back()));
        return static_cast<std::int16_t>(std::upper_bound(popularity_.begin(), popularity_.end(), point) -
                                         popularity_.begin());
    }

    void mail(Event event) {
        event.campaign = campaign();
        add(event, Kind::Sent, clock_);
        const std::int64_t there = clock_ + random_.delay(4 * kSecond);
        if (random_.chance(30)) return add(event, Kind::Bounced, there);
        add(event, Kind::Delivered, there);
        if (random_.chance(5)) buy(event, there); // would have bought anyhow: no conversion of a click
        if (!random_.chance(250)) return;
        const std::int64_t opened = there + random_.delay(5 * kHour);
        add(event, Kind::Opened, opened);
        while (random_.chance(300)) add(event, Kind::Opened, opened + random_.delay(9 * kHour));
        if (random_.chance(12)) add(event, Kind::Unsubscribed, opened + random_.delay(20 * kSecond));
        if (!random_.chance(170)) return;
        const std::int64_t clicked = opened + random_.delay(50 * kSecond);
        add(event, Kind::Clicked, clicked);
        if (random_.chance(200)) add(event, Kind::Clicked, clicked + random_.delay(kHour / 6));
        if (random_.chance(180)) buy(event, clicked + random_.delay(kHour / 4));
    }

    void buy(Event event, std::int64_t time) {
        event.cents = static_cast<std::int32_t>(400 + random_.delay(6000));
        add(event, Kind::Converted, time);
    }

    // Of a session no two views are at the same time, so that every tool agrees which was the last.
    void visit(Event event) {
        event.session = random_.next() | 1;
        if (random_.chance(150)) event.campaign = static_cast<std::int16_t>(random_.below(kCampaigns));
        int views = 1;
        if (random_.chance(610))
            for (views = 2; views < 20 && random_.chance(790);) ++views;
        for (std::int64_t time = clock_; views > 0; --views, time += kSecond + random_.delay(45 * kSecond)) {
            event.page = page();
            add(event, Kind::PageView, time);
        }
    }

    void social(Event event) {
        if (random_.chance(300)) event.campaign = static_cast<std::int16_t>(random_.below(kCampaigns));
        const std::uint32_t dice = random_.below(100);
        add(event,
            dice < 58   ? Kind::Like
            : dice < 74 ? Kind::Share
            : dice < 86 ? Kind::Comment
                        : Kind::SocialClick,
            clock_);
    }

    void push(Event event) {
        event.campaign = campaign();
        add(event, Kind::PushSent, clock_);
        if (random_.chance(50)) return;
        const std::int64_t there = clock_ + random_.delay(kSecond);
        add(event, Kind::PushDelivered, there);
        if (random_.chance(110)) add(event, Kind::PushOpened, there + random_.delay(kHour / 5));
    }

    void support(Event event) {
        add(event, Kind::Contacted, clock_);
        if (random_.chance(900)) add(event, Kind::Resolved, clock_ + random_.delay(18 * kHour));
    }

    void survey(Event event) {
        const bool nps = random_.chance(600);
        const std::uint32_t dice = random_.below(100);
        if (nps) event.score = static_cast<std::int8_t>(dice < 46 ? 9 + dice % 2 : dice < 75 ? 7 + dice % 2 : dice % 7);
        else event.score = static_cast<std::int8_t>(dice < 74 ? 4 + dice % 2 : 1 + dice % 3);
        add(event, nps ? Kind::Nps : Kind::Csat, clock_);
    }

    Random random_;
    std::uint32_t customers_;
    std::uint32_t step_; // mean time between two starts
    std::int64_t clock_ = 0;
    std::uint64_t serial_ = 0;
    std::array<std::uint64_t, kPages> popularity_; // running sums of weights, the first page's the largest
    std::priority_queue<Event, std::vector<Event>, Later> coming_;
};

} // namespace bench
