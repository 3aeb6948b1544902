// wrapper.cpp -- a walk over the objects of a sample, which it may end or be damaged in.
// SPDX-License-Identifier: MIT
#include "read/wrapper.hpp"

#include <algorithm>
#include <array>

#include "read/json_text.hpp"

namespace engage::read {

namespace {

constexpr std::size_t deepest_wrapper = 8;
constexpr std::size_t most_others = 12;
constexpr std::array<std::string_view, 12> marks_of_a_record = {
    "id",        "uuid",      "guid",      "email",      "event",
    "eventid",   "eventname", "eventtype", "recordtype", "notificationtype",
    "messageid", "subject"};
constexpr std::array<std::string_view, 5> accompanying = {"links", "_links", "included", "errors", "warnings"};

bool marks_a_record(std::string_view name) {
    std::string plain;
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z') plain += static_cast<char>(c - 'A' + 'a');
        else if (c != '_' && c != '-' && c != ' ') plain += c;
    }
    return std::find(marks_of_a_record.begin(), marks_of_a_record.end(), plain) != marks_of_a_record.end();
}

} // namespace

void WrapperSearch::skip_space() {
    while (at_ != end_ && is_json_space(*at_)) ++at_;
}

/// The walks return false where the sample ends or is damaged.
bool WrapperSearch::skip_value() {
    if (at_ == end_) return false;
    const Extent extent = extents_.find(at_, end_);
    at_ = extent.end;
    return extent.outcome == Extent::Outcome::whole;
}

bool WrapperSearch::walk_object(const std::string& path, std::size_t depth) {
    const std::size_t found_before = found_.size();
    std::size_t others = 0;
    bool is_record = false, whole = false;
    for (++at_;; ++at_) {
        skip_space();
        whole = at_ != end_ && *at_ == '}';
        if (whole || at_ == end_ || *at_ != '"') break;
        const char* const quote = at_;
        if (!skip_value()) break;
        const std::string_view name(quote + 1, static_cast<std::size_t>(at_ - quote - 2));
        is_record = is_record || marks_a_record(name);
        skip_space();
        if (at_ == end_ || *at_ != ':') break;
        ++at_;
        skip_space();
        const bool is_data = std::find(accompanying.begin(), accompanying.end(), name) == accompanying.end();
        const std::size_t found = found_.size();
        const std::string inner = path.empty() ? std::string(name) : path + '.' + std::string(name);
        const bool passed = is_data ? walk_value(inner, depth + 1) : skip_value();
        if (found_.size() == found) ++others;
        if (!passed) break;
        skip_space();
        whole = at_ != end_ && *at_ == '}';
        if (at_ == end_ || *at_ != ',') break;
    }
    if (is_record || others > most_others) found_.resize(found_before);
    if (whole) ++at_;
    return whole;
}

bool WrapperSearch::walk_value(const std::string& path, std::size_t depth) {
    if (at_ == end_) return false;
    if (*at_ == '[') return walk_array(path, depth);
    return *at_ == '{' && depth < deepest_wrapper ? walk_object(path, depth) : skip_value();
}

bool WrapperSearch::walk_array(const std::string& path, std::size_t depth) {
    Found found{path, depth, static_cast<std::size_t>(++at_ - begin_), 0};
    bool has_objects = false, whole = false;
    for (;; ++at_) {
        skip_space();
        whole = at_ != end_ && *at_ == ']';
        if (whole || at_ == end_) break;
        if (!has_objects && *at_ != '{' && *at_ != 'n') break; // something else than objects and null
        has_objects = has_objects || *at_ == '{';
        ++found.elements;
        if (!skip_value()) break;
        skip_space();
        whole = at_ != end_ && *at_ == ']';
        if (at_ == end_ || *at_ != ',') break;
    }
    if (has_objects) found_.push_back(found);
    if (whole) {
        ++at_;
        return true;
    }
    if (has_objects || at_ == end_) return false;
    at_ = begin_ + found.begin - 1;
    return skip_value();
}

std::optional<WrapperSearch::Found> WrapperSearch::search(std::string_view sample) {
    begin_ = at_ = sample.data();
    end_ = begin_ + sample.size();
    found_.clear();
    skip_space();
    if (at_ == end_ || *at_ != '{') return std::nullopt;
    walk_object({}, 0);
    const auto most = std::max_element(found_.begin(), found_.end(),
                                       [](const Found& a, const Found& b) { return a.elements < b.elements; });
    if (most == found_.end()) return std::nullopt;
    return *most;
}

} // namespace engage::read
