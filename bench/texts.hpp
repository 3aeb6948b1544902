// texts.hpp -- how invented events are written: words, names, times, numbers.
// SPDX-License-Identifier: MIT
#pragma once
#include "story.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

struct Words {
    std::string_view channel, event;
};

inline Words words_of(Kind kind) {
    switch (kind) {
    case Kind::Sent: return {"email", "sent"};
    case Kind::Delivered: return {"email", "delivered"};
    case Kind::Bounced: return {"email", "bounced"};
    case Kind::Opened: return {"email", "opened"};
    case Kind::Clicked: return {"email", "clicked"};
    case Kind::Converted: return {"email", "converted"};
    case Kind::Unsubscribed: return {"email", "unsubscribed"};
    case Kind::PushSent: return {"push", "sent"};
    case Kind::PushDelivered: return {"push", "delivered"};
    case Kind::PushOpened: return {"push", "opened"};
    case Kind::PageView: return {"web", "page_view"};
    case Kind::Like: return {"social", "like"};
    case Kind::Share: return {"social", "share"};
    case Kind::Comment: return {"social", "comment"};
    case Kind::SocialClick: return {"social", "click"};
    case Kind::Contacted: return {"support", "contacted"};
    case Kind::Resolved: return {"support", "resolved"};
    case Kind::Nps: return {"survey", "nps"};
    case Kind::Csat: return {"survey", "csat"};
    case Kind::Used: break;
    }
    return {"customer", "used"};
}

inline void append_number(std::string& text, std::uint64_t number, int digits = 1) {
    char backwards[20];
    int length = 0;
    for (; number > 0 || length < digits; number /= 10) backwards[length++] = static_cast<char>('0' + number % 10);
    while (length > 0) text += backwards[--length];
}

inline void append_money(std::string& text, std::int32_t cents) {
    append_number(text, static_cast<std::uint64_t>(cents / 100));
    text += '.';
    append_number(text, static_cast<std::uint64_t>(cents % 100), 2);
}

inline void append_hexadecimal(std::string& text, std::uint64_t number) {
    for (int shift = 60; shift >= 0; shift -= 4) text += "0123456789abcdef"[number >> shift & 15];
}

struct Clock {
    std::uint64_t month, day, hour, minute, second, millisecond;
};

// The story begins with March and may run a little into May.
inline Clock clock_of(std::int64_t time) {
    auto day = static_cast<std::uint64_t>(time / kDay);
    const auto rest = static_cast<std::uint64_t>(time % kDay);
    std::uint64_t month = 3;
    for (const std::uint64_t length : {31, 30, 31, 30}) {
        if (day < length) break;
        day -= length;
        ++month;
    }
    return {month, day + 1, rest / 3'600'000, rest / 60'000 % 60, rest / 1000 % 60, rest % 1000};
}

inline void append_clock(std::string& text, const Clock& clock) {
    append_number(text, clock.hour, 2);
    text += ':';
    append_number(text, clock.minute, 2);
    text += ':';
    append_number(text, clock.second, 2);
}

inline void append_time(std::string& text, std::int64_t time) {
    const Clock clock = clock_of(time);
    text += "2026-";
    append_number(text, clock.month, 2);
    text += '-';
    append_number(text, clock.day, 2);
    text += 'T';
    append_clock(text, clock);
    text += '.';
    append_number(text, clock.millisecond, 3);
    text += 'Z';
}

inline void append_log_time(std::string& text, std::int64_t time) {
    static constexpr std::string_view months[] = {"Mar", "Apr", "May", "Jun", "Jul"};
    const Clock clock = clock_of(time);
    append_number(text, clock.day, 2);
    text += '/';
    text += months[clock.month - 3];
    text += "/2026:";
    append_clock(text, clock);
    text += " +0000";
}

// A text of 100 to 1,500 bytes on several lines, with commas and quotes; the same for the same number.
inline void append_comment(std::string& text, std::uint64_t number) {
    static constexpr std::string_view words[] = {
        "the parcel", " came late", ", but",       " the tea",  " is \"excellent\"", ".\n",
        "I asked",    " support",   " about it",   ", twice",   "; nobody answered", " and",
        " then",      ".\n\n",      "Thank you, ", "all of you"};
    Random random(number);
    const std::size_t end = text.size() + 100 + std::min(random.below(1400), random.below(1400));
    while (text.size() < end) text += words[random.below(16)];
}

// What a column nobody asks for holds: nothing, a number, a word or a phrase with a comma, by the column's number.
inline void append_extra(std::string& text, std::uint64_t number, std::uint64_t column) {
    static constexpr std::string_view phrases[] = {"Mozilla/5.0 (X11; Linux x86_64)", "Hamburg, Germany", "de-DE",
                                                   "https://shop.example/", "true"};
    Random random(number * 64 + column);
    if (column % 10 < 4) return;
    if (column % 10 < 7) return append_number(text, random.below(100'000));
    if (column % 10 < 9) return append_hexadecimal(text, random.next());
    text += phrases[random.below(5)];
}

class Names {
public:
    explicit Names(bool foreign) : foreign_(foreign) {
        static constexpr std::string_view themes[] = {"newsletter", "clearance", "hello", "come-back",
                                                      "basket",     "novelty",   "club",  "survey"};
        for (std::uint32_t index = 0; index < kCampaigns; ++index) {
            std::string name = foreign ? "Frühlingsgruß № " : std::string(themes[index % 8]) + "-2026-";
            append_number(name, index, 3);
            if (foreign) name += " – 秋のセール";
            else if (index % 50 == 11) name += ", second wave, north";
            campaigns_.push_back(name);
        }
        static constexpr std::string_view parts[] = {"tea",  "coffee", "cups",    "journal",
                                                     "help", "gifts",  "account", "basket"};
        for (std::uint32_t index = 0; index < kPages; ++index) {
            std::string name = foreign ? "/カテゴリ/緑茶-" : "/" + std::string(parts[index % 8]) + "/no-";
            append_number(name, index, 4);
            if (index % 400 == 21) name += "?q=\"green, loose\" leaf";
            else if (index % 40 == 13) name += "?sizes=50,100,250";
            pages_.push_back(name);
        }
    }

    const std::string& campaign(int index) const { return campaigns_[static_cast<std::size_t>(index)]; }
    const std::string& page(int index) const { return pages_[static_cast<std::size_t>(index)]; }
    std::string_view customer_prefix() const { return foreign_ ? "kundin-Žofie-顧客-" : "C"; }
    // Neighbours in the story have numbers far apart; no two have the same.
    std::uint32_t number(std::uint32_t customer) const {
        return static_cast<std::uint32_t>(customer * 61'680'251ULL % 100'000'000);
    }

private:
    bool foreign_;
    std::vector<std::string> campaigns_, pages_;
};

} // namespace bench
