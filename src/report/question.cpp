// question.cpp -- the figures of one metric in a report, and everything they came from.
// SPDX-License-Identifier: MIT
#include "report/question.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "measure/concerns.hpp"
#include "measure/sum.hpp"
#include "report/breakdown.hpp"
#include "report/explain.hpp"
#include "report/text.hpp"

namespace engage::report {
namespace {

constexpr std::size_t width = 80;
constexpr std::size_t files_named = 10;

/// `text` after `head`, its further lines below its first.
void hang(std::string& out, std::string_view head, std::string_view text) {
    const std::size_t indent = display_width(head);
    std::string before(head);
    for (const std::string& line : wrap(text, width - std::min(indent, width / 2))) {
        out += before + line + '\n';
        before.assign(indent, ' ');
    }
}

std::string padded(std::string_view text, std::size_t columns) {
    return std::string(text) + std::string(columns - std::min(columns, display_width(text)), ' ');
}

std::string to_the_right(std::string_view text, std::size_t columns) {
    return std::string(columns - std::min(columns, display_width(text)), ' ') + std::string(text);
}

// ---- formulas with numbers ------------------------------------------------------------------------------------------

const Amount* find_amount(const Figures& figures, std::string_view tally) {
    for (const auto& [known, amount] : figures.tallies)
        if (known->name == tally) return &amount;
    return nullptr;
}

std::string amount_text(const Figures& figures, std::string_view tally) {
    const Amount* amount = find_amount(figures, tally);
    if (!amount) return "unknown";
    return amount->reason.empty() ? thousands(to_text(amount->quantity)) : "undefined";
}

/// `(promoters - detractors)` as `(5 - 3)`: each name becomes its amount.
std::string with_numbers(const Figures& figures, const Sum& sum) {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz_0123456789";
    std::string out;
    for (std::string_view rest = sum.text; !rest.empty();) {
        const bool is_name = rest[0] >= 'a' && rest[0] <= 'z';
        const auto end = is_name ? std::min(rest.find_first_not_of(letters), rest.size()) : 1;
        out += is_name ? amount_text(figures, rest.substr(0, end)) : std::string(1, rest[0]);
        rest.remove_prefix(end);
    }
    return sum.size > 1 ? fmt::format("({})", out) : out;
}

std::string value_text(const Figure& figure) {
    if (!figure.value) return "undefined: " + printable(figure.reason);
    return show(figure.metric->unit_of(*figure.definition), *figure.value);
}

std::string fraction(const Figure& figure) {
    if (is_plain(figure) || !figure.numerator || !figure.denominator) return {};
    return fmt::format("{} / {}", report::amount_text(figure.definition->numerator, *figure.numerator),
                       report::amount_text(figure.definition->denominator, *figure.denominator));
}

/// "100 x unique_opens / delivered = 100 x 165 / 454 = 36.3 %".
std::string worked_out(const Figures& figures, const Figure& figure) {
    const Definition& definition = *figure.definition;
    const std::string formula = formula_of(*figure.metric, definition);
    if (is_plain(figure))
        return formula == figure.metric->name ? value_text(figure) : formula + " = " + value_text(figure);
    const std::string_view scale = formula.starts_with("100 x ") ? "100 x " : "";
    std::string text = fmt::format("{} = {}{} / {}", formula, scale, with_numbers(figures, definition.numerator),
                                   with_numbers(figures, definition.denominator));
    const bool of_sums = definition.numerator.text != tallies()[definition.numerator.terms[0].tally].name ||
                         definition.denominator.text != tallies()[definition.denominator.terms[0].tally].name;
    if (of_sums && figure.numerator && figure.denominator)
        text += fmt::format(" = {}{} / {}", scale, thousands(to_text(*figure.numerator)),
                            thousands(to_text(*figure.denominator)));
    return text + " = " + value_text(figure);
}

// ---- where the numbers come from ------------------------------------------------------------------------------------

struct TallyLine {
    std::string name, amount, rule;
};

bool has_note(const Section& section, std::string_view code) {
    return std::any_of(section.notes.begin(), section.notes.end(), [&](const Note& note) { return note.code == code; });
}

/// The tally, then those it was made of here.
void add_tally(std::vector<TallyLine>& lines, const Section& section, const Figures& figures, const Tally& tally) {
    const auto same = [&](const TallyLine& line) { return line.name == tally.name; };
    if (std::any_of(lines.begin(), lines.end(), same)) return;
    Rule rule = tally.rule;
    const bool derived = has_note(section, fmt::format("{}_derived", tally.name));
    const std::string_view made_of = derived ? rule.otherwise : rule.how == How::sum ? rule.formula : "";
    rule.otherwise = {};
    const Amount* amount = find_amount(figures, tally.name);
    const std::string events = words_of(rule);
    lines.push_back({std::string(tally.name), amount_text(figures, tally.name),
                     derived ? fmt::format("{}, for the input has no such events ({})", made_of, events) : events});
    if (amount && !amount->reason.empty()) lines.back().rule += "; " + printable(amount->reason);
    if (made_of.empty()) return;
    const Sum sum = *parse_sum(made_of);
    for (const Term& term : sum.all()) add_tally(lines, section, figures, tallies()[term.tally]);
}

void write_tallies(std::string& out, const Section& section, const Figures& figures, const Definition& definition) {
    std::vector<TallyLine> lines;
    for (const Sum& sum : {definition.numerator, definition.denominator})
        for (const Term& term : sum.all()) add_tally(lines, section, figures, tallies()[term.tally]);
    std::size_t names = 0, amounts = 0;
    for (const TallyLine& line : lines) {
        names = std::max(names, line.name.size());
        amounts = std::max(amounts, display_width(line.amount));
    }
    for (const TallyLine& line : lines)
        hang(out, fmt::format("  {}  {}  ", padded(line.name, names), to_the_right(line.amount, amounts)), line.rule);
}

std::string bounds(const Figure& figure) {
    const Unit unit = figure.metric->unit_of(*figure.definition);
    return fmt::format("{} – {}", show(unit, figure.interval->low), show(unit, figure.interval->high));
}

void write_certainty(std::string& out, const Figure& figure, double confidence) {
    std::string method(method_of(*figure.definition));
    if (figure.interval && figure.interval->method != figure.definition->certainty)
        method = in_words(name_of(figure.interval->method)); // that of a count, which was asked for
    if (figure.interval)
        hang(out, "  Interval  ", fmt::format("{} ({} %), {}", bounds(figure), plain(confidence), method));
    else if (figure.definition->certainty == Certainty::none) hang(out, "  Interval  ", method);
    else hang(out, "  Interval  ", fmt::format("none here (where there is one: {})", method));
    if (figure.marks.low_n) hang(out, "  Careful   ", "it divides by fewer than 30");
    if (figure.marks.wide) hang(out, "  Careful   ", "the interval is wider than 30 points");
}

void write_notes(std::string& out, std::string_view margin, const std::vector<Note>& notes) {
    for (const Note& note : notes) {
        const std::string count = note.count > 0 ? ": " + thousands(note.count) : "";
        hang(out, fmt::format("{}note: ", margin), printable(note.text) + count);
    }
}

// ---- beside each other ----------------------------------------------------------------------------------------------

/// A name, a value, what it was divided from, and a remark.
struct Entry {
    std::string name, value, fraction, remark;
};

void write_entries(std::string& out, const std::vector<Entry>& entries) {
    std::size_t names = 0, values = 0, fractions = 0;
    for (const Entry& entry : entries) {
        names = std::max(names, display_width(entry.name));
        fractions = std::max(fractions, display_width(entry.fraction));
        if (!entry.fraction.empty()) values = std::max(values, display_width(entry.value));
    }
    names = std::min<std::size_t>(names, width / 2);
    for (const Entry& entry : entries) {
        const std::string name = padded(shorten(entry.name, names), names);
        std::string line = fmt::format("    {}  {}  ", name, to_the_right(entry.value, values));
        if (fractions > 0) line += padded(entry.fraction, fractions) + "  ";
        if (entry.remark.empty()) out += line.erase(line.find_last_not_of(' ') + 1) + '\n';
        else hang(out, line, entry.remark);
    }
}

Entry entry_of(std::string name, const Figure& figure, std::string remark) {
    const bool defined = figure.value.has_value();
    return {std::move(name), defined ? value_text(figure) : "–", fraction(figure),
            defined ? std::move(remark) : value_text(figure)};
}

void write_definitions(std::string& out, const Figures& figures, const Metric& metric) {
    if (figures.others.empty()) return;
    std::vector<Entry> entries;
    for (const Definition& definition : metric.all()) {
        for (const auto* list : {&figures.metrics, &figures.others})
            for (const Figure& figure : *list)
                if (figure.metric == &metric && figure.definition == &definition)
                    entries.push_back(
                        entry_of(fmt::format("{} {}", list == &figures.metrics ? '*' : ' ', definition.name), figure,
                                 std::string(definition.label)));
    }
    out += "\n  By every definition\n";
    write_entries(out, entries);
}

/// The figures by one definition; nothing where there are none.
void write_breakdown(std::string& out, const Breakdown& breakdown, const Definition& definition, bool in_use) {
    std::vector<Entry> entries;
    for (const auto& [key, figures] : breakdown.keys)
        for (const Figure& figure : in_use ? figures.metrics : figures.others)
            if (figure.definition == &definition)
                entries.push_back(entry_of(key.empty() ? "(none)" : printable(key), figure,
                                           figure.interval ? bounds(figure) : std::string()));
    if (entries.empty()) return;
    out += fmt::format("{}  By {}, {} ({})\n", out.ends_with("\n\n") ? "" : "\n", printable(breakdown.by),
                       definition.name, definition.label);
    write_entries(out, entries);
}

/// A metric that exists per value only has its numbers in the breakdown, by every definition.
void write_section(std::string& out, const Section& section, const Report& report, const Metric& metric) {
    out += fmt::format("\n{}\n\n", capitals(printable(section.channel)));
    const std::string head = fmt::format("  {} = ", metric.name);
    for (const Figure& figure : section.total.metrics) {
        hang(out, head, worked_out(section.total, figure));
        out += '\n';
        write_tallies(out, section, section.total, *figure.definition);
        out += '\n';
        write_certainty(out, figure, report.confidence);
    }
    write_notes(out, "  ", section.notes);
    if (metric.family == Family::message && has_note(section, "across_periods"))
        hang(out, "        ",
             "(--rows findings prints the events of recipients whom nothing was sent or delivered to before)");
    write_definitions(out, section.total, metric);
    for (const Breakdown& breakdown : section.breakdowns)
        for (const bool in_use : {true, false})
            for (const Definition& definition : metric.all())
                if (in_use || !metric.only_by.empty()) write_breakdown(out, breakdown, definition, in_use);
}

void write_ledger(std::string& out, const Report& report) {
    const auto& inputs = report.inputs;
    for (std::size_t i = 0; inputs.size() > 1 && i < std::min(inputs.size(), files_named); ++i)
        hang(out, printable(inputs[i].name) + ": ", in_words(inputs[i]));
    if (inputs.size() > files_named) out += fmt::format("and {} more\n", counted(inputs.size() - files_named, "file"));
    hang(out, inputs.size() > 1 ? "In all: " : "", in_words(sum_of(inputs)));
}

} // namespace

std::string to_explanation(const Report& report, const Metric& metric) {
    std::string out = fmt::format("{}, {}\n", in_words(report.period), printable(report.period.time_zone));
    for (const Section& section : report.channels) write_section(out, section, report, metric);
    if (report.customers) write_section(out, *report.customers, report, metric);
    if (report.channels.empty() && !report.customers) out += "\nThe input has nothing of what was asked for.\n";
    out += '\n';
    write_notes(out, "", report.notes);
    write_ledger(out, report);
    return out;
}

std::string in_words(const Section& section, const Sum& sum) {
    std::string text;
    for (const Term& term : sum.all()) {
        std::vector<TallyLine> lines;
        add_tally(lines, section, section.total, tallies()[term.tally]);
        const bool known = find_amount(section.total, lines[0].name) != nullptr;
        text += fmt::format("{}{}{}: {}", text.empty() ? "" : "; ", lines[0].name,
                            known ? " = " + lines[0].amount : std::string(), lines[0].rule);
    }
    return text;
}

void write_meaning(JsonWriter& json, const Metric& metric) {
    json.begin_object();
    json.key("name").value(metric.name);
    json.key("title").value(metric.title);
    json.key("definitions").begin_object();
    std::set<std::size_t> behind;
    for (const Definition& definition : metric.all()) {
        json.key(definition.name).begin_object();
        json.key("formula").value(formula_of(metric, definition));
        json.key("label").value(definition.label);
        json.key("source").value(definition.source);
        json.end_object();
        behind.merge(measure::tallies_behind(definition));
    }
    json.end_object();
    json.key("rules").begin_object();
    for (const std::size_t tally : behind) json.key(tallies()[tally].name).value(words_of(tallies()[tally].rule));
    json.end_object();
    json.end_object();
}

} // namespace engage::report
