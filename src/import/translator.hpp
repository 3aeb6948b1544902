// translator.hpp -- rows of an export to canonical rows, of which one row may make several, or none.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engage/row.hpp"
#include "import/translation.hpp"

namespace engage {

/// Translates the rows of one source on one thread.
class Translator {
public:
    explicit Translator(const Translation& translation);
    /// What it made lives until the next call.
    void translate(Rows& from, Rows& to);
    /// Which rules, the first ones and then the others, applied to a row so far.
    const std::vector<bool>& applied() const { return applied_; }
    /// From which of the translation's sources a text came so far.
    const std::vector<bool>& used() const { return used_; }

private:
    /// An amount that is none.
    struct LeftOut {
        std::string_view word; ///< of its event
        std::string what;
    };
    bool holds(const Translation::Rule& rule) const;
    bool is_blank(std::string_view text) const;
    std::string_view source(const std::vector<int>& places) const;
    void translate_row();
    void apply(const Translation::Rule& rule);
    void put(const Translation::Slot& slot, std::string_view currency);
    std::string_view changed(const Translation::Text& text, std::string_view as_it_stands, std::string_view currency);
    std::string_view added_up(const Translation::Text& text);
    std::string_view day(std::optional<Day> first, std::string_view days);
    std::string_view joined(const Translation::Text& text);
    void undo_row();
    void leave_out(const Translation::Rule& rule);
    void remark(std::string_view reason, std::string_view column, std::string what);
    void skip(std::string_view reason);
    void refuse(std::string_view reason, std::string what, std::string advice);
    void compare(const Translation::Stated& stated);
    std::optional<Quantity> amount(const Translation::Rule& rule);
    void refuse_word();

    const Translation* translation_;
    Rows* from_ = nullptr;
    Rows* to_ = nullptr;
    std::size_t row_ = 0;
    bool made_ = false;             ///< the row has made an event
    bool told_elsewhere_ = false;   ///< or would have, if another input did not tell it
    std::vector<LeftOut> left_out_; ///< amounts of the row
    std::string text_;              ///< of all cells that were made
    std::string scratch_;           ///< of the one in the making
    std::vector<bool> applied_, used_;
};

} // namespace engage
