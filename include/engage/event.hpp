// event.hpp -- the one shape that every export is turned into, and its vocabulary.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace engage {

/// What kind of thing an event is: the word before the dot.
enum class Family : std::uint8_t { message, web, social, survey, event, support, help, commerce, customer };
inline constexpr std::array<std::string_view, 9> family_names{
    "message", "web", "social", "survey", "event", "support", "help", "commerce", "customer"};
inline constexpr std::size_t family_count = family_names.size();
constexpr std::size_t index_of(Family family) { return static_cast<std::size_t>(family); }
constexpr std::string_view name_of(Family family) { return family_names[index_of(family)]; }

/// Whether an event shows that its customer did something. Receiving, and leaving, is not doing.
enum class Doing : bool { no, yes };

struct Word {
    Family family;
    std::string_view verb;
    Doing doing;
};

/// Every event word, once. Its position is its code, everywhere in the program.
inline constexpr std::array<Word, 44> vocabulary{{
    {Family::message, "sent", Doing::no},
    {Family::message, "delivered", Doing::no},
    {Family::message, "bounced", Doing::no},
    {Family::message, "opened", Doing::yes},
    {Family::message, "clicked", Doing::yes},
    {Family::message, "converted", Doing::yes},
    {Family::message, "unsubscribed", Doing::no},
    {Family::message, "complained", Doing::no},
    {Family::web, "page_view", Doing::yes},
    {Family::web, "converted", Doing::yes},
    {Family::social, "impression", Doing::no},
    {Family::social, "like", Doing::yes},
    {Family::social, "share", Doing::yes},
    {Family::social, "comment", Doing::yes},
    {Family::social, "reply", Doing::yes},
    {Family::social, "mention", Doing::yes},
    {Family::social, "tag", Doing::yes},
    {Family::social, "click", Doing::yes},
    {Family::social, "follow", Doing::yes},
    {Family::survey, "invited", Doing::no},
    {Family::survey, "nps", Doing::yes},
    {Family::survey, "csat", Doing::yes},
    {Family::survey, "ces", Doing::yes},
    {Family::survey, "review", Doing::yes},
    {Family::event, "registered", Doing::yes},
    {Family::event, "attended", Doing::yes},
    {Family::event, "interacted", Doing::yes},
    {Family::support, "contacted", Doing::yes},
    {Family::support, "answered", Doing::no},
    {Family::support, "resolved", Doing::no},
    {Family::support, "complained", Doing::yes},
    {Family::help, "viewed", Doing::yes},
    {Family::help, "liked", Doing::yes},
    {Family::help, "disliked", Doing::yes},
    {Family::help, "discussed", Doing::yes},
    {Family::commerce, "ordered", Doing::yes},
    {Family::commerce, "refunded", Doing::no},
    {Family::commerce, "upsold", Doing::yes},
    {Family::commerce, "cross_sold", Doing::yes},
    {Family::customer, "joined", Doing::yes},
    {Family::customer, "left", Doing::no},
    {Family::customer, "used", Doing::yes},
    {Family::customer, "referred", Doing::yes},
    {Family::customer, "enrolled", Doing::yes},
}};

/// The code of an event word: its position in the vocabulary.
using Verb = std::uint8_t;

/// Beyond the vocabulary: the code of an amount of some tally of the family that an export gives, in place of events.
constexpr Verb measured(Family family) { return static_cast<Verb>(vocabulary.size() + index_of(family)); }
inline constexpr std::size_t verb_count = vocabulary.size() + family_count;
constexpr bool is_measured(Verb verb) { return verb >= vocabulary.size(); }

inline constexpr auto family_of_verbs = [] {
    std::array<Family, verb_count> families{};
    for (std::size_t code = 0; code < verb_count; ++code)
        families[code] =
            code < vocabulary.size() ? vocabulary[code].family : static_cast<Family>(code - vocabulary.size());
    return families;
}();
constexpr Family family_of(Verb verb) { return family_of_verbs[verb]; }
constexpr bool is_doing(Verb verb) { return !is_measured(verb) && vocabulary[verb].doing == Doing::yes; }

/// Whether what happened before a period matters to its figures: who did something, and who left.
constexpr bool tells_later(Verb verb) {
    return is_doing(verb) || (!is_measured(verb) && vocabulary[verb].family == Family::customer);
}

/// A set of event words, one bit each. Every sum over it is a constant of the program.
using Verbs = std::uint64_t;
constexpr Verbs bit(Verb verb) { return Verbs{1} << verb; }
/// All words of a family.
constexpr Verbs verbs_of(Family family) {
    Verbs set = 0;
    for (Verb code = 0; code < vocabulary.size(); ++code)
        if (vocabulary[code].family == family) set |= bit(code);
    return set;
}
/// The whole vocabulary.
inline constexpr Verbs all_verbs = bit(vocabulary.size()) - 1;
/// The codes of measured amounts, of every family.
inline constexpr Verbs measured_verbs = (bit(verb_count) - 1) & ~all_verbs;
static_assert(verb_count < 64);

/// The code of `family.verb`; nothing where there is no such word.
constexpr std::optional<Verb> find_verb(Family family, std::string_view verb) {
    for (Verb code = 0; code < vocabulary.size(); ++code)
        if (vocabulary[code].family == family && vocabulary[code].verb == verb) return code;
    return std::nullopt;
}

/// The code of a `family.verb` in full; nothing where there is no such word.
constexpr std::optional<Verb> find_word(std::string_view full) {
    const auto point = full.find('.');
    for (std::size_t family = 0; family < family_count && point != full.npos; ++family)
        if (family_names[family] == full.substr(0, point))
            return find_verb(static_cast<Family>(family), full.substr(point + 1));
    return std::nullopt;
}

/// The set of the words in `text`, as "message.opened message.clicked". A misspelt word does not compile.
consteval Verbs verbs(std::string_view text) {
    Verbs set = 0;
    while (!text.empty()) {
        const auto end = text.find(' ') == text.npos ? text.size() : text.find(' ');
        const auto word = text.substr(0, end), name = word.substr(word.find('.') + 1);
        bool found = false;
        for (Verb code = 0; code < vocabulary.size(); ++code)
            if (vocabulary[code].verb == name && name_of(vocabulary[code].family) == word.substr(0, word.find('.')))
                set |= bit(code), found = true;
        if (!found) throw "no such event word";
        text.remove_prefix(end == text.size() ? end : end + 1);
    }
    return set;
}
/// The code of one `family.verb`. A misspelt word does not compile.
consteval Verb verb(std::string_view text) {
    const Verbs set = verbs(text);
    Verb code = 0;
    while (!(set & bit(code))) ++code;
    return code;
}

/// The fields of an event, as columns of a canonical file; what each means stands in `field_meanings`.
enum class Field : std::uint8_t {
    time, channel, event, customer, campaign, message, session, page,
    score, value, currency, seconds, count, id, machine,
};
struct FieldInfo {
    std::string_view name;
    std::string_view meaning;
};
inline constexpr std::array<FieldInfo, 15> fields{{
    {"time", "when it happened: RFC 3339, a local date or date-time, epoch seconds to nanoseconds, or a form of exports"},
    {"channel", "where it happened: a label"},
    {"event", "what happened: family.verb, or the verb where the channel or the verb settles the family"},
    {"customer", "who did or received it; e-mail addresses are compared in lower case"},
    {"campaign", "the thing sent, posted, asked, held; the ticket"},
    {"message", "one message to one recipient, or one mailing of a campaign"},
    {"session", "session identifier, unique within a customer"},
    {"page", "page, screen or article"},
    {"score", "the answer of a survey, the stars of a review"},
    {"value", "money, an exact decimal"},
    {"currency", "ISO 4217 code of the value"},
    {"seconds", "a duration the source knows: of a page view, an attendance, a first answer"},
    {"count", "how many such events the row stands for; default 1"},
    {"id", "event identifier; events of one importer with the same id are counted once"},
    {"machine", "true where the source says that a machine did it"},
}};
inline constexpr std::size_t field_count = fields.size();
constexpr std::size_t index_of(Field field) { return static_cast<std::size_t>(field); }

/// Instants are microseconds since 1970-01-01T00:00:00Z.
using Instant = std::int64_t;
inline constexpr Instant no_time = std::numeric_limits<Instant>::min();
inline constexpr std::int64_t microseconds = 1'000'000; ///< in a second

/// A text seen often (channel, campaign, page …), as a small number; 0 is the empty text.
using Label = std::uint32_t;

/// What an event is to the period.
enum class When : std::uint8_t {
    inside,  ///< counted
    before,  ///< history: tells who is returning, a customer, registered, and which click came first
    outside, ///< neither
};

/// A run of bytes of the batch that holds an event.
struct Text {
    std::uint32_t begin = 0, size = 0;
    bool empty() const { return size == 0; }
};

/// One event.
struct Event {
    Instant time = no_time;
    std::int64_t count = 1; ///< at least 1; of a measured amount, at least 0
    Text customer;          ///< empty: nobody is known
    Text message;
    Text session;
    Text id;                ///< of the row
    std::uint32_t detail = 0; ///< position of its score, money, duration among the batch's details; 0: none
    Label channel = 0;
    Label campaign = 0;
    Verb verb = 0;
    When when = When::inside;
    bool machine : 1 = false;
    bool continues : 1 = false; ///< it comes of the same row as the event before it in the batch
    bool duplicate = false;     ///< an event with the same id came earlier
};
static_assert(sizeof(Event) == 64, "an event is one line of the cache");

} // namespace engage
