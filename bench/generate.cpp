// generate.cpp -- writes an invented export of customer-engagement events, the same bytes for the same words.
// SPDX-License-Identifier: MIT
//
//     generate ROWS csv|ndjson|log [SHAPE] [SEED] >FILE      shapes: see shape_of below
#include "story.hpp"
#include "texts.hpp"

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace {
using namespace bench;

enum class Who { Customer, Everybody, Nobody }; // whose a row is: its customer's, the only one's, its own

struct Shape {
    bool views_only = false; // only page views, in only the columns that they need
    bool wide = false;       // 60 columns
    bool quoted = false;     // every cell between quotes
    bool comments = false;   // a column of long texts over several lines
    bool shuffled = false;   // in no order of time
    bool foreign = false;    // most names are not ASCII
    bool carriage = false;   // records end with CR LF
    Who who = Who::Customer;
};

Shape shape_of(std::string_view name) {
    Shape shape;
    if (name == "few") shape.views_only = true;
    else if (name == "wide") shape.wide = true;
    else if (name == "quoted") shape.quoted = true;
    else if (name == "long") shape.comments = true;
    else if (name == "shuffled") shape.shuffled = true;
    else if (name == "one-customer") shape.who = Who::Everybody;
    else if (name == "all-distinct") shape.who = Who::Nobody;
    else if (name == "utf8") shape.foreign = true;
    else if (name == "crlf") shape.carriage = true;
    else if (name != "standard") throw std::invalid_argument("no such shape: " + std::string(name));
    return shape;
}

enum class Field { Time, Customer, Channel, Event, Campaign, Session, Page, Score, Value, Comment, Extra };

struct Column {
    Field field;
    std::string name;
    std::uint64_t number = 0; // of an extra one
};

std::vector<Column> columns_of(const Shape& shape) {
    const Column time{Field::Time, "time"}, customer{Field::Customer, "customer"}, channel{Field::Channel, "channel"};
    const Column event{Field::Event, "event"}, campaign{Field::Campaign, "campaign"},
        session{Field::Session, "session"};
    const Column page{Field::Page, "page"}, score{Field::Score, "score"}, value{Field::Value, "value"};
    if (shape.views_only) return {time, customer, event, session, page};
    std::vector<Column> columns = {time, customer, channel, event, campaign, session, page, score, value};
    if (shape.comments) columns.push_back({Field::Comment, "comment"});
    // The wanted ones stand among the others, as in exports of systems that keep everything.
    for (std::uint64_t extra = 1; shape.wide && columns.size() < 60; ++extra) {
        const auto place = static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(extra * 7 % 60, columns.size()));
        columns.insert(columns.begin() + place, {Field::Extra, "extra_" + std::to_string(extra), extra});
    }
    return columns;
}

class Writer {
public:
    Writer(const Shape& shape, std::string_view format)
        : shape_(shape), names_(shape.foreign), columns_(columns_of(shape)), format_(format),
          end_(shape.carriage ? "\r\n" : "\n") {
        if (format != "csv") return;
        for (const Column& column : columns_) {
            cell_ = column.name;
            csv_cell();
        }
        out_.back() = '\n';
        if (shape.carriage) out_.insert(out_.size() - 1, "\r");
    }

    void row(const Event& event) {
        if (format_ == "csv") csv(event);
        else if (format_ == "ndjson") ndjson(event);
        else log(event);
        if (out_.size() > (1 << 20)) flush();
    }

    void flush() {
        if (std::fwrite(out_.data(), 1, out_.size(), stdout) != out_.size() || std::fflush(stdout) != 0)
            throw std::runtime_error("cannot write");
        out_.clear();
    }

private:
    void csv(const Event& event) {
        for (const Column& column : columns_) {
            cell_.clear();
            cell(column, event);
            csv_cell();
        }
        out_.pop_back(); // the last comma
        out_ += end_;
    }

    void csv_cell() {
        if (!shape_.quoted && cell_.find_first_of(",\"\n") == std::string::npos) {
            out_ += cell_;
        } else {
            out_ += '"';
            for (const char character : cell_) out_.append(character == '"' ? 2 : 1, character);
            out_ += '"';
        }
        out_ += ',';
    }

    // What an event has not got has no key.
    void ndjson(const Event& event) {
        out_ += '{';
        for (const Column& column : columns_) {
            cell_.clear();
            cell(column, event);
            if (cell_.empty()) continue;
            out_ += '"';
            out_ += column.name;
            out_ += "\":";
            if (column.field == Field::Score || column.field == Field::Value) out_ += cell_;
            else json_text();
            out_ += ',';
        }
        out_.back() = '}';
        out_ += end_;
    }

    void json_text() {
        out_ += '"';
        for (const char character : cell_) {
            if (character == '\n') {
                out_ += "\\n";
                continue;
            }
            if (character == '"' || character == '\\') out_ += '\\';
            out_ += character;
        }
        out_ += '"';
    }

    // The combined log of a web server, a visitor an address; only page views leave a trace there.
    void log(const Event& event) {
        const std::uint32_t address = names_.number(event.customer);
        out_ += "10." + std::to_string(address >> 16 & 255) + '.' + std::to_string(address >> 8 & 255) + '.' +
                std::to_string(address & 255) + " - - [";
        append_log_time(out_, event.time);
        out_ += "] \"GET ";
        for (const char character : names_.page(event.page))
            if (character == '"') out_ += "%22";
            else if (character == ' ') out_ += '+';
            else out_ += character;
        out_ +=
            " HTTP/1.1\" 200 5120 \"-\" \"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\"\n";
    }

    void cell(const Column& column, const Event& event) {
        const Words words = words_of(event.kind);
        switch (column.field) {
        case Field::Time: append_time(cell_, event.time); break;
        case Field::Customer: append_customer(event); break;
        case Field::Channel: cell_ += words.channel; break;
        case Field::Event: cell_ += words.event; break;
        case Field::Campaign:
            if (event.campaign >= 0) cell_ += names_.campaign(event.campaign);
            break;
        case Field::Session:
            if (event.session != 0) append_hexadecimal(cell_, event.session);
            break;
        case Field::Page:
            if (event.page >= 0) cell_ += names_.page(event.page);
            break;
        case Field::Score:
            if (event.score >= 0) append_number(cell_, static_cast<std::uint64_t>(event.score));
            break;
        case Field::Value:
            if (event.cents >= 0) append_money(cell_, event.cents);
            break;
        case Field::Comment: append_comment(cell_, event.serial); break;
        case Field::Extra: append_extra(cell_, event.serial, column.number); break;
        }
    }

    void append_customer(const Event& event) {
        cell_ += names_.customer_prefix();
        if (shape_.who == Who::Nobody) append_number(cell_, event.serial, 8);
        else append_number(cell_, names_.number(shape_.who == Who::Everybody ? 0 : event.customer), 8);
    }

    Shape shape_;
    Names names_;
    std::vector<Column> columns_;
    std::string_view format_;
    std::string_view end_;
    std::string cell_, out_;
};

void generate(std::int64_t rows, std::string_view format, const Shape& shape, std::uint64_t seed) {
    if (format != "csv" && format != "ndjson" && format != "log")
        throw std::invalid_argument("no such format: " + std::string(format));
    if (shape.quoted && format == "ndjson") throw std::invalid_argument("in JSON there is nothing more to quote");
    const bool views_only = shape.views_only || format == "log";
    // Of eight rows about three are page views.
    Story story(views_only ? rows * 8 / 3 : rows, seed);
    Writer writer(shape, format);
    std::vector<Event> kept;
    for (std::int64_t done = 0; done < rows;) {
        const Event event = story.next();
        if (views_only && event.kind != Kind::PageView) continue;
        ++done;
        if (shape.shuffled) kept.push_back(event);
        else writer.row(event);
    }
    Random order(seed + 1);
    for (std::size_t left = kept.size(); left > 0; --left) {
        std::swap(kept[left - 1], kept[order.below(static_cast<std::uint32_t>(left))]);
        writer.row(kept[left - 1]);
    }
    writer.flush();
}

} // namespace

int main(int count, char** words) {
    try {
        if (count < 3 || count > 5) throw std::invalid_argument("usage: generate ROWS csv|ndjson|log [SHAPE] [SEED]");
        const std::uint64_t seed = count > 4 ? std::strtoull(words[4], nullptr, 10) : 1;
        generate(std::strtoll(words[1], nullptr, 10), words[2], shape_of(count > 3 ? words[3] : "standard"), seed);
        return 0;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "generate: %s\n", problem.what());
        return 1;
    }
}
