// calc.cpp -- engage calc: a metric on figures given by hand.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "import/nearest.hpp"
#include "import/number.hpp"
#include "measure/measure.hpp"
#include "measure/sum.hpp"
#include "report/explain.hpp"
#include "report/json.hpp"

namespace engage::cli {
namespace {

using Given = std::map<std::size_t, Quantity>; ///< by the position of the tally

/// The tallies that a sum is made of, those that are sums of others included.
void collect(const Sum& sum, std::vector<std::size_t>& needed) {
    for (const Term& term : sum.all()) {
        if (std::find(needed.begin(), needed.end(), term.tally) != needed.end()) continue;
        needed.push_back(term.tally);
        if (const auto inner = parse_sum(tally_table[term.tally].rule.formula)) collect(*inner, needed);
    }
}

Given read_given(const std::vector<std::string>& words) {
    std::vector<std::string_view> names;
    for (const auto& tally : tallies()) names.push_back(tally.name);
    Given given;
    for (const auto& word : words) {
        const auto [name, text] = split(word, "TALLY=VALUE");
        const auto* tally = find_tally(name);
        if (!tally)
            throw Failure(Status::usage, "there is no tally '" + printable(name) + "'", did_you_mean(name, names));
        const auto number = read_decimal(text);
        if (!number)
            throw Failure(Status::usage, name + ": '" + printable(text) + "' is no number", "write it as 1234.5");
        if (number->units < 0) throw Failure(Status::data, name + " is below 0", {});
        if (tally->unit == Unit::count && number->units % Quantity::one != 0)
            throw Failure(Status::data, name + " is a count, and '" + printable(text) + "' is not whole", {});
        given[static_cast<std::size_t>(tally - tallies().data())] = *number;
    }
    return given;
}

/// As given; else, where it is a sum of others that are given, made from those.
Amount amount_of(std::size_t tally, const Given& given) {
    if (const auto at = given.find(tally); at != given.end()) return {at->second, {}};
    const auto& rule = tally_table[tally].rule;
    if (const auto sum = rule.formula.empty() ? std::nullopt : parse_sum(rule.formula))
        return measure::evaluate(*sum, [&](std::size_t inner) { return amount_of(inner, given); });
    return {{}, std::string(tally_table[tally].name) + " is not given"};
}

void check_needed(const Metric& metric, const Definition& definition, const Given& given) {
    for (const Sum* sum : {&definition.numerator, &definition.denominator})
        for (const Term& term : sum->all())
            if (const auto amount = amount_of(term.tally, given); !amount.reason.empty())
                throw Failure(Status::usage, amount.reason,
                              fmt::format("{} = {}", metric.name, formula_of(metric, definition)));
    std::vector<std::size_t> needed;
    for (const Sum* sum : {&definition.numerator, &definition.denominator}) collect(*sum, needed);
    if (const auto* spoiler = find_tally(definition.spoiled_by))
        needed.push_back(static_cast<std::size_t>(spoiler - tallies().data()));
    for (const auto& [tally, quantity] : given)
        if (std::find(needed.begin(), needed.end(), tally) == needed.end())
            throw Failure(Status::usage, fmt::format("{} does not use {}", metric.name, tally_table[tally].name),
                          fmt::format("{} = {}", metric.name, formula_of(metric, definition)));
}

void check_possible(const Given& given) {
    const auto lookup = [&](std::size_t tally) { return amount_of(tally, given); };
    for (const Invariant& invariant : invariants())
        if (!invariant.possible && !measure::holds(invariant, lookup))
            throw Failure(Status::data,
                          fmt::format("{} is more than {}", invariant.smaller.text, invariant.larger.text),
                          std::string(invariant.text));
}

/// Figures that are odd, but happen.
std::vector<std::string> findings(const Given& given) {
    const auto lookup = [&](std::size_t tally) { return amount_of(tally, given); };
    std::vector<std::string> found;
    for (const Invariant& invariant : invariants())
        if (invariant.possible && !measure::holds(invariant, lookup))
            found.push_back(
                fmt::format("{} is more than {}: {}", invariant.smaller.text, invariant.larger.text, invariant.text));
    return found;
}

std::string in_words(const Figure& figure) {
    const auto formula = formula_of(*figure.metric, *figure.definition);
    std::string text = fmt::format("{} = {}\n", figure.metric->name, formula);
    if (!figure.value) return text + fmt::format("undefined: {}\n", figure.reason);
    const Unit unit = figure.metric->unit_of(*figure.definition);
    text += show(unit, *figure.value);
    if (!figure.definition->denominator.empty())
        text += fmt::format("   {} / {}", to_text(*figure.numerator), to_text(*figure.denominator));
    if (figure.interval)
        text += fmt::format("   {} to {} ({} % interval, {})", show(unit, figure.interval->low),
                            show(unit, figure.interval->high), figure.interval->confidence,
                            name_of(figure.interval->method));
    return text + "\n";
}

struct Calculation {
    Options options;
    std::string metric;
    std::vector<std::string> tallies;
};

void calculate(Calculation& calculation, Session& session) {
    Options& options = calculation.options;
    const Metric& metric = metric_named(calculation.metric);
    const Definition* definition = &metric.standard();
    for (const auto& define : options.defines) {
        const auto [name, wanted] = split(define, "--define");
        if (&metric_named(name) == &metric) definition = &definition_named(metric, wanted);
    }
    const Given given = read_given(calculation.tallies);
    check_needed(metric, *definition, given);
    check_possible(given);
    const auto lookup = [&](std::size_t tally) {
        const bool spoiler = tally_table[tally].name == definition->spoiled_by;
        return spoiler && !given.contains(tally) ? Amount{} : amount_of(tally, given);
    };
    const Figure figure = compute(metric, *definition, lookup, options.request.confidence);
    Output output(options.output, session.out);
    if (options.format == "json") {
        report::write_json(figure, [&](std::string_view text) { output.write(text); });
    } else {
        output.write(in_words(figure));
        for (const auto& finding : findings(given)) output.write("note: " + finding + "\n");
    }
    output.commit();
}

} // namespace

void build_calc(CLI::App& command, Session& session) {
    const auto calculation = std::make_shared<Calculation>();
    command.add_option("METRIC", calculation->metric, "Its name, as engage explain lists it")
        ->required()
        ->type_name("");
    command.add_option("TALLY=VALUE", calculation->tallies, "The figures it needs")->type_name("");
    command.add_option("--define", calculation->options.defines, "Another definition than the default")
        ->type_name("METRIC=DEFINITION")
        ->allow_extra_args(false);
    command
        .add_option("--confidence", calculation->options.request.confidence,
                    "Of the interval, in percent; 0 shows none")
        ->check(CLI::Range(0.0, 99.999))
        ->type_name("P")
        ->capture_default_str();
    add_output_options(command, calculation->options, {"table", "json"});
    command.callback([&session, calculation] { calculate(*calculation, session); });
}

} // namespace engage::cli
