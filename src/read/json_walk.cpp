// json_walk.cpp -- members, elements, and what stands at a path.
// SPDX-License-Identifier: MIT
#include "read/json_walk.hpp"

#include <cstdint>

#include "read/json_text.hpp"
#include "read/scan.hpp"

namespace engage::read {

namespace {

const char* after_space(const char* at) {
    while (is_json_space(*at)) ++at;
    return at;
}

/// The quote that closes the string whose text begins at `at`.
const char* closing_quote(const char* at) {
    at = plain_text_end(at);
    while (*at != '"') at = plain_text_end(at + 2);
    return at;
}

const char* nested_end(const char* at) {
    std::size_t open = 0;
    do {
        const char c = *at;
        if (c == '"') at = closing_quote(at + 1);
        open += c == '{' || c == '[';
        open -= c == '}' || c == ']';
        ++at;
    } while (open != 0);
    return at;
}

/// The value at `at`, which something follows.
std::string_view value_at(const char* at) {
    const char* end = at + 1;
    if (*at == '"') end = closing_quote(at + 1) + 1;
    else if (*at == '{' || *at == '[') end = nested_end(at);
    else
        while (*end != ',' && *end != '}' && *end != ']' && !is_json_space(*end)) ++end;
    return {at, static_cast<std::size_t>(end - at)};
}

} // namespace

bool Members::next(Member& member) {
    at_ = after_space(at_);
    if (*at_ == ',') at_ = after_space(at_ + 1);
    if (*at_ == '}') return false;
    const char* const quote = closing_quote(at_ + 1);
    member.key = {at_ + 1, static_cast<std::size_t>(quote - at_ - 1)};
    member.value = value_at(after_space(after_space(quote + 1) + 1)); // past the colon
    at_ = member.value.data() + member.value.size();
    return true;
}

bool Elements::next(std::string_view& element) {
    at_ = after_space(at_);
    if (*at_ == ',') at_ = after_space(at_ + 1);
    if (*at_ == ']') return false;
    element = value_at(at_);
    at_ = element.data() + element.size();
    return true;
}

std::string_view string_text(std::string_view escaped, std::string& held) {
    if (escaped.find('\\') == escaped.npos) return escaped;
    held.resize(escaped.size());
    std::uint64_t replaced = 0;
    const char* const end = unescape(escaped.data(), escaped.data() + escaped.size(), held.data(), replaced);
    held.resize(static_cast<std::size_t>(end - held.data()));
    return held;
}

std::optional<Member> find_member(std::string_view object, std::string_view path) {
    std::optional<Member> found;
    std::size_t longest = 0;
    std::string held;
    Members members(object);
    for (Member member; members.next(member);) {
        const std::string_view key = string_text(member.key, held);
        if (path == "*" && is_object(member.value)) return member;
        if (key.size() < longest || !path.starts_with(key)) continue;
        const std::string_view rest = path.substr(key.size());
        std::optional<Member> here;
        if (rest.empty()) here = member;
        else if (rest.front() == '.' && is_object(member.value)) here = find_member(member.value, rest.substr(1));
        if (!here) continue;
        found = here;
        longest = key.size();
    }
    return found;
}

} // namespace engage::read
