// csv.cpp -- a report as tidy CSV: one figure, or one tally, a line.
// SPDX-License-Identifier: MIT
#include "report/csv.hpp"

#include <algorithm>
#include <functional>

#include "engage/change.hpp"
#include "report/text.hpp"

namespace engage::report {
namespace {

/// Whether a spreadsheet may take the text for a formula. East Asian versions take full-width signs as well.
bool is_formula(std::string_view text) {
    if (text.empty()) return false;
    if (std::string_view("=+-@\t\r\n\0", 8).find(text.front()) != std::string_view::npos) return true;
    for (const std::string_view sign : {"＝", "＋", "－", "＠"})
        if (text.starts_with(sign)) return true;
    return false;
}

/// Guards against formulas (OWASP CSV injection). What already begins with `'` before such a sign gets one more, so
/// that taking one away always gives the text back.
std::string guarded(std::string_view text) {
    const std::size_t quotes = std::min(text.find_first_not_of('\''), text.size());
    return (is_formula(text.substr(quotes)) ? "'" : "") + std::string(text);
}

std::string text_cell(std::string_view text) { return csv_cell(guarded(text)); }

/// Writes the figures of one channel, or of one value of a breakdown, each line after `place`.
using Write = std::function<void(std::string& out, const std::string& place, const Figures& figures)>;

void write_section(std::string& out, const std::string& period, const std::string& channel, const Section& section,
                   const Write& write) {
    const std::string place = period + text_cell(channel) + ",";
    write(out, place + ",,", section.total);
    UniqueNames dimensions;
    for (const Breakdown& breakdown : section.breakdowns) {
        const std::string by = text_cell(dimensions(breakdown.by));
        UniqueNames keys;
        for (const auto& [key, figures] : breakdown.keys)
            write(out, place + by + "," + text_cell(keys(key)) + ",", figures);
    }
}

void write_period(std::string& out, const PeriodFigures& figures, const Write& write) {
    const Period& period = figures.period;
    const std::string span = period.empty ? "," : to_text(period.from) + "," + to_text(period.to);
    UniqueNames channels;
    for (const Section& section : figures.channels)
        write_section(out, span + ",", channels(section.channel), section, write);
    if (figures.customers) write_section(out, span + ",", "", *figures.customers, write);
}

/// The whole period, then the units of the series.
std::string write_report(const Report& report, std::string header, const Write& write) {
    std::string out = std::move(header) + "\n";
    write_period(out, report, write);
    for (const PeriodFigures& unit : report.series) write_period(out, unit, write);
    return out;
}

std::string value_cell(const Figure& figure) {
    const bool is_plain = figure.definition->denominator.empty(); // then the exact numerator is the value
    return !figure.value ? std::string() : is_plain ? to_text(*figure.numerator) : plain(*figure.value);
}

/// `,previous,change,change_low,change_high,verdict`
std::string change_cells(const Comparison* comparison) {
    if (!comparison) return ",,,,,";
    std::string cells = "," + value_cell(comparison->previous) + ",";
    const auto& change = comparison->change;
    if (!change) return cells + ",,,";
    cells += plain(change->absolute) + ",";
    cells += change->interval ? plain(change->interval->low) + "," + plain(change->interval->high) : ",";
    return cells + "," + std::string(name_of(change->verdict));
}

void write_metrics(std::string& out, const std::string& place, const Figures& figures, bool compared) {
    for (const Figure& figure : figures.metrics) {
        out += place;
        out += std::string(figure.metric->name) + "," + std::string(figure.definition->name) + ",";
        out += value_cell(figure);
        out += "," + std::string(name_of(figure.metric->unit_of(*figure.definition)));
        const auto cell = [](const std::optional<Quantity>& quantity) {
            return quantity ? to_text(*quantity) : std::string();
        };
        out += "," + cell(figure.numerator) + "," + cell(figure.denominator) + ",";
        out += figure.interval ? plain(figure.interval->low) + "," + plain(figure.interval->high) : ",";
        if (compared) out += change_cells(figure.comparison.get());
        out += '\n';
    }
}

void write_tallies(std::string& out, const std::string& place, const Figures& figures) {
    for (const auto& [tally, amount] : figures.tallies) {
        out += place + std::string(tally->name) + ",";
        if (amount.reason.empty()) out += to_text(amount.quantity);
        out += '\n';
    }
}

} // namespace

std::string to_csv(const Report& report) {
    const bool compared =
        report.compared || std::any_of(report.series.begin(), report.series.end(),
                                       [](const PeriodFigures& unit) { return unit.compared.has_value(); });
    return write_report(
        report,
        std::string("from,to,channel,by,key,metric,definition,value,unit,numerator,denominator,low,high") +
            (compared ? ",previous,change,change_low,change_high,verdict" : ""),
        [&](std::string& out, const std::string& place, const Figures& figures) {
            write_metrics(out, place, figures, compared);
        });
}

std::string tallies_csv(const Report& report) {
    return write_report(report, "from,to,channel,by,key,tally,value", write_tallies);
}

} // namespace engage::report
