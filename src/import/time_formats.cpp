// time_formats.cpp -- times as people's exports write them.
// SPDX-License-Identifier: MIT
#include "import/time_formats.hpp"

#include <date/date.h>

#include "import/month_names.hpp"
#include "import/scanner.hpp"

namespace engage {
namespace {

/// 1 to 12; 0: it is no month.
int month_of(std::string_view word) {
    for (std::size_t month = 0; month < month_names.size(); ++month)
        if (contains(month_names[month], word)) return static_cast<int>(month) + 1;
    return 0;
}

/// Takes one text apart, from its start to its end.
class TimeScanner : private Scanner {
public:
    using Scanner::Scanner;

    std::optional<WrittenTime> scan(bool weekday) {
        if (weekday && !contains(weekday_names, word())) return std::nullopt;
        if (weekday && eat('-') && !take_word("feira")) return std::nullopt;
        if (weekday) eat('.'), blanks(), eat(','), blanks();
        if (!take_date() || !take_time()) return std::nullopt;
        if (!year_known_ && !take_late_year()) return std::nullopt;
        if (!take_zone()) return std::nullopt;
        blanks();
        if (!rest_.empty()) return std::nullopt;
        return written_;
    }

private:
    /// What may stand between the parts of a date with the name of its month.
    void gap() {
        blanks();
        while (eat(',') || eat('.') || eat('/') || eat('-')) blanks();
        if (take_word("de del of")) blanks();
    }

    bool put(std::size_t part, const std::optional<Digits>& number) {
        if (!number) return false;
        written_.parts[part] = number->value;
        written_.digits[part] = number->digits;
        return true;
    }

    bool take_month() { return (written_.parts[1] = month_of(word())) != 0; }

    bool take_date() {
        if (!at_digit()) return take_date_after_month();
        const bool with_time = rest_.find_first_not_of("0123456789") == 14 || rest_.size() == 14;
        const auto first = number(with_time ? 8 : 9);
        if (first->digits == 8) {
            written_.parts = {first->value / 10'000, first->value / 100 % 100, first->value % 100};
            written_.digits = {4, 2, 2};
            return compact_ = true;
        }
        const char mark = rest_.empty() ? '\0' : rest_.front();
        const auto before = rest_;
        if (mark == '.' || mark == '/' || mark == '-') {
            rest_.remove_prefix(1);
            if (mark == '.') blanks();
            if (at_digit()) return take_date_in_digits(*first, mark);
            rest_ = before;
        }
        take_word("st nd rd th er º ª");
        gap();
        if (!take_month()) return false;
        gap();
        const std::size_t other = first->digits == 4 ? 0 : 2;
        return put(other, first) && put(2 - other, number());
    }

    bool take_date_in_digits(const Digits& first, char mark) {
        const auto second = number();
        if (!second || !eat(mark)) return false;
        if (mark == '.') blanks();
        const auto third = number();
        if (!put(0, first) || !put(1, second) || !put(2, third)) return false;
        if (mark == '.') eat('.'); // 2024. 5. 12.
        if (first.digits > 2 ? first.digits != 4 || third->digits > 2 : third->digits != 2 && third->digits != 4)
            return false;
        if (second->digits > 2) return false;
        if (first.digits != 4) written_.date = mark == '.' ? WrittenTime::Date::dotted : WrittenTime::Date::slashed;
        return true;
    }

    /// `Jun 09, 2018`, `Nov 9 10:00:00 2026`.
    bool take_date_after_month() {
        if (!take_month()) return false;
        gap();
        if (!put(2, number())) return false;
        take_word("st nd rd th");
        const auto before = rest_;
        gap();
        const auto year = number();
        year_known_ = year && (rest_.empty() || rest_.front() != ':' || year->digits == 4);
        if (!year_known_) rest_ = before;
        return !year_known_ || put(0, year);
    }

    /// The year at the end, behind the time and perhaps `UTC`.
    bool take_late_year() {
        blanks();
        if (take_word("utc gmt")) written_.offset = 0;
        blanks();
        return put(0, number());
    }

    bool take_time() {
        blanks();
        const bool letter = rest_.size() > 1 && (rest_.front() | 0x20) == 't' && is_digit(rest_[1]);
        const bool marked = letter ? eat(rest_.front()) : eat(',') || eat(':');
        blanks();
        if (take_word("at um à às alle om")) blanks();
        if (!at_digit()) return !marked;
        const auto hour = number();
        if (!hour) return false;
        int hours = hour->value;
        if (compact_ && (hour->digits == 6 || hour->digits == 4)) {
            const int clock = hour->digits == 6 ? hours : hours * 100;
            return set_time(clock / 10'000, clock / 100 % 100, clock % 100);
        }
        if (hour->digits > 2) return false;
        int minutes = 0, seconds = 0;
        const bool exact = eat(':');
        if (exact && !take_two(minutes)) return false;
        if (exact && eat(':') && (!take_two(seconds) || !take_fraction())) return false;
        blanks();
        const auto half = take_half();
        if (!half && !exact) return false;
        if (half && (hours < 1 || hours > 12)) return false;
        if (half) hours = hours % 12 + *half;
        return set_time(hours, minutes, seconds);
    }

    bool set_time(int hours, int minutes, int seconds) {
        written_.time += ((hours * 60 + minutes) * 60LL + seconds) * 1'000'000;
        return hours < 24 && minutes < 60 && seconds <= 60;
    }

    bool take_two(int& into) {
        const auto read = number();
        if (!read || read->digits != 2) return false;
        into = read->value;
        return true;
    }

    bool take_fraction() {
        if (!rest_.starts_with('.') && !(rest_.starts_with(',') && rest_.size() > 1 && is_digit(rest_[1]))) return true;
        rest_.remove_prefix(1);
        if (!at_digit()) return false;
        for (std::int64_t worth = 100'000; at_digit(); rest_.remove_prefix(1), worth /= 10)
            written_.time += (rest_.front() - '0') * worth;
        return true;
    }

    /// 0 in the morning, 12 in the afternoon; nothing where no half of the day is named.
    std::optional<int> take_half() {
        const auto before = rest_;
        const std::string first = word();
        const bool one_word = first == "am" || first == "pm";
        if (one_word || ((first == "a" || first == "p") && eat('.'))) {
            if (!one_word) blanks();
            if (one_word || eat('m') || eat('M')) return eat('.'), first.front() == 'p' ? 12 : 0;
        }
        rest_ = before;
        return std::nullopt;
    }

    /// `Z`, `UTC`, `GMT+2`, `+0330`, `+07:00`, `(UTC)`, perhaps the name of the zone in parentheses behind it.
    bool take_zone() {
        blanks();
        const bool enclosed = eat('(');
        const bool named = take_word("z utc gmt ut");
        if (named) written_.offset = 0;
        if (!rest_.empty() && (rest_.front() == '+' || rest_.front() == '-') && !take_offset(named)) return false;
        if (enclosed) return written_.offset && eat(')');
        blanks();
        if (!written_.offset || !eat('(')) return true;
        const auto close = rest_.find(')');
        rest_.remove_prefix(close == rest_.npos ? rest_.size() : close + 1);
        return close != rest_.npos;
    }

    /// One digit of hours is enough only behind a name.
    bool take_offset(bool named) {
        const bool west = eat('-');
        if (!west) eat('+');
        const auto first = number();
        if (!first || (first->digits == 1 && !named) || first->digits == 3 || first->digits > 4) return false;
        int hours = first->digits == 4 ? first->value / 100 : first->value,
            minutes = first->digits == 4 ? first->value % 100 : 0;
        if (first->digits != 4 && eat(':') && !take_two(minutes)) return false;
        if (hours > 23 || minutes > 59) return false;
        written_.offset = (west ? -1 : 1) * (hours * 60 + minutes);
        return true;
    }

    WrittenTime written_;
    bool year_known_ = true, compact_ = false;
};

} // namespace

std::optional<WrittenTime> take_apart_time(std::string_view text) {
    constexpr std::size_t longest = 96;
    if (text.empty() || text.size() > longest) return std::nullopt;
    // `mar` is March in English and Tuesday in French: the month first.
    if (auto written = TimeScanner(text).scan(false)) return written;
    return is_digit(text.front()) ? std::nullopt : TimeScanner(text).scan(true);
}

std::optional<std::int64_t> days_of(int year, int month, int day) {
    const date::year_month_day ymd{date::year(year), date::month(static_cast<unsigned>(month)),
                                   date::day(static_cast<unsigned>(day))};
    if (year < 1 || year > 9999 || month > 12 || day > 31 || !ymd.ok()) return std::nullopt;
    return date::sys_days(ymd).time_since_epoch().count();
}

std::optional<std::int64_t> days_of(const WrittenTime& written, DateOrder order) {
    std::array<std::size_t, 3> places{0, 1, 2}; // of year, month and day
    if (written.date != WrittenTime::Date::settled) {
        if (order == DateOrder::per_column) return std::nullopt;
        if (order == DateOrder::day_first) places = {2, 1, 0};
        if (order == DateOrder::month_first) places = {2, 0, 1};
    }
    const auto& [year, month, day] = places;
    const int digits = written.digits[year];
    if (digits != 2 && digits != 4) return std::nullopt;
    if (written.date != WrittenTime::Date::settled && written.digits[2 - year] > 2) return std::nullopt;
    const int century = digits == 4 ? 0 : written.parts[year] < 69 ? 2000 : 1900;
    return days_of(written.parts[year] + century, written.parts[month], written.parts[day]);
}

} // namespace engage
