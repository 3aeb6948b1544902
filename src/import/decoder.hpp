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
#include "import/number_cell.hpp"
#include "import/plan.hpp"
#include "import/words.hpp"

namespace engage {

/// The condition of a --where: the key's text must equal `value`, in which `*` stands for any text.
struct Condition {
    std::size_t key = 0; ///< position among the plan's keys
    std::string value;
};

/// A currency as it is compared: EUR for eur.
std::string raised(std::string_view text);

/// What all decoders of a run share.
struct Decoding {
    bool period_asked = false;
    Instant start = 0, end = 0; ///< of the period, if asked for
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
    Use decode_row(Event& event);
    bool read_numbers(Event& event);
    bool read_details(Event& event);
    void place_in_period(Event& event);
    void note_labels(const Event& event, std::uint32_t position);
    void want_label(std::string_view text, std::uint32_t event, std::uint32_t key);
    void find_labels();
    bool filtered();
    bool refuse(std::string_view reason, std::string what, std::string_view advice); ///< false
    bool unreadable(Field field, std::string_view advice);                           ///< likewise
    bool read_score(Detail& detail);
    bool read_value(Detail& detail);
    bool read_seconds(Detail& detail);
    bool read_count(Event& event);
    std::optional<NumberRead> number(Field field, std::string_view advice); ///< nothing: the row is refused
    std::string_view text(const Origin& origin) const {
        if (origin.place < 0) return origin.constant;
        const Cell cell = cells_[origin.place];
        const std::string_view text(rows_->text + cell.begin, cell.size);
        return text.empty() || !(read::is_blank(text.front()) || read::is_blank(text.back())) ? text : trimmed(text);
    }
    std::string_view text(Field field) const { return text(plan_->fields[index_of(field)]); }
    /// Empty also where the cell says that nothing is known.
    [[gnu::always_inline]] std::string_view known(Field field) const {
        if (!(present_ >> index_of(field) & 1)) return {};
        const auto cell = text(field);
        return cell.size() <= longest_missing && is_missing(cell) ? std::string_view() : cell;
    }
    Text placed(Field field, std::string_view text) const; ///< what `known` gave of the field, as a run of the batch
    std::string_view currency() const;
    std::string_view key_text(std::size_t key);
    std::string_view customer();

    const Decoding* decoding_;
    const Plan* plan_;
    TimeReader time_;
    LabelCache* labels_;
    Words words_;
    Rows* rows_ = nullptr;
    Batch* batch_ = nullptr;
    std::size_t row_ = 0;
    const Cell* cells_ = nullptr; ///< of the row
    std::uint32_t present_ = 0;   ///< the fields that have a column or a constant, a bit each
    std::string constants_;       ///< of all fields that have one …
    std::array<std::uint32_t, field_count> constant_begins_{}; ///< … and where each begins, as Text::begin
    Meaning* meaning_ = nullptr;
    /// What a key's text is taken from: its own column, or what the row was understood to be.
    enum class KeyKind : std::uint8_t { column, channel, event, currency, campaign };
    std::vector<KeyKind> key_kinds_;
    std::array<std::vector<std::uint32_t>, family_count> keys_of_; ///< the keys that the family's events want
    /// Labels are found for a batch at a time, so that their table is asked for before it is needed.
    struct Wanted {
        std::string_view text;
        std::uint64_t hash = 0;
        std::uint32_t event = 0, key = 0; ///< the key past all others: the campaign
    };
    std::vector<Wanted> wanted_;
    std::string_view cell_currency_; ///< found beside the value of the row
    std::string scratch_;
};

} // namespace engage
