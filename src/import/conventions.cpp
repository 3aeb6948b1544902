// conventions.cpp -- decides, from the values of each column, how its numbers and dates are written.
// SPDX-License-Identifier: MIT
#include "import/conventions.hpp"

#include <algorithm>
#include <filesystem>

#include "import/cell.hpp"
#include "import/evidence.hpp"
#include "read/open.hpp"

namespace engage {
namespace {

constexpr std::array number_fields{Field::score, Field::value, Field::seconds, Field::count};

Numbers declared_numbers(const Source& source, const Request& request) {
    if (request.numbers && *request.numbers != Numbers::per_column) return *request.numbers;
    const Numbers declared = request.numbers.value_or(source.plan.importer->numbers);
    // A number of JSON has a point.
    return source.table.format().kind == read::Kind::csv || declared != Numbers::per_column ? declared : Numbers::plain;
}

/// The columns of one input under examination.
class Examination {
public:
    Examination(const Plan& plan, Numbers numbers, DateOrder dates) : plan_(plan), time_(dates) {
        for (const Field field : number_fields) numbers_.emplace_back(numbers, field == Field::count);
        add_constants();
    }

    /// The rows that follow those added so far. Of a column that is no longer open nothing is taken.
    void add(const Rows& rows, std::uint64_t first_line) {
        if (rows.size() == 0) return;
        const bool first = !begun_;
        begun_ = true;
        if (first || time_.open()) add_column(rows, first_line, Field::time, time_);
        for (std::size_t i = 0; i < numbers_.size(); ++i)
            if (first || (is_column(number_fields[i]) && numbers_[i].open()))
                add_column(rows, first_line, number_fields[i], numbers_[i]);
    }

    bool open() const {
        if (!begun_ || (is_column(Field::time) && time_.open())) return true;
        for (std::size_t i = 0; i < numbers_.size(); ++i)
            if (is_column(number_fields[i]) && numbers_[i].open()) return true;
        return false;
    }

    void settle(Plan& plan) const {
        const auto note = [&](Field field, Judged verdict) {
            if (!verdict.why.empty()) plan.decisions.push_back({field, std::move(verdict.why), verdict.doubt});
        };
        Judged verdict;
        plan.time = time_.decide(verdict);
        note(Field::time, std::move(verdict));
        for (std::size_t i = 0; i < numbers_.size(); ++i) {
            verdict = {};
            plan.numbers[index_of(number_fields[i])] = numbers_[i].decide(verdict);
            note(number_fields[i], std::move(verdict));
        }
    }

private:
    bool is_column(Field field) const { return plan_.fields[index_of(field)].place >= 0; }

    void add_constants() {
        const auto constant = [&](Field field) { return trimmed(plan_.fields[index_of(field)].constant); };
        if (!is_column(Field::time)) time_.add(constant(Field::time), 0);
        for (std::size_t i = 0; i < numbers_.size(); ++i)
            if (!is_column(number_fields[i])) numbers_[i].add(constant(number_fields[i]), 0);
    }

    template <class Evidence>
    void add_column(const Rows& rows, std::uint64_t first_line, Field field, Evidence& evidence) {
        if (!is_column(field)) return;
        const auto place = static_cast<std::size_t>(plan_.fields[index_of(field)].place);
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const auto value = trimmed(rows.cell(row, place));
            if (!value.empty() && !is_missing(value)) evidence.add(value, first_line + rows.lines[row]);
        }
    }

    const Plan& plan_;
    TimeEvidence time_;
    std::vector<NumberEvidence> numbers_;
    bool begun_ = false;
};

/// The numbers of an export that are added, multiplied or compared.
class ArithmeticExamination {
public:
    ArithmeticExamination(const Translation& translation, Numbers numbers)
        : translation_(translation), all_(numbers, false), counts_(numbers, true) {}

    void add(const Rows& rows, std::uint64_t first_line) {
        for (std::size_t row = 0; row < rows.size(); ++row) {
            add_cells(rows, row, first_line, translation_.arithmetic, all_);
            add_cells(rows, row, first_line, translation_.counts, counts_);
        }
    }

    bool open() const { return all_.open() && (translation_.counts.empty() || counts_.open()); }

    /// What counts show holds for amounts that show nothing.
    Numbers decide() const {
        Judged verdict;
        const Numbers mark = all_.decide(verdict);
        return mark == Numbers::per_column ? counts_.decide(verdict) : mark;
    }

private:
    static void add_cells(const Rows& rows, std::size_t row, std::uint64_t first_line, const std::vector<int>& places,
                          NumberEvidence& evidence) {
        for (const int place : places) {
            const auto value = trimmed(rows.cell(row, static_cast<std::size_t>(place)));
            if (!value.empty() && !is_missing(value)) evidence.add(value, first_line + rows.lines[row]);
        }
    }

    const Translation& translation_;
    NumberEvidence all_, counts_;
};

/// Shows chunk after chunk of an input to an examination, until it needs no more.
template <class RowsOf, class Examination>
class Examiner {
public:
    Examiner(Source& source, RowsOf rows_of, Examination& examination)
        : source_(source), rows_of_(std::move(rows_of)), line_(source.table.first_line()), examination_(examination) {}

    void show_all(const Request& request) {
        if (source_.first().size == 0) return; // nothing to decide
        show(copy_of(source_.first()));
        const std::string& file = source_.table.input().file();
        std::error_code error;
        if (!examination_.open()) return;
        if (file != "-" && std::filesystem::is_regular_file(file, error)) look_through_file(request);
        else look_ahead();
    }

private:
    /// The chunk is used up.
    void show(read::Chunk&& chunk) {
        rows_of_.read(chunk, rows_);
        examination_.add(rows_, line_);
        line_ += rows_.line_count;
    }

    void look_through_file(const Request& request) {
        read::Table again = read::open_again(source_.table, request.reading);
        read::Chunk chunk;
        if (!again.next(chunk)) return; // the first, which was shown already
        while (examination_.open() && again.next(chunk)) show(std::move(chunk));
    }

    void look_ahead() {
        constexpr std::size_t most = std::size_t{1} << 26;
        std::size_t kept = 0;
        for (std::size_t at = 0; kept < most && examination_.open(); ++at) {
            if (at == source_.ahead.size()) {
                read::Chunk chunk;
                if (!source_.table.next(chunk)) return;
                source_.ahead.push_back(std::move(chunk));
            }
            kept += source_.ahead[at].size;
            if (at > 0) show(copy_of(source_.ahead[at])); // the first was shown already
        }
    }

    Source& source_;
    RowsOf rows_of_;
    Rows rows_;
    std::uint64_t line_;
    Examination& examination_;
};

} // namespace

void settle_arithmetic(Source& source, const Request& request) {
    Translation& translation = *source.translation;
    ArithmeticExamination examination(translation, declared_numbers(source, request));
    if (!translation.arithmetic.empty()) {
        read::RowReader rows_of(source.table.format(), translation.columns());
        Examiner(source, std::move(rows_of), examination).show_all(request);
    }
    translation.numbers = examination.decide();
}

void settle_conventions(Source& source, const Request& request) {
    Examination examination(source.plan, declared_numbers(source, request),
                            request.date_order.value_or(source.plan.importer->dates));
    Examiner(source, SourceRows(source), examination).show_all(request);
    examination.settle(source.plan);
    source.plan.time.of_each = source.plan.importer->epoch_of_each;
}

} // namespace engage
