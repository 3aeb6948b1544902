// events.cpp -- canonical events as text.
// SPDX-License-Identifier: MIT
#include "report/events.hpp"

#include <functional>

#include <date/date.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "import/words.hpp"
#include "report/text.hpp"

namespace engage::report {
namespace {

/// Each field with its text; an empty text is a blank cell. The one place where fields are written.
using Use = std::function<void(std::string_view name, const std::string& text)>;

void each_field(const Batch& batch, const Event& event, const Labels& labels, const Use& use) {
    const Detail& detail = batch.detail(event);
    const bool has_detail = event.detail != 0, measured = is_measured(event.verb);
    const auto decimal = [](std::int64_t millionths) {
        return to_text(Quantity{int128{millionths} * (Quantity::one / microseconds)});
    };
    for (std::size_t i = 0; i < field_count; ++i) {
        std::string text;
        switch (static_cast<Field>(i)) {
        case Field::time: text = event.time == no_time ? "" : time_text(event.time); break;
        case Field::channel: text = labels.text(event.channel); break;
        case Field::event:
            text = full_name(event.verb, detail.tally) + std::string(detail.part ? part_mark : "");
            break;
        case Field::customer: text = batch.view(event.customer); break;
        case Field::campaign: text = labels.text(event.campaign); break;
        case Field::message: text = batch.view(event.message); break;
        case Field::session: text = batch.view(event.session); break;
        case Field::page: break; // among the keys
        case Field::score: text = detail.scored ? decimal(detail.score) : ""; break;
        case Field::value:
            text = detail.value.units != 0 || (measured && detail.priced) ? to_text(detail.value) : "";
            break;
        case Field::currency: text = labels.text(detail.currency); break;
        case Field::seconds: text = detail.duration >= 0 && has_detail ? decimal(detail.duration) : ""; break;
        case Field::count: text = event.count == 1 && !measured ? "" : fmt::format("{}", event.count); break;
        case Field::id: text = batch.view(event.id); break;
        case Field::machine: text = event.machine ? "true" : ""; break;
        }
        if (static_cast<Field>(i) != Field::page) use(fields[i].name, text);
    }
}

} // namespace

std::string time_text(Instant instant) {
    const date::sys_time<std::chrono::microseconds> time{std::chrono::microseconds(instant)};
    const auto day = date::floor<date::days>(time);
    const date::year_month_day ymd{day};
    const auto rest = (time - day).count();
    std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(ymd.year()),
                                   static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()),
                                   rest / 3'600'000'000, rest / 60'000'000 % 60, rest / 1'000'000 % 60);
    if (rest % 1'000'000 != 0) {
        text += fmt::format(".{:06}", rest % 1'000'000);
        text.erase(text.find_last_not_of('0') + 1);
    }
    return text + "Z";
}

std::string EventWriter::header() const {
    if (json_) return {};
    std::string line;
    for (std::size_t i = 0; i < field_count; ++i)
        if (static_cast<Field>(i) != Field::page) line += std::string(fields[i].name) + ",";
    for (const auto& key : keys_) line += csv_cell(valid_utf8(key)) + ",";
    line.back() = '\n';
    return line;
}

std::string EventWriter::line(const Batch& batch, const Event& event, const Labels& labels) const {
    nlohmann::ordered_json object;
    std::string line;
    const Use use = [&](std::string_view name, const std::string& text) {
        if (!json_) line += csv_cell(valid_utf8(text)) + ",";
        else if (!text.empty()) object[valid_utf8(name)] = valid_utf8(text);
    };
    each_field(batch, event, labels, use);
    for (std::size_t key = 0; key < keys_.size(); ++key)
        use(keys_[key], std::string(labels.text(batch.key(event, key))));
    if (json_) return object.dump() + "\n";
    line.back() = '\n';
    return line;
}

} // namespace engage::report
