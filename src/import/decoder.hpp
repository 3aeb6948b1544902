// decoder.hpp -- rows to events.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "engage/row.hpp"
#include "import/batch.hpp"
#include "import/cell.hpp"
#include "import/labels.hpp"
#include "import/letter_case.hpp"
#include "import/number_cell.hpp"
#include "import/plan.hpp"
#include "import/words.hpp"

namespace engage {

/// The condition of a --where: the key's text must equal `value`, in which `*` stands for any text.
struct Condition {
    std::size_t key = 0; ///< position among the plan's keys
    std::string value;
};

/// What all decoders of a run share.
struct Decoding {
    /// A span of time between periods: what happens in it is in none.
    struct Gap {
        Instant start = 0, end = 0;
    };
    bool period_asked = false;
    bool time_needed = false;    ///< events without one are refused
    Instant start = 0, end = 0;  ///< of all periods, if asked for
    std::vector<Gap> gaps;       ///< in the order of time
    std::vector<Period> periods; ///< that are asked for
    std::vector<Key> keys;
    std::vector<Condition> conditions;
};

/// Decodes the rows of one input on one thread.
class Decoder {
public:
    Decoder(const Decoding& decoding, const Plan& plan, Zone local, LabelCache& labels);
    /// `rows` must live as long as the batch is used. Texts may be changed in place (e-mail addresses to lower case).
    void decode(Rows& rows, Batch& batch);
    /// The channels and event words of all rows that were readable, counted or not.
    const Words& words() const { return words_; }

private:
    enum class Use : std::uint8_t { keep, ignore, refuse };
    // Cells that only some events have a use for are looked at for those alone: a page view may say "none" for its
    // score.
    static constexpr Verbs scored = verbs("survey.nps survey.csat survey.ces survey.review");
    static constexpr Verbs priced = verbs("commerce.ordered commerce.refunded commerce.upsold commerce.cross_sold");
    static constexpr Verbs timed = verbs("web.page_view event.attended support.answered");

    // `tidy`: as the rows are. What is seldom done, as for refusals, does not ask.
    template <bool tidy>
    std::size_t decode_rows();
    std::size_t decode_groups();
    template <bool tidy>
    Use decode_row(Event& event);
    template <bool tidy>
    bool read_values(Event& event);
    bool refuse_word();
    bool read_time(Event& event, std::string_view time);
    bool read_details(Event& event);
    void place_in_period(Event& event);
    void want_label(std::string_view text, Label& into);
    template <bool tidy>
    void want_labels(Event& event, Label* keys);
    void find_labels(std::size_t begin, std::size_t end);
    bool filtered();
    bool refuse(std::string_view reason, std::string what, std::string_view advice); ///< false
    bool unreadable(Field field, std::string_view advice);                           ///< likewise
    bool read_amount(Detail& detail);                                                ///< a measured one
    bool read_score(Detail& detail);
    bool read_value(Detail& detail);
    bool read_seconds(Detail& detail);
    bool read_count(Event& event);
    bool read_machine(Event& event);
    std::optional<NumberRead> number(Field field, std::string_view advice); ///< nothing: the row is refused
    /// Where a value comes from: a place in the row, or else a text that is the same for all.
    struct Given {
        std::int32_t place = -1;
        std::uint32_t begin = 0; ///< of the constant, as Text::begin
        std::string_view constant;
    };
    bool may_have(Field field) const {
        const Given& given = given_[index_of(field)];
        return given.place >= 0 || !given.constant.empty();
    }
    template <bool tidy = false>
    [[gnu::always_inline]] std::string_view text(const Given& given) const {
        if (given.place < 0) return given.constant;
        const Cell cell = cells_[given.place];
        const std::string_view text(begin_ + cell.begin, cell.size);
        if (tidy) return text;
        const std::size_t some = cell.size != 0;
        const auto first = static_cast<unsigned char>(*text.data()),
                   last = static_cast<unsigned char>(text.data()[cell.size - some]);
        return some & ((first <= ' ') | (last <= ' ')) ? trimmed(text) : text;
    }
    template <bool tidy = false>
    [[gnu::always_inline]] std::string_view text(Field field) const {
        return text<tidy>(given_[index_of(field)]);
    }
    /// Empty also where the cell says that nothing is known.
    template <bool tidy = false>
    [[gnu::always_inline]] std::string_view known(Field field) const {
        const auto cell = text<tidy>(field);
        return {cell.data(), is_missing(cell) ? 0 : cell.size()};
    }
    /// Of what is known of the field, the run of the batch.
    [[gnu::always_inline]] Text placed(Field field, std::string_view text) const {
        const Given& given = given_[index_of(field)];
        const auto size = static_cast<std::uint32_t>(text.size());
        return {given.place < 0 ? given.begin : static_cast<std::uint32_t>(text.data() - begin_), size};
    }
    void lower_address(std::string_view name);
    std::string_view currency() const;
    std::string_view key_text(std::size_t key);

    const Decoding* decoding_;
    const Plan* plan_;
    TimeReader time_;
    LabelCache* labels_;
    Words words_;
    Rows* rows_ = nullptr;
    Batch* batch_ = nullptr;
    std::size_t row_ = 0;
    const char* begin_ = nullptr;          ///< of the texts of the rows
    const Cell* cells_ = nullptr;          ///< of the row
    std::string constants_;                ///< of all fields and keys that have one, and padding
    std::array<Given, field_count> given_; ///< the fields
    bool has_rare_ = false;                ///< rows may have a count, a machine, an id or a message
    Verbs detailed_ = 0;                   ///< whose rows may have details
    Meaning* meaning_ = nullptr;
    /// What a key's text is taken from: its own column, or what the row was understood to be.
    enum class KeyKind : std::uint8_t { column, channel, event, currency, campaign };
    struct KeyGiven {
        KeyKind kind = KeyKind::column;
        Given given;
    };
    std::vector<KeyGiven> keys_;
    std::array<std::vector<std::uint32_t>, family_count> keys_of_; ///< the keys that the family's events may have
    /// Labels are found for some events at a time, so that their table is asked for before it is needed.
    struct Wanted {
        LabelCache::Short text;
        Label* into;
    };
    static constexpr std::size_t events_at_once = 32;
    std::vector<Wanted> wanted_;
    std::size_t wanted_count_ = 0;
    std::vector<std::size_t> campaign_keys_; ///< of the keys, those that are the campaign
    std::string_view cell_currency_;         ///< found beside the value of the row
    std::string scratch_;
};

} // namespace engage
