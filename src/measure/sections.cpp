// sections.cpp -- the tallies of cells to the sections of a report.
// SPDX-License-Identifier: MIT
#include "measure/sections.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <tuple>

#include <fmt/ranges.h>

#include "count/tallies.hpp"
#include "measure/assemble.hpp"
#include "measure/cell_amounts.hpp"
#include "measure/certainty.hpp"
#include "measure/concerns.hpp"
#include "measure/notes.hpp"
#include "measure/quotients.hpp"
#include "measure/sum.hpp"

namespace engage::measure {
namespace {

using Families = std::set<Family>;

bool asked(const std::vector<std::string>& names, std::string_view name) {
    return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

/// Adds whose exports give the amounts of a sum. False where some of it is counted here, or of an export of no system.
bool add_systems(const Sum& sum, const count::Seen& seen, std::set<std::string>& systems) {
    const auto terms = sum.all();
    return std::all_of(terms.begin(), terms.end(), [&](const Term& term) {
        const Rule& rule = tally_table[term.tally].rule;
        if ((seen.words & rule.events) != 0) return false;
        if (const auto given = seen.systems.find(term.tally); given != seen.systems.end())
            systems.insert(given->second.begin(), given->second.end());
        const auto parts = rule.how == How::sum ? parse_sum(rule.formula) : std::nullopt;
        return !systems.contains("") && (!parts || add_systems(*parts, seen, systems));
    });
}

void undefine(Figure& figure, std::string why) {
    figure.value.reset();
    figure.interval.reset();
    figure.marks = {};
    figure.reason = std::move(why);
}

class Maker {
public:
    explicit Maker(const Counted& counted) : counted_(counted), index_(counted.counts) {}

    Section section(Label channel, const Families& families, std::string name) {
        Section section;
        section.channel = std::move(name);
        const CellAmounts total(index_, counted_.counts, channel, count::no_key, 0, nullptr);
        section.total = figures(total, families, channel, {}, shown(families, {}));
        for (std::uint32_t key = 0; key < counted_.keys.size(); ++key)
            add_breakdown(section, channel, families, key, total);
        const NoteMaker notes{counted_, index_, channel};
        section.notes = notes.all(families, total, section);
        return section;
    }

private:
    using Shown = std::vector<const Metric*>;

    bool is_shown(const Metric& metric, const Families& families, std::string_view by) const {
        if (!families.contains(metric.family) || !asked(counted_.request.metrics, metric.name)) return false;
        // The customer base is one; of its metrics only those that exist per value are broken down.
        if (metric.family == Family::customer) return metric.only_by == by;
        if (same_column(by, "page") && mixes_pages(definition_for(counted_.request, metric))) return false;
        return metric.only_by.empty() || metric.only_by == by;
    }

    Shown shown(const Families& families, std::string_view by) const {
        Shown shown;
        for (const Metric& metric : catalogue())
            if (is_shown(metric, families, by)) shown.push_back(&metric);
        return shown;
    }

    /// Amounts that systems have counted each for itself are not of the same people: a quotient needs both of each.
    std::string why_apart(const Definition& definition, Label channel) const {
        const auto seen = counted_.counts.seen.find(channel);
        if (seen == counted_.counts.seen.end() || definition.denominator.empty()) return {};
        std::set<std::string> above, below;
        const bool given = add_systems(definition.numerator, seen->second, above) &&
                           add_systems(definition.denominator, seen->second, below);
        if (!given || above.empty() || below.empty() || above == below) return {};
        return fmt::format("{} is of {}, {} of {}", definition.numerator.text, fmt::join(above, " and "),
                           definition.denominator.text, fmt::join(below, " and "));
    }

    Figure figure(const Metric& metric, const Definition& definition, const CellAmounts& amounts, Label channel) const {
        Figure figure = compute(
            metric, definition, [&](std::size_t tally) { return amounts[tally]; }, counted_.request.confidence);
        if (counted_.request.count_intervals) add_count_interval(figure, counted_.request.confidence);
        if (auto why = why_apart(definition, channel); !why.empty()) undefine(figure, std::move(why));
        const auto at_start = [](const Tally& tally) { return tally.rule.figure == Figure_of::at_start; };
        const bool given = amounts.measured(tally_position("customers_at_start"));
        if (!counted_.counts.period.from_asked && !given && any_term(definition.denominator, at_start))
            undefine(figure, "no history before the period (give --period)");
        amounts.each_clusters(definition, metric.family, [&](const count::Clusters& customers) {
            if (!figure.interval) add_interval(figure, customers, counted_.request.confidence);
        });
        return figure;
    }

    /// Nothing where the input does not tell what the definition is made of.
    std::optional<Figure> known_figure(const Metric& metric, const Definition& definition, const CellAmounts& amounts,
                                       Label channel) const {
        if (!amounts.known(definition.numerator) || !amounts.known(definition.denominator)) return std::nullopt;
        Figure made = figure(metric, definition, amounts, channel);
        // An export that does not tell has nothing to say, which is not the same as 0.
        const auto told = [](const Tally& tally) { return tally.rule.value == "any"; };
        if (any_term(definition.denominator, told) && made.denominator == Quantity{}) return std::nullopt;
        return made;
    }

    /// The metric by the definition in use, and by the others where they are asked for.
    void add_figures(const Metric& metric, Label channel, std::string_view by, const CellAmounts& amounts,
                     Figures& figures, std::set<std::size_t>& used) const {
        const Definition& in_use = definition_for(counted_.request, metric);
        for (const Definition& definition : metric.all()) {
            const bool other = &definition != &in_use;
            if (other && (!counted_.request.every_definition || (same_column(by, "page") && mixes_pages(definition))))
                continue;
            auto made = known_figure(metric, definition, amounts, channel);
            if (!made) continue;
            for (const Sum& sum : {definition.numerator, definition.denominator})
                for (const Term& term : sum.all()) used.insert(term.tally);
            if (counted_.request.every_definition) used.merge(tallies_behind(definition));
            (other ? figures.others : figures.metrics).push_back(std::move(*made));
        }
    }

    Figures figures(const CellAmounts& amounts, const Families& families, Label channel, std::string_view by,
                    const Shown& shown) const {
        Figures figures;
        figures.metrics.reserve(shown.size());
        std::set<std::size_t> used;
        for (const Metric* metric : shown) add_figures(*metric, channel, by, amounts, figures, used);
        const bool all = counted_.request.metrics.empty() && !(by == "feature" && families.contains(Family::customer));
        for (std::size_t i = 0; i < tally_table.size(); ++i) {
            if (!families.contains(tally_table[i].family) || !amounts.known(i)) continue;
            if (all ? !by.empty() || tally_table[i].rule.how != How::channel : used.contains(i))
                figures.tallies.emplace_back(&tally_table[i], amounts[i]);
        }
        return figures;
    }

    struct Value {
        int128 weight;
        std::string_view text;
        Label label;
    };
    /// The values of a key that something was counted for. The first `top` of them are in order: largest first, then by
    /// text.
    std::vector<Value> values_of(Label channel, const Families& families, std::uint32_t key) const {
        std::map<Label, int128> weights;
        for (const Family family : families)
            for (const auto* cell : index_.values(channel, family, key))
                if (cell->counted()) weights[cell->info.value] += cell->weight;
        std::vector<Value> values;
        for (const auto& [label, weight] : weights) values.push_back({weight, counted_.labels.text(label), label});
        const auto shown = values.begin() + static_cast<std::ptrdiff_t>(std::min(top(), values.size()));
        std::partial_sort(values.begin(), shown, values.end(), [](const Value& a, const Value& b) {
            return std::tie(b.weight, a.text) < std::tie(a.weight, b.text);
        });
        return values;
    }

    /// Those to be shown; counts the others.
    std::vector<Value> wanted(const Section& section, Breakdown& breakdown, std::vector<Value> all) const {
        if (const Breakdown* like = find_like(section.channel, breakdown.by)) {
            std::vector<Value> wanted;
            for (const auto& [text, figures] : like->keys)
                for (const Value& value : all)
                    if (value.text == text) wanted.push_back(value);
            return wanted;
        }
        const std::size_t shown = std::min(all.size(), top());
        breakdown.left_out = all.size() - shown;
        all.resize(shown);
        return all;
    }

    const Breakdown* find_like(std::string_view channel, std::string_view by) const {
        if (!counted_.like) return nullptr;
        const Section* section = find_section(*counted_.like, channel);
        return section ? find_breakdown(*section, by) : nullptr;
    }

    std::size_t top() const { return counted_.request.top == 0 ? SIZE_MAX : counted_.request.top; }

    void add_breakdown(Section& section, Label channel, const Families& families, std::uint32_t key,
                       const CellAmounts& total) {
        Families with;
        for (const Family family : families)
            if (counted_.broken_down[key] >> index_of(family) & 1) with.insert(family);
        if (with.empty()) return;
        Breakdown breakdown{counted_.keys[key].name, {}, 0};
        const Shown metrics = shown(with, breakdown.by);
        for (const Value& value : wanted(section, breakdown, values_of(channel, with, key))) {
            const CellAmounts amounts(index_, counted_.counts, channel, key, value.label, &total);
            breakdown.keys.emplace_back(value.text, figures(amounts, with, channel, breakdown.by, metrics));
        }
        const bool empty = std::all_of(breakdown.keys.begin(), breakdown.keys.end(),
                                       [](const auto& entry) { return entry.second.metrics.empty(); });
        if (!empty) section.breakdowns.push_back(std::move(breakdown));
    }

    const Counted& counted_;
    CellIndex index_;
};

} // namespace

void make_sections(const Counted& counted, PeriodFigures& figures) {
    std::map<std::string, std::pair<Label, Families>> channels;
    bool customers = counted.counts.customers_known;
    for (const auto& cell : counted.counts.cells) {
        if (cell.info.key != count::no_key || !cell.counted()) continue;
        if (cell.info.family == Family::customer) {
            customers = true;
            continue;
        }
        auto& [label, families] = channels[std::string(counted.labels.text(cell.info.channel))];
        label = cell.info.channel;
        families.insert(cell.info.family);
    }
    Maker maker(counted);
    for (const auto& [name, channel] : channels)
        if (asked(counted.request.channels, name))
            figures.channels.push_back(maker.section(channel.first, channel.second, name));
    if (customers && asked(counted.request.channels, "customers"))
        figures.customers = maker.section(0, {Family::customer}, "customers");
    // With --metric, a section that has none of them says nothing.
    if (!counted.request.metrics.empty()) {
        const auto silent = [](const Section& section) {
            return section.total.metrics.empty() && section.breakdowns.empty();
        };
        std::erase_if(figures.channels, silent);
        if (figures.customers && silent(*figures.customers)) figures.customers.reset();
    }
    figures.notes = report_notes(counted);
}

} // namespace engage::measure
